"""From an INVOIC message to a draft: the same texts as an invoice in XML or CSV makes.

Read are the directories D.93A and later, among them D.96A, D.97A, D.03A (Odette), D.07A (VDA 4938)
and D.14B (EN 16931): what is taken stands in the same place in all of them. Where a directory has
several qualifiers for one thing, the first that is stated counts.

Source: UN/EDIFACT INVOIC; for the BT numbers the binding of EN 16931 to D.14B.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext

from blackstart.post import findings
from blackstart.post.draft import LINES_MAX, Draft, Remark, shown
from blackstart.post.edifact.envelope import Interchange, Message, where
from blackstart.post.edifact.gather import Found, Gathered, Said
from blackstart.post.edifact.take import Keys, Take
from blackstart.post.kinds import SELF_BILLED_CODES, kind_of, settled

_RECEIPT = ("RFF ALO", "RFF AAK", "RFF DQ", "RFF AAU", "RFF SI")  # BT-15, BT-16 and their like
_HEADER: Keys = {
    "number": ("BGM",),  # BT-1
    "type_code": ("BGM type",),  # BT-3
    "issued_on": ("DTM 3", "DTM 137"),  # BT-2
    "due_on": ("DTM 13", "DTM 140", "DTM 265"),  # BT-9
    "order_no": ("RFF ON", "RFF CO"),  # BT-13
    "preceding_no": ("RFF OI", "RFF IV"),  # BT-25
    "receipt_no": _RECEIPT,
    "account": ("FII RB", "FII RH", "FII BF"),  # BT-84
    "lines_minor": ("MOA 79",),  # BT-106
    "allowances_minor": ("MOA 260",),  # BT-107
    "charges_minor": ("MOA 259",),  # BT-108
    "net_minor": ("MOA 389", "MOA 125"),  # BT-109
    "tax_minor": ("MOA 176", "MOA 124"),  # BT-110
    "gross_minor": ("MOA 388", "MOA 77", "MOA 39", "MOA 86"),  # BT-112
    "prepaid_minor": ("MOA 113",),  # BT-113
    "rounding_minor": ("MOA 366",),  # BT-114
    "payable_minor": ("MOA 9",),  # BT-115
}
_LINE: Keys = {
    "line_id": ("LIN",),  # BT-126
    "part": ("item IN", "item BP", "item SA", "item VP"),  # BT-156, else BT-155
    "description": ("IMD F", "IMD ", "IMD E", "IMD C", "IMD A"),  # BT-153
    "quantity_micro": ("QTY 47", "QTY 12", "QTY 46"),  # BT-129, BT-130
    "price_micro": ("PRI AAA", "PRI INV"),  # BT-146
    "net_minor": ("MOA 203",),  # BT-131
    "order_no": ("RFF ON", "RFF CO"),
    "order_line": ("RFF ON line", "RFF CO line"),  # BT-132
    "receipt_no": _RECEIPT,
}
# What holds before allowances is the line's own where it has none.
_PLAIN_LINE: Keys = {
    **_LINE,
    "price_micro": (*_LINE["price_micro"], "PRI AAB"),
    "net_minor": (*_LINE["net_minor"], "MOA 66"),
}
_SELLERS = ("SE", "SU")
_SELLER: Keys = {"seller_id": ("id",), "seller_name": ("name",), "seller_vat": ("VA",)}  # BT-29…31
_BUYERS = ("BY", "IV", "BT")
_BUYER: Keys = {"buyer_name": ("name", "id")}  # BT-44; some write the name where the number goes

# Units that all say "one piece": the old code of the directories, and those of Recommendation 20.
_PIECES = frozenset(("PCE", "C62", "H87", "EA", "NAR"))
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{0,18})?")
_SUM_DIGITS = 60


def draft(interchange: Interchange, message: Message, gathered: Gathered) -> Draft | Remark:
    """Take the texts of one invoice out of an INVOIC message.

    Args:
        interchange: what it came in; what is found about it holds the invoice too.
        message: an INVOIC that nothing refuses, or what says the same in another standard.
        gathered: what it says, in the words of EDIFACT.

    Returns:
        The texts, or the reason why none were taken.

    Findings:
        BS-DOC-001, -011, -014, -015, -017, -019, -020, -024; BS-EDI-007, -015 to -019.
    """
    if len(gathered.lines) > LINES_MAX:
        said = f"The message has {len(gathered.lines)} lines; {LINES_MAX} are read at most."
        place = where(message.segments[0], message)
        return Remark(code=findings.TOO_LARGE, place=place, message=f"{said} It was not read.")
    take = Take(message=message, decimal=interchange.decimal, currency=_currency(gathered))
    take.envelope(interchange)
    header = _header(take, gathered)
    lines = [_line(take, found) for found in gathered.lines]
    take.original(gathered.header.get("BGM function", ()))
    take.control(gathered.header.get("CNT 2", ()), len(lines))

    def place_of(line: int | None, name: str) -> str:
        said = (header if line is None else lines[line]).get(name)
        begin = message.segments[0] if line is None else gathered.lines[line]["LIN"][0].segment
        return where(said.segment if said else begin, message)

    return Draft(
        kind=_kind(take, header),
        header={name: said.text for name, said in header.items()},
        lines=[_texts(line) for line in lines],
        place=place_of,
        remarks=take.remarks,
    )


def _currency(gathered: Gathered) -> str:
    """Find the invoice's currency: of CUX, else the only one that its totals are stated in."""
    for key in ("CUX type 4", "CUX 2"):
        codes = {said.text for said in gathered.header.get(key, ())}
        if len(codes) == 1:
            return codes.pop()
    if any(key.startswith("CUX") for key in gathered.header):
        return ""
    totals = (found for key, found in gathered.header.items() if key.startswith("MOA"))
    codes = {said.of for found in totals for said in found} - {""}
    return codes.pop() if len(codes) == 1 else ""


