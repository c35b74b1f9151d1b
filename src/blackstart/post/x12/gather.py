"""From the segments of an X12 message to what it says, in the words of EDIFACT: "RFF ON", "MOA 77".

So one piece of code makes invoices and despatch lines of both standards. What has no like in
EDIFACT, or is not asked for, is passed by.

Source: ANSI ASC X12 810 and 856; data elements 128, 98, 235, 374, 640, 353.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from blackstart.post.edifact.envelope import Message
from blackstart.post.edifact.gather import Found, Gathered, Said, day_text
from blackstart.post.edifact.take import CANCELLATION, ORIGINAL
from blackstart.post.edifact.tokens import Elements, Segment, text_at
from blackstart.post.texts import day
from blackstart.post.x12.types import INVOICE
from blackstart.post.x12.units import price, two_decimals, unit

_PURPOSES = {"": ORIGINAL, "00": ORIGINAL, "01": CANCELLATION}
_KINDS = {"": "380", "DI": "380", "PR": "380", "CR": "381", "CN": "381", "DR": "383"}
_REFERENCES = {"PO": "ON", "PK": "DQ", "SI": "SI", "OI": "OI"}
_ENTITIES = {"SE": "SE", "SU": "SU", "VN": "SU", "SF": "SF", "BY": "BY", "BT": "BT"}
_ITEMS = {"IN": "IN", "BP": "BP", "VP": "VP", "VN": "SA"}
_DATES = {"011": "11"}
_DAYS = re.compile("[0-9]{1,3}")
_LAST_DAY = date.max - timedelta(days=999)
_FROM_INVOICE = "3"  # ITD02: days count from the date of the invoice
_OF_SENDER = "91"  # N103: the code is one that the sender gave itself
_VAT = "VX"
_DAY_CHARS, _SHORT_DAY_CHARS = 8, 6
_ITEM_LEVEL = "I"


@dataclass(slots=True, kw_only=True)
class _Level:
    """A level of a despatch advice (HL): shipment, order, package or item."""

    above: str
    kind: str
    found: Found = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Where in the message the walk is.

    Attributes:
        gathered: what was found so far.
        here: the header, the line or the level, to which statements belong.
        segment: the segment that is looked at.
        party: the party to which references belong; None outside of one.
        levels: of a despatch advice, by number.
        totals: whether TDS was passed.
    """

    gathered: Gathered
    here: Found
    segment: Segment
    party: Found | None = None
    levels: dict[str, _Level] = field(default_factory=dict)
    totals: bool = False

    def say(self, key: str, text: str, of: str = "") -> None:
        """Note what a segment says; nothing when it is empty."""
        if text:
            self.here.setdefault(key, []).append(Said(text, self.segment, of))

    def big(self, parts: Elements) -> None:
        """Take day, number, order, kind and purpose of an invoice."""
        self.say("DTM 137", _day(text_at(parts, 1)))
        self.say("BGM", text_at(parts, 2))
        self.say("RFF ON", text_at(parts, 4))
        self.say("BGM type", _known(_KINDS, text_at(parts, 7)))
        self.say("BGM function", _known(_PURPOSES, text_at(parts, 8)))

    def bsn(self, parts: Elements) -> None:
        """Take purpose, number and day of a despatch advice."""
        self.say("BGM function", _known(_PURPOSES, text_at(parts, 1)))
        self.say("BGM", text_at(parts, 2))
        self.say("DTM 137", _day(text_at(parts, 3)))

    def cur(self, parts: Elements) -> None:
        """Take the currency; whose it is makes no difference."""
        self.say("CUX 2", text_at(parts, 2))

    def ref(self, parts: Elements) -> None:
        """Take a reference: a VAT number belongs to its party, all others to where they stand."""
        qualifier, text = text_at(parts, 1), text_at(parts, 2)
        if self.party is not None and qualifier == _VAT and text:
            self.party.setdefault("VA", []).append(Said(text, self.segment))
        elif qualifier in _REFERENCES:
            self.say(f"RFF {_REFERENCES[qualifier]}", text)

    def prf(self, parts: Elements) -> None:
        """Take the order that a level is about."""
        self.say("RFF ON", text_at(parts, 1))

    def n1(self, parts: Elements) -> None:
        """Take a party: name, and number unless the sender gave it itself."""
        party: Found = {}
        number = "" if text_at(parts, 3) == _OF_SENDER else text_at(parts, 4)
        for key, text in (("id", number), ("name", text_at(parts, 2))):
            if text:
                party[key] = [Said(text, self.segment)]
        self.party = party
        entity = _ENTITIES.get(text_at(parts, 1))
        if entity:
            self.gathered.parties.setdefault(entity, party)

    def itd(self, parts: Elements) -> None:
        """Take the day on which the whole amount is due, or the net days after the invoice's."""
        self.party = None
        stated = _day(text_at(parts, 6))
        issued = self.here.get("DTM 137", [])
        if not stated and issued and text_at(parts, 2) == _FROM_INVOICE:
            stated = _days_after(issued[0].text, text_at(parts, 7))
        self.say("DTM 13", stated)

    def dtm(self, parts: Elements) -> None:
        """Take the day of despatch, which is of the whole advice wherever it stands."""
        self.party = None
        code = _DATES.get(text_at(parts, 1))
        text = _day(text_at(parts, 2))
        if code and text:
            self.gathered.header.setdefault(f"DTM {code}", []).append(Said(text, self.segment))

    def it1(self, parts: Elements) -> None:
        """Begin a line of an invoice: quantity, price and what identifies the goods."""
        self.party, self.here = None, {}
        self.gathered.lines.append(self.here)
        self.here["LIN"] = [Said(text_at(parts, 1), self.segment)]
        self.say("QTY 47", text_at(parts, 2), unit(text_at(parts, 3)))
        self.say("PRI AAA", price(text_at(parts, 4), text_at(parts, 5)))
        self.items(parts, 6)

    def items(self, parts: Elements, first: int) -> None:
        """Take pairs of qualifier and number: our part, the supplier's, the order and its line."""
        for place in range(first, len(parts), 2):
            qualifier, text = text_at(parts, place), text_at(parts, place + 1)
            if qualifier in _ITEMS:
                self.say(f"item {_ITEMS[qualifier]}", text)
            elif qualifier in {"PO", "PL"}:
                self.say("RFF ON" if qualifier == "PO" else "RFF ON line", text)

    def pid(self, parts: Elements) -> None:
        """Take a description."""
        self.say(f"IMD {text_at(parts, 1)}", text_at(parts, 5))

    def hl(self, parts: Elements) -> None:
        """Go down or up to a level of a despatch advice."""
        level = _Level(above=text_at(parts, 2), kind=text_at(parts, 3))
        self.levels[text_at(parts, 1)] = level
        self.party, self.here = None, level.found
        self.here["LIN"] = [Said(text_at(parts, 1), self.segment)]

    def lin(self, parts: Elements) -> None:
        """Take what identifies the goods of a level."""
        self.items(parts, 2)

    def sn1(self, parts: Elements) -> None:
        """Take what was sent."""
        self.say("QTY 12", text_at(parts, 2), unit(text_at(parts, 3)))

    def tds(self, parts: Elements) -> None:
        """Go over to the totals of an invoice."""
        self.party, self.here, self.totals = None, self.gathered.header, True
        self.say("MOA 77", two_decimals(text_at(parts, 1)))

    def txi(self, parts: Elements) -> None:
        """Take a tax of the whole invoice."""
        if self.totals:
            amount = Said(text_at(parts, 2), self.segment)
            self.gathered.taxes.append({"MOA 124": [amount]} if amount.text else {})

    def sac(self, parts: Elements) -> None:
        """Take an allowance or a charge: of the invoice after its totals, else of its line."""
        kind, amount = text_at(parts, 1), text_at(parts, 5)
        if not self.totals:
            self.say("ALC", kind)
        elif amount:
            said = Said(two_decimals(amount), self.segment)
            self.gathered.allowances.append((kind, {"MOA 8": [said]}))

    def ctt(self, parts: Elements) -> None:
        """Take the number of lines; a despatch advice counts its levels."""
        text = text_at(parts, 1)
        if not self.levels or text.lstrip("0") != str(len(self.levels)):
            self.gathered.header.setdefault("CNT 2", []).append(Said(text, self.segment))

    def lines_of_levels(self) -> list[Found]:
        """Give the lines: what an item says, and where it says nothing, what stands above it."""
        items = (each for each in self.levels.items() if each[1].kind == _ITEM_LEVEL)
        return [self._line(number) for number, _ in items]

    def _line(self, number: str) -> Found:
        line: Found = {}
        while number:
            for key, said in self.levels[number].found.items():
                line.setdefault(key, said)
            number = self.levels[number].above
        return line


