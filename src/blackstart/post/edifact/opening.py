"""Opens the envelopes of an EDIFACT file: every count and reference is checked on the way.

A broken envelope refuses what it encloses: an interchange refuses its messages, a message itself,
and whatever else the file holds is read.

Source: ISO 9735-1 and -2: UNB, UNG, UNH, and UNT, UNE, UNZ, which count and close them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from blackstart.base.finding import FindingCode
from blackstart.post.draft import shown
from blackstart.post.edifact import findings as edi
from blackstart.post.edifact.envelope import CHARSETS, Envelopes, Fault, Interchange, Message
from blackstart.post.edifact.tokens import Scan, Segment, Service, service_string, text_at
from blackstart.post.findings import TOO_LARGE

_SYNTAXES = ("1", "2", "3", "4")
_REPETITION = "*"
_UNA_CHARS = 9
_TAG_CHARS = 3
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_COUNT_DIGITS_MAX = 9


def open_envelopes(body: bytes) -> Envelopes:
    """Take the interchanges and messages of a file apart.

    Args:
        body: the bytes of the file, from UNA or UNB on; a byte order mark before them is skipped.

    Findings:
        BS-DOC-001, BS-EDI-001 to -011, -015, -018.
    """
    mark = len(_BYTE_ORDER_MARK) if body.startswith(_BYTE_ORDER_MARK) else 0
    scan = Scan(text=body.decode("latin-1"), at=mark)
    return Opening(scan=scan).opened()


@dataclass(slots=True, kw_only=True)
class Opening:
    """A file while it is read: which envelopes are open.

    Attributes:
        scan: walks through the file.
        interchanges: what was opened so far.
        faults: what stands outside of them.
        current: the interchange that is open.
        group: head of the group that is open.
        grouped: how many messages stood before it.
        message: the message that is open.
        messages: how many there were in the file.
        references: of the messages of this interchange, with their group.
        seen: interchanges that were whole.
        known: what the service segments do, by tag.
    """

    ends: ClassVar[tuple[str, str, str]] = ("UNZ", "UNE", "UNT")
    group_reference_at: ClassVar[int] = 5
    usual: ClassVar[Service | None] = Service()

    scan: Scan
    interchanges: list[Interchange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    current: Interchange | None = None
    group: Segment | None = None
    grouped: int = 0
    message: Message | None = None
    messages: int = 0
    references: set[tuple[int, str]] = field(default_factory=set)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    known: Mapping[str, Callable[[Segment], bool]] = field(init=False)

    def __post_init__(self) -> None:
        """Look up once what the service segments do."""
        self.known = self.steps()

    def opened(self) -> Envelopes:
        """Read to the end, or to where nothing can be read any more."""
        while not self.scan.at_end() and self.go_on():
            pass
        self.finish()
        return Envelopes(interchanges=self.interchanges, faults=self.faults)

    def go_on(self) -> bool:
        """Read one segment into its place; false when nothing after it can be read."""
        scan, begun = self.scan, self.begin()
        if begun is not None:
            return begun
        segment = scan.next()
        if segment is None:
            return self.stop(edi.CUT_SHORT, self.rest(), "The last segment has no end.")
        if scan.too_much(segment):
            return self.stop(
                TOO_LARGE, segment, "It has more segments, or a longer one, than are read."
            )
        step = self.known.get(segment.tag)
        if step is not None:
            return step(segment)
        if self.message is not None:
            self.message.segments.append(segment)
            return True
        return self._outside(segment)

    def finish(self) -> None:
        """Close what is still open at the end of the file."""
        if self.current is not None:
            self.blame(edi.CUT_SHORT, self.rest(), f"Its end, {self.ends[0]}, is missing.")
            self._close()

    def steps(self) -> Mapping[str, Callable[[Segment], bool]]:
        """Say what the service segments do."""
        return {
            "UNB": self.unb,
            "UNZ": self.end_interchange,
            "UNG": self.begin_group,
            "UNE": self.end_group,
            "UNH": self.unh,
            "UNT": self.end_message,
        }

    def begin(self) -> bool | None:
        """Take the service characters of the interchange that follows; None where none does."""
        scan = self.scan
        if not scan.text.startswith("UNA", scan.at):
            return None
        self.finish()
        una = scan.text[scan.at : scan.at + _UNA_CHARS]
        service = service_string(una)
        if service is None:
            return self.stop(edi.SERVICE_STRING, self.rest(), f"It is {shown(una)}.")
        scan.service = service
        scan.at += _UNA_CHARS
        return True

    def unb(self, segment: Segment) -> bool:
        """Open an interchange."""
        self.finish()
        syntax, version = segment.text(1), segment.text(1, 1)
        decimal = self._syntax(syntax, version)
        segment = self.scan.again(segment)
        self.current = Interchange(head=segment, decimal=decimal)
        self.interchanges.append(self.current)
        if syntax not in CHARSETS:
            self.blame(edi.CHARACTER_SET, segment, f"UNB names {shown(syntax)}.")
        if version not in _SYNTAXES:
            self.blame(edi.ENVELOPE, segment, f"The syntax version is {shown(version)}.")
        if not all(map(segment.text, (2, 3, 5))):
            self.blame(edi.ENVELOPE, segment, "Sender, recipient or reference is missing.")
        if self.current.test:
            self.blame(edi.TEST, segment, f"The test indicator is {shown(segment.text(11))}.")
        return True

    def _syntax(self, syntax: str, version: str) -> str:
        """Let character set and service characters hold that UNB implies; give the decimal mark."""
        scan = self.scan
        scan.charset, scan.strange = CHARSETS.get(syntax, "ascii"), None
        stated = scan.service.decimal
        if version != "4":
            scan.service = replace(scan.service, repetition="")
        elif not stated:
            scan.service = replace(scan.service, repetition=_REPETITION)
        return "" if version == "4" else stated

    def end_interchange(self, segment: Segment) -> bool:
        """Close the interchange."""
        current = self.current
        if current is None:
            return self.stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self.close_message()
        if self.group is not None:
            self.blame(
                edi.OUT_OF_PLACE, segment, f"A group is open; its end, {self.ends[1]}, is missing."
            )
        there = current.groups or len(current.messages)
        self._compare(segment, there, current.reference)
        if self.scan.strange is not None:
            self.blame(edi.CHARACTERS, self.scan.strange)
        self._once(current)
        self._close()
        return True

    def _once(self, current: Interchange) -> None:
        """Refuse a second interchange of the same name, if the first one was whole."""
        key = current.name
        if key in self.seen:
            self.blame(edi.INTERCHANGE_TWICE, current.head, f"It is {shown(current.reference)}.")
        if not current.refused:
            self.seen.add(key)

    def begin_group(self, segment: Segment) -> bool:
        """Open a functional group."""
        if self.current is None:
            return self.stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self.close_message()
        if self.group is not None or (self.current.messages and not self.current.groups):
            self.blame(edi.OUT_OF_PLACE, segment, "Groups stand among messages or in a group.")
        self.group, self.grouped = segment, len(self.current.messages)
        self.current.groups += 1
        return True

    def end_group(self, segment: Segment) -> bool:
        """Close the group."""
        if self.current is None:
            return self.stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self.close_message()
        if self.group is None:
            self.blame(edi.OUT_OF_PLACE, segment, "No group is open.")
        else:
            self._compare(
                segment,
                len(self.current.messages) - self.grouped,
                self.group.text(self.group_reference_at),
            )
        self.group = None
        return True

    def unh(self, segment: Segment) -> bool:
        """Open a message."""
        current = self.current
        if current is None:
            return self.stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self.close_message()
        if current.groups and self.group is None:
            self.blame(edi.OUT_OF_PLACE, segment, "The message stands outside the groups.")
        head = segment.elements
        release = f"{text_at(head, 2, 1)}.{text_at(head, 2, 2)}"
        self.begin_message(current, segment, text_at(head, 1), text_at(head, 2), release)
        return True

    def begin_message(
        self, current: Interchange, segment: Segment, reference: str, kind: str, release: str
    ) -> Message:
        """Open a message of that reference, type and release."""
        self.messages += 1
        message = self.message = Message(
            ordinal=self.messages,
            reference=reference,
            type=kind,
            release=release,
            segments=[segment],
        )
        current.messages.append(message)
        key = current.groups, message.reference
        if not (message.reference and message.type):
            _fault(message, edi.ENVELOPE, segment, "Reference or type is missing.")
        elif key in self.references:
            _fault(message, edi.MESSAGE_TWICE, segment, f"It is {shown(message.reference)}.")
        self.references.add(key)
        return message

    def end_message(self, segment: Segment) -> bool:
        """Close the message."""
        message = self.message
        if message is None:
            return self._outside(segment)
        message.segments.append(segment)
        there, end = len(message.segments), segment.elements
        if _number(text_at(end, 1)) != there:
            said = f"{segment.tag} counts {shown(text_at(end, 1))}, there are {there}."
            _fault(message, edi.MESSAGE_COUNT, segment, said)
        if text_at(end, 2) != message.reference:
            head = message.segments[0].tag
            said = f"{segment.tag} has {shown(text_at(end, 2))}, {head} {shown(message.reference)}."
            _fault(message, edi.MESSAGE_REFERENCE, segment, said)
        self.message = None
        return True

    def _outside(self, segment: Segment) -> bool:
        if self.current is None:
            return self.stop(edi.OUT_OF_PLACE, segment, "It stands outside any interchange.")
        self.blame(edi.OUT_OF_PLACE, segment, "It stands outside any message.")
        return True

    def _compare(self, segment: Segment, there: int, reference: str) -> None:
        """Compare the end of an interchange or a group with what it closes."""
        tag, stated = segment.tag, segment.text(1)
        if _number(stated) != there:
            said = f"{tag} counts {shown(stated)}, there are {there}."
            self.blame(edi.INTERCHANGE_COUNT, segment, said)
        if segment.text(2) != reference:
            said = f"{tag} has {shown(segment.text(2))}, the head {shown(reference)}."
            self.blame(edi.INTERCHANGE_REFERENCE, segment, said)

    def close_message(self) -> None:
        """Close a message that has no end of its own."""
        if self.message is not None:
            said = f"{self.ends[2]} does not follow."
            _fault(self.message, edi.SEGMENT_MISSING, self.message.segments[-1], said)
            self.message = None

    def _close(self) -> None:
        """Forget the interchange; the next one has the usual service characters."""
        self.current = self.group = self.message = None
        self.references.clear()
        self.scan.service = self.usual or self.scan.service

    def rest(self) -> Segment:
        """Stand for what could not be read as a segment."""
        scan = self.scan
        text = scan.text[scan.at : scan.at + _TAG_CHARS]
        return Segment(scan.number + 1, scan.at, text, text, scan.service)

    def stop(self, code: FindingCode, segment: Segment, said: str) -> bool:
        """Blame what is open, and read nothing after it."""
        self.blame(code, segment, f"{said} Nothing after it was read.")
        self._close()
        return False

    def blame(self, code: FindingCode, segment: Segment, said: str = "") -> None:
        """Say what is wrong with what is open.

        Of each kind the first is enough: what it is about is refused or held by one.
        """
        faults = self.faults if self.current is None else self.current.faults
        if all(fault.code is not code for fault in faults):
            faults.append(Fault(code=code, segment=segment, said=said))


def _fault(message: Message, code: FindingCode, segment: Segment, said: str) -> None:
    message.faults.append(Fault(code=code, segment=segment, said=said))


def _number(text: str) -> int | None:
    plain = text.isascii() and text.isdigit() and len(text) <= _COUNT_DIGITS_MAX
    return int(text) if plain else None