def _texts(line: Mapping[str, Said]) -> dict[str, str]:
    """Give a line's texts, with the unit of its quantity."""
    texts = {name: said.text for name, said in line.items()}
    if "quantity_micro" in line:
        texts["unit"] = line["quantity_micro"].of
    return texts


def _header(take: Take, gathered: Gathered) -> dict[str, Said]:
    """Take the fields of the invoice as a whole."""
    taken = take.fields(gathered.header, _HEADER)
    _parties(take, gathered, taken)
    if take.currency:
        taken["currency"] = Said(take.currency, take.message.segments[0])
    allowed = [found for kind, found in gathered.allowances if kind == "A"]
    charged = [found for kind, found in gathered.allowances if kind == "C"]
    for name, groups, keys in (
        ("allowances_minor", allowed, ("MOA 204", "MOA 8")),
        ("charges_minor", charged, ("MOA 23", "MOA 8")),
        ("net_minor", gathered.taxes, ("MOA 125",)),
        ("tax_minor", gathered.taxes, ("MOA 124",)),
    ):
        if not any(key in gathered.header for key in _HEADER[name]):
            _sum(take, name, groups, keys, taken)
    # Where nothing was prepaid or rounded, the total is what is due.
    reduced = ("MOA 9", "MOA 113", "MOA 366")
    if "gross_minor" in taken and not any(key in gathered.header for key in reduced):
        taken["payable_minor"] = taken["gross_minor"]
    return taken


def _line(take: Take, found: Found) -> dict[str, Said]:
    """Take the fields of one line."""
    taken = take.fields(found, _LINE if "ALC" in found else _PLAIN_LINE)
    _base(take, taken)
    return taken


def _kind(take: Take, header: Mapping[str, Said]) -> str:
    """Tell invoice from credit note, and remark on what is no original."""
    said = header.get("type_code")
    code = said.text if said else ""
    segment = said.segment if said else take.message.segments[0]
    kind, clear = settled(kind_of(code), None)
    if not clear:
        message = f"The INVOIC has the type code {shown(code)}; it was read as {kind}."
        take.remark(findings.KIND_UNCLEAR, segment, message)
    if code in SELF_BILLED_CODES:
        take.remark(findings.SELF_BILLED, segment)
    return kind


def _parties(take: Take, gathered: Gathered, taken: dict[str, Said]) -> None:
    parties = gathered.parties
    seller: Found = next((parties[one] for one in _SELLERS if one in parties), {})
    buyer: Found = next((parties[one] for one in _BUYERS if one in parties), {})
    taken.update(take.fields(seller, _SELLER))
    taken.update(take.fields(buyer, _BUYER))


def _base(take: Take, taken: dict[str, Said]) -> None:
    """Settle for what quantity the price holds; drop a price for another unit."""
    price, quantity = taken.get("price_micro"), taken.get("quantity_micro")
    if price is None:
        return
    base, unit = price.segment.text(1, 4), price.segment.text(1, 5)
    if base:
        stated = take.pick("base_micro", {"PRI": [Said(base, price.segment)]}, ("PRI",))
        if stated is None:
            del taken["price_micro"]
            return
        taken["base_micro"] = stated
    billed = quantity.of if quantity else ""
    if unit and not _same_unit(unit, billed):
        del taken["price_micro"]
        message = f"The price is for a quantity in {shown(unit)}, the line's is in"
        message += f" {shown(billed)}. The price was left empty."
        take.remark(findings.NO_UNIT_PRICE, price.segment, message)


def _sum(
    take: Take, name: str, groups: Sequence[Found], keys: Sequence[str], taken: dict[str, Said]
) -> None:
    """Add up what the groups state, where the message states no total."""
    stated = [group for group in groups if any(key in group for key in keys)]
    picked = [take.pick(name, group, keys) for group in stated]
    said = [one for one in picked if one is not None]
    if said and len(said) == len(stated):
        taken[name] = said[0]._replace(text=_total([one.text for one in said]))


def _same_unit(unit: str, billed: str) -> bool:
    """Tell whether two units are one; a quantity without a unit is in pieces."""
    pieces = unit in _PIECES and (billed in _PIECES or not billed)
    return pieces or unit == billed


def _total(texts: Sequence[str]) -> str:
    """Add decimal texts exactly; one that is no number is given back, to be called so."""
    for text in texts:
        if not _PLAIN_NUMBER.fullmatch(text):
            return text
    with localcontext() as context:
        context.prec = _SUM_DIGITS
        return f"{sum(map(Decimal, texts), Decimal()):f}"
