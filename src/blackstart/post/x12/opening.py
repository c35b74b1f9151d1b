"""Opens the envelopes of an X12 file: ISA, GS and ST, and SE, GE and IEA, which count and close.

The separators stand in ISA itself, whose elements have fixed widths: the element separator after
its tag, the component separator as its last element, the terminator after that. There is no release
character. What was checked of EDIFACT's envelopes is checked of these, by the same code.

Source: ANSI ASC X12.5 (interchange control structures) and X12.6 (application control structure).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from blackstart.post.draft import shown
from blackstart.post.edifact import findings as edi
from blackstart.post.edifact.envelope import Envelopes, Fault, Interchange
from blackstart.post.edifact.opening import Opening
from blackstart.post.edifact.tokens import Scan, Segment, Service
from blackstart.post.x12.types import GROUPS

ISA_CHARS = 106
_WIDTHS = (3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)  # the tag, ISA01 to ISA16
_REPEATS_FROM = "00402"  # before that version ISA11 names a standard ("U"), no separator
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_PRODUCTION = "P"


@dataclass(slots=True, kw_only=True)
class X12Interchange(Interchange):
    """One interchange, from ISA to IEA; its elements stand elsewhere than in EDIFACT.

    Attributes:
        heads: GS of each group, in order, and the number of the group's first message.
    """

    heads: list[tuple[Segment, int]] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """Give the control number (ISA13)."""
        return self.head.text(13)

    @property
    def name(self) -> tuple[str, str, str]:
        """Give sender (ISA06), recipient (ISA08) and control number."""
        return self.head.text(6), self.head.text(8), self.reference

    @property
    def test(self) -> bool:
        """Tell whether it says that it is a test, or information only (ISA15)."""
        return self.head.text(15) != _PRODUCTION


def open_envelopes(body: bytes) -> Envelopes:
    """Take the interchanges and messages of a file apart.

    Args:
        body: the bytes of the file, from ISA on; a byte order mark before it is skipped.

    Findings:
        BS-DOC-001, BS-EDI-001, BS-EDI-003 to -011, -015, -018.
    """
    mark = len(_BYTE_ORDER_MARK) if body.startswith(_BYTE_ORDER_MARK) else 0
    return _X12(scan=Scan(text=body.decode("latin-1"), at=mark, charset="utf-8")).opened()


def separators(isa: str) -> Service | None:
    """Read the separators out of an ISA of 106 characters; None when they cannot work."""
    element, component, terminator = isa[3:4], isa[104:105], isa[105:106]
    parts = isa[: ISA_CHARS - 1].split(element) if element else []
    if tuple(map(len, parts)) != _WIDTHS:
        return None
    repetition = parts[11] if parts[12] >= _REPEATS_FROM and not parts[11].isalnum() else ""
    used = [element, component, terminator, *repetition]
    if len(set(used)) < len(used) or any(one.isalnum() or one in " ." for one in used):
        return None
    if not terminator.isascii() or not "".join(used[:2]).isprintable():
        return None
    return Service(
        component=component,
        element=element,
        decimal=".",
        release="",
        repetition=repetition,
        terminator=terminator,
    )


@dataclass(slots=True, kw_only=True)
class _X12(Opening):
    """An X12 file while it is read."""

    ends: ClassVar[tuple[str, str, str]] = ("IEA", "GE", "SE")
    group_reference_at: ClassVar[int] = 6
    usual: ClassVar[Service | None] = None

    def steps(self) -> Mapping[str, Callable[[Segment], bool]]:
        """Say what the service segments do."""
        return {
            "ISA": self.isa,
            "IEA": self.end_interchange,
            "GS": self.begin_group,
            "GE": self.end_group,
            "ST": self.st,
            "SE": self.end_message,
        }

    def begin(self) -> bool | None:
        """Take the separators of the interchange that begins here; None where none does."""
        scan = self.scan
        if not scan.text.startswith("ISA", scan.at):
            return None
        self.finish()
        isa = scan.text[scan.at : scan.at + ISA_CHARS]
        service = separators(isa)
        if service is None:
            return self.stop(edi.SERVICE_STRING, self.rest(), f"It is {shown(isa)}.")
        scan.service = service
        return None

    def isa(self, segment: Segment) -> bool:
        """Open an interchange."""
        current = self.current = X12Interchange(head=segment, decimal=".")
        self.interchanges.append(current)
        self.scan.strange = None
        if not all(current.name):
            self.blame(edi.ENVELOPE, segment, "Sender, recipient or control number is missing.")
        if current.test:
            self.blame(edi.TEST, segment, f"The usage indicator is {shown(segment.text(15))}.")
        return True

    def begin_group(self, segment: Segment) -> bool:
        """Open a functional group, which must name its control number and its version."""
        going = Opening.begin_group(self, segment)
        if isinstance(self.current, X12Interchange):
            self.current.heads.append((segment, len(self.current.messages)))
            if not (segment.text(6) and segment.text(8)):
                self.blame(edi.ENVELOPE, segment, "Control number or version is missing.")
        return going

    def st(self, segment: Segment) -> bool:
        """Open a message (a transaction set), of the version that its group names."""
        current = self.current
        if current is None:
            return self.stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self.close_message()
        if self.group is None:
            self.blame(edi.OUT_OF_PLACE, segment, "The message stands outside the groups.")
        release = self.group.text(8) if self.group else ""
        message = self.begin_message(current, segment, segment.text(2), segment.text(1), release)
        function = self.group.text(1) if self.group else ""
        if GROUPS.get(message.type, function) != function:
            said = f"A {shown(message.type)} stands in a group of {shown(function)}."
            message.faults.append(Fault(code=edi.OUT_OF_PLACE, segment=segment, said=said))
        return True
