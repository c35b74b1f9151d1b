"""From what a message says to one text for each field, or a remark why none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from blackstart.base.finding import FindingCode
from blackstart.post import findings
from blackstart.post.draft import Remarks, quoted, shown
from blackstart.post.edifact import findings as edi
from blackstart.post.edifact.envelope import Interchange, Message, where
from blackstart.post.edifact.gather import Found, Said
from blackstart.post.edifact.tokens import Segment

# By field: the statements that it may be taken from, the best first.
Keys: TypeAlias = Mapping[str, Sequence[str]]

_KEEP_FIRST = frozenset(("account", "seller_vat", "description"))
# Several of these leave open which line belongs to which.
_KEEP_NONE = frozenset(("receipt_no", "order_no", "order_line", "preceding_no"))
ORIGINAL, CANCELLATION = "9", "1"  # BGM 1225


@dataclass(slots=True, kw_only=True)
class Take:
    """Takes the fields of one message.

    Attributes:
        message: the message.
        decimal: the decimal mark that its figures must have; empty when point and comma both count.
        currency: of the invoice; amounts in another one are not taken.
        remarks: what was found.
    """

    message: Message
    decimal: str
    currency: str = ""
    remarks: Remarks = field(default_factory=Remarks)

    def envelope(self, interchange: Interchange) -> None:
        """Let what is wrong with the envelopes hold what they enclose."""
        for faults, message in ((interchange.faults, None), (self.message.faults, self.message)):
            for fault in faults:
                place = partial(where, fault.segment, message)
                self.remarks.add(fault.code, place, fault.sentence)

    def fields(self, found: Found, fields: Keys) -> dict[str, Said]:
        """Take the fields that are stated, each under the first key that is."""
        picked = ((name, self.pick(name, found, keys)) for name, keys in fields.items())
        return {name: said for name, said in picked if said is not None}

    def pick(self, name: str, found: Found, keys: Sequence[str]) -> Said | None:
        """Take one field; None where it is not stated, or not so that it can be trusted.

        Findings:
            BS-DOC-011 decimal mark, -014 other currency, -015 stated twice, -020 several.
        """
        stated: Sequence[Said] | None = next((found[key] for key in keys if key in found), None)
        if stated is None:
            return None
        if name.endswith("_minor"):
            stated = self._in_currency(stated)
        if name.endswith(("_minor", "_micro")):
            marked = filter(self._marked, stated)
            stated = [_pointed(one) if "," in one.text else one for one in marked]
        if len({one.text for one in stated}) > 1:
            return self._chosen(name, stated)
        return stated[0] if stated else None

    def remark(self, code: FindingCode, segment: Segment, message: str = "") -> None:
        """Note a finding about a segment of the message."""
        self.remarks.add(code, partial(where, segment, self.message), message)

    def control(self, stated: Sequence[Said], lines: int) -> None:
        """Compare the number of lines with the control totals (BS-EDI-017)."""
        for said in stated:
            if said.text.lstrip("0") != str(lines).lstrip("0"):
                tag = said.segment.tag
                message = f"{tag} counts {shown(said.text)} lines, there are {lines}."
                self.remark(
                    edi.CONTROL_TOTAL, said.segment, f"{message} {edi.CONTROL_TOTAL.meaning}"
                )

    def original(self, functions: Sequence[Said]) -> None:
        """Remark on a message that cancels, replaces or repeats another (BS-EDI-016)."""
        for said in functions:
            if said.text != ORIGINAL:
                message = f"Its function is {shown(said.text)}. {edi.NOT_ORIGINAL.meaning}"
                self.remark(edi.NOT_ORIGINAL, said.segment, message)

    def _in_currency(self, stated: Sequence[Said]) -> Sequence[Said]:
        """Keep the amounts in the invoice's currency, where a total is stated in several."""
        own = [one for one in stated if one.of in {"", self.currency}]
        if not own:
            said = stated[0]
            message = f"The amount {shown(said.text)} is in {shown(said.of)}, the invoice in"
            message += f" {shown(self.currency)}. It was left empty, not converted."
            self.remark(findings.OTHER_CURRENCY, said.segment, message)
        return own

    def _marked(self, said: Said) -> bool:
        """Check the decimal mark: a point where UNA says comma may stand between thousands."""
        wrong = {",": ".", ".": ","}.get(self.decimal, "")
        if not wrong or wrong not in said.text:
            return True
        message = f"The figure is {shown(said.text)}, but the decimal mark of the interchange is"
        message += f" {shown(self.decimal)}. It was left empty, not guessed."
        self.remark(findings.NO_NUMBER, said.segment, message)
        return False

    def _chosen(self, name: str, stated: Sequence[Said]) -> Said | None:
        values = list(dict.fromkeys(one.text for one in stated))
        kept = stated[0] if name in _KEEP_FIRST else None
        code = findings.SEVERAL if name in _KEEP_FIRST | _KEEP_NONE else findings.STATED_TWICE
        listed = ", ".join(quoted(name, value) for value in values[:5])
        done = "the first was kept" if kept else "none was kept"
        message = f"{len(values)} different values are stated ({listed}); {done}."
        self.remark(code, stated[0].segment, message)
        return kept


def _pointed(said: Said) -> Said:
    return said._replace(text=said.text.replace(",", "."))
