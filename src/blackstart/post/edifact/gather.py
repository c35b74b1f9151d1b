"""From the segments of an INVOIC to what it says, by segment and qualifier: "RFF ON", "MOA 203".

Which segment belongs to which group is told from the order of segments alone, which is the same
in all directories D. A total that a sender writes after a tax group is still taken for a total.

Source: UN/EDIFACT INVOIC, segment table; qualifiers from code lists 1153, 2005, 5025, 5125, 6063.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from blackstart.post.edifact.tokens import Elements, Segment, text_at

# Amounts that belong to the tax or to the allowance before them, not to the message.
_OF_TAX = frozenset(("124", "125"))
_OF_ALLOWANCE = frozenset(("8", "23", "204"))
_SAME_ITEM = frozenset(("1", "5"))
# 2379: CCYYMMDD alone, with HHMM, with HHMMSS; YYMMDD alone, with HHMM.
_DAYS_FIRST = frozenset(("102", "203", "204"))
_DAY_LENGTHS = frozenset((8, 12, 14))
_SHORT_DAYS = frozenset(("101", "201"))
_SHORT_LENGTHS = frozenset((6, 10))
_PIA_ELEMENTS = 7  # the tag, 4347, and C212 five times
_CENTURY_FROM = "70"


class Said(NamedTuple):
    """One statement; a tuple, because a file holds hundreds of thousands.

    Attributes:
        text: as it stands.
        segment: where it stands.
        of: what the text is measured in: a currency, or a unit of measure; empty if not stated.
    """

    text: str
    segment: Segment
    of: str = ""


Found: TypeAlias = dict[str, list[Said]]


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What an INVOIC says.

    Attributes:
        header: of the invoice as a whole, from its head and its summary.
        parties: by qualifier of NAD; the first of each.
        lines: of each LIN.
        taxes: of each VAT group in the summary.
        allowances: of each ALC in the head, with "A" for an allowance and "C" for a charge.
    """

    header: Found = field(default_factory=dict)
    parties: dict[str, Found] = field(default_factory=dict)
    lines: list[Found] = field(default_factory=list)
    taxes: list[Found] = field(default_factory=list)
    allowances: list[tuple[str, Found]] = field(default_factory=list)


