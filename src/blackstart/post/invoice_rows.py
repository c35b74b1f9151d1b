"""From a draft to rows of `invoices` and `invoice_lines`: texts become figures, dates and names."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from blackstart.base.columns import QUANTITY_MICRO_MAX
from blackstart.base.finding import FindingCode
from blackstart.base.money import AMOUNT_MINOR_MAX, CURRENCIES, minor_digits
from blackstart.payables.tables import InvoiceLines, Invoices
from blackstart.post import findings
from blackstart.post.amounts import exact, unit_price_micro
from blackstart.post.draft import Draft, Remark, Texts, quoted, shown
from blackstart.post.texts import TEXT_MAX, clean, day

Row: TypeAlias = dict[str, object]

_MICRO_DIGITS = 6
_ORDER_LINE_DIGITS_MAX = 9
_TEXTS = "number seller_id seller_name seller_vat buyer_name order_no preceding_no account".split()
_AMOUNTS = tuple(name for name in Invoices.column_names() if name.endswith("_minor"))
_LINE_TEXTS = "line_id part description unit order_no receipt_no".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a draft became.

    Attributes:
        invoice: one row of `invoices`; None when it was refused.
        lines: its rows of `invoice_lines`; none when it was refused.
        remarks: what was found; about the document when it was refused, else about the invoice.
    """

    invoice: Row | None
    lines: list[Row]
    remarks: list[Remark]


def rows(draft: Draft, invoice: str, document: str, arrived_on: date) -> Rows:
    """Turn one draft into rows.

    Args:
        draft: the invoice as texts.
        invoice: its id.
        document: hash of the file that it stands in.
        arrived_on: business date of the file's arrival.

    Findings:
        BS-DOC-009 currency (refuses), BS-DOC-011 to -013 figures, BS-DOC-016 dates, BS-DOC-019 unit
        price, BS-DOC-021 and -022 texts, BS-DOC-023 order line.
    """
    currency = draft.header.get("currency", "")
    if currency not in CURRENCIES:
        return Rows(invoice=None, lines=[], remarks=[_no_currency(draft, currency)])
    digits = minor_digits(currency)
    header: Row = {
        "invoice": invoice,
        "document": document,
        "kind": draft.kind,
        "arrived_on": arrived_on,
        "currency": currency,
    }
    take = _Take(draft=draft, texts=draft.header, line=None)
    header.update((name, take.text(name)) for name in _TEXTS)
    header.update((name, take.day(name)) for name in ("issued_on", "due_on"))
    header.update((name, take.figure(name, digits, AMOUNT_MINOR_MAX)) for name in _AMOUNTS)
    # What the header says of orders and receipts holds for each line that does not say otherwise.
    defaults = {"order_no": header["order_no"], "receipt_no": take.text("receipt_no")}
    lines = [
        _line(_Take(draft=draft, texts=texts, line=place), invoice, digits, defaults)
        for place, texts in enumerate(draft.lines)
    ]
    return Rows(invoice=header, lines=lines, remarks=draft.remarks.all())


def _no_currency(draft: Draft, currency: str) -> Remark:
    said = (
        f"The currency {shown(currency)} is not known" if currency else "It names no one currency"
    )
    return Remark(
        code=findings.CURRENCY_UNKNOWN,
        place=draft.place(None, "currency"),
        message=f"{said}; ISO 4217 writes three capital letters. No invoice was made of it.",
    )


def _line(take: "_Take", invoice: str, digits: int, defaults: Row) -> Row:
    row: Row = {"invoice": invoice, "line_no": (take.line or 0) + 1}
    row.update((name, take.text(name)) for name in _LINE_TEXTS)
    row.update((name, row[name] or default) for name, default in defaults.items())
    row["quantity_micro"] = take.figure("quantity_micro", _MICRO_DIGITS, QUANTITY_MICRO_MAX)
    row["price_micro"] = take.unit_price()
    row["net_minor"] = take.figure("net_minor", digits, AMOUNT_MINOR_MAX)
    row["order_line"] = take.order_line()
    return row


@dataclass(slots=True, kw_only=True)
class _Take:
    """Takes the values of a header or of a line, and remarks on what cannot be taken."""

    draft: Draft
    texts: Texts
    line: int | None

    def text(self, name: str) -> str | None:
        text = self.texts.get(name)
        if not text:
            return None
        cleaned, removed = clean(text)
        if removed:
            self._remark(findings.CLEANED, name, text)
        if len(cleaned) > TEXT_MAX:
            self._remark(findings.SHORTENED, name, text)
        return cleaned[:TEXT_MAX] or None

    def day(self, name: str) -> date | None:
        text = self.texts.get(name)
        if not text:
            return None
        taken = day(text)
        if taken is None:
            self._remark(findings.NO_DATE, name, text)
        return taken

    def figure(self, name: str, digits: int, limit: int) -> int | None:
        text = self.texts.get(name)
        return None if text is None else self._number(exact(text, digits, limit), name, text)

    def unit_price(self) -> int | None:
        text = self.texts.get("price_micro")
        if text is None:
            return None
        base = self.texts.get("base_micro")
        said = text if base is None else f"{text} for {base}"
        return self._number(unit_price_micro(text, base), "price_micro", said)

    def order_line(self) -> int | None:
        text = self.texts.get("order_line")
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= _ORDER_LINE_DIGITS_MAX:
            return int(text)
        self._remark(findings.NO_ORDER_LINE, "order_line", text)
        return None

    def _number(self, number: int | FindingCode, name: str, text: str) -> int | None:
        if isinstance(number, int):
            return number
        self._remark(number, name, text)
        return None

    def _remark(self, code: FindingCode, name: str, text: str) -> None:
        message = f"{_term(name, self.line)} is {quoted(name, text)}. {code.meaning}"
        self.draft.remarks.add(code, lambda: self.draft.place(self.line, name), message)


def _term(name: str, line: int | None) -> str:
    """Name a field as EN 16931 does, in the words of the column's description."""
    schema = Invoices if line is None and name in Invoices.columns() else InvoiceLines
    return (schema.columns()[name].description or name).split(",")[0]
