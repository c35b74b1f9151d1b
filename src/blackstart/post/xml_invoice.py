"""From the elements of an XML invoice to a draft: one text for each field, or a remark why none."""

from functools import partial

from blackstart.post import findings
from blackstart.post.draft import LINES_MAX, Draft, Remark, Remarks, quoted, shown, too_many_lines
from blackstart.post.element import Element
from blackstart.post.kinds import SELF_BILLED_CODES, kind_of, settled
from blackstart.post.xmlfields import Found, XmlFormat, gather, where

# EN 16931 lets these stand more than once; the first one is kept.
_KEEP_FIRST = frozenset(("account", "seller_id", "seller_vat"))
# Several of these leave open which line belongs to which.
_KEEP_NONE = frozenset(("receipt", "despatch", "order_no", "order_line", "preceding_no"))


def draft(root: Element, form: XmlFormat) -> Draft | Remark:
    """Take the texts of one invoice out of its tree.

    Args:
        root: the root element, of the form's tag.
        form: where its fields are.

    Returns:
        The texts, or the reason why none were taken.

    Findings:
        BS-DOC-001 too many lines, BS-DOC-014 other currency, BS-DOC-015 stated twice, BS-DOC-017
        kind unclear, BS-DOC-018 not plain, BS-DOC-019 no unit price, BS-DOC-020 several, BS-DOC-024
        self-billed.
    """
    found, lines = gather(root, form.root)
    if len(lines) > LINES_MAX:
        return too_many_lines(len(lines))
    form.sort_out(found)
    remarks = Remarks()
    currency = _text("currency", found.get("currency", []), "", Remarks()) or ""
    _keep_own_tax(found, currency)
    header = _texts(found, currency, remarks)
    _first_of(header, "receipt_no", "receipt", "despatch")
    texts = [_line(line, currency, remarks) for line in lines]

    def place(line: int | None, name: str) -> str:
        elements = (found if line is None else lines[line]).get(name) or [root]
        return where(elements[0])

    kind = _kind(header.get("type_code", ""), form, found.get("type_code", [root])[0], remarks)
    return Draft(kind=kind, header=header, lines=texts, place=place, remarks=remarks)


def _keep_own_tax(found: Found, currency: str) -> None:
    """Drop the VAT total in the accounting currency (BT-111) where one in the invoice's stands."""
    taxes = found.get("tax_minor", [])
    found["tax_minor"] = [one for one in taxes if _currency(one, currency) == currency] or taxes


def _texts(found: Found, currency: str, remarks: Remarks) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, elements in found.items():
        text = _text(name, elements, currency, remarks)
        if text is not None:
            texts[name] = text
    return texts


def _text(name: str, elements: list[Element], currency: str, remarks: Remarks) -> str | None:
    """Take one field's text; None where it is not stated, or not so that it can be trusted."""
    figure = name.endswith(("_minor", "_micro"))
    values: dict[str, Element] = {}
    for element in elements:
        value = (element.text or "").strip()
        if len(element):
            remarks.add(findings.NOT_PLAIN, partial(where, element))
        elif figure and _currency(element, currency) != currency:
            message = (
                f"The amount {shown(value)} is in {shown(_currency(element, ''))}, the invoice"
            )
            message += f" in {shown(currency)}. It was left empty, not converted."
            remarks.add(findings.OTHER_CURRENCY, partial(where, element), message)
        # A blank figure is kept, to be called no number: it must not pass for one that is absent.
        elif value or figure:
            values.setdefault(value, element)
    return _chosen(name, values, remarks) if len(values) > 1 else next(iter(values), None)


def _currency(element: Element, default: str) -> str:
    return (element.get("currencyID") or default).strip()


def _chosen(name: str, values: dict[str, Element], remarks: Remarks) -> str | None:
    first = next(iter(values))
    kept = first if name in _KEEP_FIRST else None
    code = findings.SEVERAL if name in _KEEP_FIRST | _KEEP_NONE else findings.STATED_TWICE
    done = "the first was kept" if kept else "none was kept"
    stated = ", ".join(quoted(name, value) for value in list(values)[:5])
    message = f"{len(values)} different values are stated ({stated}); {done}."
    remarks.add(code, partial(where, values[first]), message)
    return kept


def _line(found: Found, currency: str, remarks: Remarks) -> dict[str, str]:
    texts = _texts(found, currency, remarks)
    _first_of(texts, "receipt_no", "receipt", "despatch")
    _first_of(texts, "part", "part", "sellers_part")
    if "quantity_micro" in texts:
        texts["unit"] = found["quantity_micro"][0].get("unitCode", "")
    _base(found, texts, remarks)
    return texts


def _base(found: Found, texts: dict[str, str], remarks: Remarks) -> None:
    """Settle for what quantity the price holds; drop a price that holds for none that is clear."""
    name = "base_micro" if "base_micro" in found else "gross_base_micro"
    gross = texts.pop("gross_base_micro", None)
    if name not in found:
        return
    if name == "gross_base_micro" and gross is not None:
        texts["base_micro"] = gross
    unit = found[name][0].get("unitCode")
    if "base_micro" not in texts:
        texts.pop("price_micro", None)
    elif unit and unit != texts.get("unit") and texts.pop("price_micro", None):
        message = f"The price is for a quantity in {shown(unit)}, the line's is in"
        message += f" {shown(texts.get('unit', ''))}. The price was left empty."
        remarks.add(findings.NO_UNIT_PRICE, partial(where, found[name][0]), message)


def _first_of(texts: dict[str, str], name: str, preferred: str, other: str) -> None:
    """Merge two fields that say the same thing, one better than the other."""
    second = texts.pop(other, None)
    first = texts.pop(preferred, second)
    if first is not None:
        texts[name] = first


def _kind(code: str, form: XmlFormat, element: Element, remarks: Remarks) -> str:
    kind, clear = settled(kind_of(code), form.kind)
    if not clear:
        message = f"The {form.name} has the type code {shown(code)}; it was read as {kind}."
        remarks.add(findings.KIND_UNCLEAR, partial(where, element), message)
    if code in SELF_BILLED_CODES:
        remarks.add(findings.SELF_BILLED, partial(where, element))
    return kind