def gather(segments: Sequence[Segment]) -> Gathered:
    """Sort what the segments of one INVOIC say; those that nothing is taken from are passed by."""
    gathered = Gathered()
    walk = _Walk(gathered=gathered, here=gathered.header, segment=segments[0])
    for segment in segments:
        step = _STEPS.get(segment.tag)
        if step is not None:
            walk.segment = segment
            step(walk, segment.elements)
    return gathered


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Where in the message the walk is.

    Attributes:
        gathered: what was found so far.
        here: the header or the line, to which statements belong.
        segment: the segment that is looked at.
        party: the party to which they belong after its NAD.
        amounts: the tax or allowance to which amounts of the codes in `codes` belong.
        codes: those codes.
        group: tag of the segment that opened the current group; empty before the first.
        summary: whether UNS was passed.
    """

    gathered: Gathered
    here: Found
    segment: Segment
    party: Found = field(default_factory=dict)
    amounts: Found = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    group: str = ""
    summary: bool = False

    def say(self, key: str, text: str) -> None:
        """Note what a segment says of the header or the line; nothing when it is empty."""
        if text:
            self.here.setdefault(key, []).append(Said(text, self.segment))

    def bgm(self, parts: Elements) -> None:
        """Take type, number and function."""
        self.say("BGM type", text_at(parts, 1))
        self.say("BGM", text_at(parts, 2))
        self.say("BGM function", text_at(parts, 3))

    def dtm(self, parts: Elements) -> None:
        """Take a date; one that belongs to a reference is not the invoice's."""
        if self.group != "RFF":
            text = day_text(text_at(parts, 1, 1), text_at(parts, 1, 2))
            self.say(f"DTM {text_at(parts, 1)}", text)

    def rff(self, parts: Elements) -> None:
        """Take a reference: a VAT number belongs to its party, all others to header or line."""
        qualifier, text = text_at(parts, 1), text_at(parts, 1, 1)
        if self.group != "NAD":
            self.group = "RFF"
        if qualifier == "VA":
            self.party.setdefault("VA", []).append(Said(text, self.segment))
        else:
            self.say(f"RFF {qualifier}", text)
            self.say(f"RFF {qualifier} line", text_at(parts, 1, 2))

    def nad(self, parts: Elements) -> None:
        """Take a party: number (3039), name (3036), or name and address unstructured (3124)."""
        name = text_at(parts, 4) or text_at(parts, 3)
        self.group, self.party = "NAD", {}
        for key, text in (("id", text_at(parts, 2)), ("name", name)):
            if text:
                self.party[key] = [Said(text, self.segment)]
        if self.here is self.gathered.header:
            self.gathered.parties.setdefault(text_at(parts, 1), self.party)

    def fii(self, parts: Elements) -> None:
        """Take an account (3194)."""
        self.say(f"FII {text_at(parts, 1)}", text_at(parts, 2))

    def cux(self, parts: Elements) -> None:
        """Take the currencies: by usage (6347: 2 is reference) and type (6343: 4 is invoicing)."""
        for element in (1, 2):
            code = text_at(parts, element, 1)
            self.say(f"CUX {text_at(parts, element)}", code)
            self.say(f"CUX type {text_at(parts, element, 2)}", code)
        self.group = "CUX"

    def terms(self, parts: Elements) -> None:
        """Open terms of payment (PAT, PYT)."""
        self.group = parts[0][0]

    def tax(self, parts: Elements) -> None:
        """Open a tax group; VAT in the summary makes the invoice's tax."""
        self.group, self.amounts, self.codes = "TAX", {}, _OF_TAX
        if self.summary and text_at(parts, 1) == "7" and text_at(parts, 2) in {"VAT", ""}:
            self.gathered.taxes.append(self.amounts)

    def alc(self, parts: Elements) -> None:
        """Open an allowance or a charge."""
        self.group, self.amounts, self.codes = "ALC", {}, _OF_ALLOWANCE
        kind = text_at(parts, 1)
        if self.here is not self.gathered.header:
            self.say("ALC", kind)
        elif not self.summary:
            self.gathered.allowances.append((kind, self.amounts))

    def moa(self, parts: Elements) -> None:
        """Take an amount, with its currency."""
        code = text_at(parts, 1)
        found = self.amounts if code in self.codes else self.here
        said = Said(text_at(parts, 1, 1), self.segment, text_at(parts, 1, 2))
        found.setdefault(f"MOA {code}", []).append(said)

    def cnt(self, parts: Elements) -> None:
        """Take a control total, which is of the whole message wherever it stands."""
        said = Said(text_at(parts, 1, 1), self.segment)
        self.gathered.header.setdefault(f"CNT {text_at(parts, 1)}", []).append(said)

    def lin(self, parts: Elements) -> None:
        """Begin a line."""
        self.here = {}
        self.gathered.lines.append(self.here)
        self._close_groups()
        self.here["LIN"] = [Said(text_at(parts, 1), self.segment)]
        self.say(f"item {text_at(parts, 3, 1)}", text_at(parts, 3))

    def pia(self, parts: Elements) -> None:
        """Take further item numbers; substitutes (4347: 3, 4) are other parts."""
        if text_at(parts, 1) in _SAME_ITEM:
            for element in range(2, min(len(parts), _PIA_ELEMENTS)):
                self.say(f"item {text_at(parts, element, 1)}", text_at(parts, element))

    def imd(self, parts: Elements) -> None:
        """Take a description (7008, in two parts)."""
        text = " ".join(filter(None, (text_at(parts, 3, 3), text_at(parts, 3, 4))))
        self.say(f"IMD {text_at(parts, 1)}", text)

    def qty(self, parts: Elements) -> None:
        """Take a quantity, with its unit."""
        said = Said(text_at(parts, 1, 1), self.segment, text_at(parts, 1, 2))
        self.here.setdefault(f"QTY {text_at(parts, 1)}", []).append(said)

    def pri(self, parts: Elements) -> None:
        """Take a price; how many of which unit it is for stands in the same segment."""
        said = Said(text_at(parts, 1, 1), self.segment)
        self.here.setdefault(f"PRI {text_at(parts, 1)}", []).append(said)

    def uns(self, parts: Elements) -> None:
        """Go over to the summary."""
        if text_at(parts, 1) == "S":
            self.here, self.summary = self.gathered.header, True
            self._close_groups()

    def _close_groups(self) -> None:
        self.party, self.amounts, self.codes, self.group = {}, {}, frozenset(), ""


_STEPS: dict[str, Callable[[_Walk, Elements], None]] = {
    "BGM": _Walk.bgm,
    "DTM": _Walk.dtm,
    "RFF": _Walk.rff,
    "NAD": _Walk.nad,
    "FII": _Walk.fii,
    "CUX": _Walk.cux,
    "PAT": _Walk.terms,
    "PYT": _Walk.terms,
    "TAX": _Walk.tax,
    "ALC": _Walk.alc,
    "MOA": _Walk.moa,
    "CNT": _Walk.cnt,
    "LIN": _Walk.lin,
    "PIA": _Walk.pia,
    "IMD": _Walk.imd,
    "QTY": _Walk.qty,
    "PRI": _Walk.pri,
    "UNS": _Walk.uns,
}


def day_text(text: str, form: str) -> str:
    """Write a date as 2025-09-25, if its format (2379) says a day; else give it as it came.

    A time after the day is passed by, also where the format names the day alone: some senders
    write 202509250000 with format 102.
    """
    if not (text.isascii() and text.isdigit()):
        return text
    if form in _DAYS_FIRST and len(text) in _DAY_LENGTHS:
        return f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    if form in _SHORT_DAYS and len(text) in _SHORT_LENGTHS:
        century = "19" if text[:2] >= _CENTURY_FROM else "20"
        return f"{century}{text[:2]}-{text[2:4]}-{text[4:6]}"
    return text