def gather(message: Message) -> Gathered:
    """Sort what the segments of one message say."""
    gathered = Gathered()
    walk = _Walk(gathered=gathered, here=gathered.header, segment=message.segments[0])
    steps = _INVOICE if message.type == INVOICE.name else _ADVICE
    for segment in message.segments:
        step = steps.get(segment.tag)
        if step is not None:
            walk.segment = segment
            step(walk, segment.elements)
    if walk.levels:
        gathered.lines = walk.lines_of_levels()
    return gathered


def _day(text: str) -> str:
    """Write a day of eight figures, or of six as older versions do."""
    form = {_DAY_CHARS: "102", _SHORT_DAY_CHARS: "101"}.get(len(text), "")
    return day_text(text, form)


def _days_after(issued: str, days: str) -> str:
    """Add net days to a day; nothing where either is none."""
    start = day(issued)
    if start is None or start > _LAST_DAY or not _DAYS.fullmatch(days):
        return ""
    return (start + timedelta(days=int(days))).isoformat()


def _known(codes: Mapping[str, str], text: str) -> str:
    """Translate a code; one that is not known must not look like one of EDIFACT's."""
    return codes.get(text, f"X12 {text}")


_Steps = Mapping[str, Callable[[_Walk, Elements], None]]
_INVOICE: _Steps = {
    "BIG": _Walk.big,
    "CUR": _Walk.cur,
    "REF": _Walk.ref,
    "N1": _Walk.n1,
    "ITD": _Walk.itd,
    "DTM": _Walk.dtm,
    "IT1": _Walk.it1,
    "PID": _Walk.pid,
    "TDS": _Walk.tds,
    "TXI": _Walk.txi,
    "SAC": _Walk.sac,
    "CTT": _Walk.ctt,
}
_ADVICE: _Steps = {
    "BSN": _Walk.bsn,
    "DTM": _Walk.dtm,
    "HL": _Walk.hl,
    "PRF": _Walk.prf,
    "N1": _Walk.n1,
    "LIN": _Walk.lin,
    "SN1": _Walk.sn1,
    "CTT": _Walk.ctt,
}
