"""Opens the envelopes of an EDIFACT file: every count and reference is checked on the way.

A broken envelope refuses what it encloses: an interchange refuses its messages, a message itself,
and whatever else the file holds is read.

Source: ISO 9735-1 and -2: UNB, UNG, UNH, and UNT, UNE, UNZ, which count and close them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

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
    reading = _Reading(scan=scan)
    while not scan.at_end() and reading.go_on():
        pass
    reading.finish()
    return Envelopes(interchanges=reading.interchanges, faults=reading.faults)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A file while it is read: which envelopes are open."""

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

    def go_on(self) -> bool:
        """Read one segment into its place; false when nothing after it can be read."""
        scan = self.scan
        if scan.text.startswith("UNA", scan.at):
            return self._service()
        segment = scan.next()
        if segment is None:
            return self._stop(edi.CUT_SHORT, self._rest(), "The last segment has no end.")
        if scan.too_much(segment):
            return self._stop(
                TOO_LARGE, segment, "It has more segments, or a longer one, than are read."
            )
        step = _STEPS.get(segment.tag)
        if step is not None:
            return step(self, segment)
        if self.message is not None:
            self.message.segments.append(segment)
            return True
        return self._outside(segment)

    def finish(self) -> None:
        """Close what is still open at the end of the file."""
        if self.current is not None:
            self._blame(edi.CUT_SHORT, self._rest(), "Its end, UNZ, is missing.")
            self._close()

    def _service(self) -> bool:
        """Take the service characters of the interchange that follows."""
        self.finish()
        scan = self.scan
        una = scan.text[scan.at : scan.at + _UNA_CHARS]
        service = service_string(una)
        if service is None:
            return self._stop(edi.SERVICE_STRING, self._rest(), f"It is {shown(una)}.")
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
            self._blame(edi.CHARACTER_SET, segment, f"UNB names {shown(syntax)}.")
        if version not in _SYNTAXES:
            self._blame(edi.ENVELOPE, segment, f"The syntax version is {shown(version)}.")
        if not all(map(segment.text, (2, 3, 5))):
            self._blame(edi.ENVELOPE, segment, "Sender, recipient or reference is missing.")
        if self.current.test:
            self._blame(edi.TEST, segment, f"The test indicator is {shown(segment.text(11))}.")
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

    def unz(self, segment: Segment) -> bool:
        """Close the interchange."""
        current = self.current
        if current is None:
            return self._stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self._end_message()
        if self.group is not None:
            self._blame(edi.OUT_OF_PLACE, segment, "A group is open; its end, UNE, is missing.")
        there = current.groups or len(current.messages)
        self._compare(segment, there, current.reference)
        if self.scan.strange is not None:
            self._blame(edi.CHARACTERS, self.scan.strange)
        self._once(current)
        self._close()
        return True

    def _once(self, current: Interchange) -> None:
        """Refuse a second interchange of the same name, if the first one was whole."""
        key = current.head.text(2), current.head.text(3), current.reference
        if key in self.seen:
            self._blame(edi.INTERCHANGE_TWICE, current.head, f"It is {shown(current.reference)}.")
        if not current.refused:
            self.seen.add(key)

    def ung(self, segment: Segment) -> bool:
        """Open a functional group."""
        if self.current is None:
            return self._stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self._end_message()
        if self.group is not None or (self.current.messages and not self.current.groups):
            self._blame(edi.OUT_OF_PLACE, segment, "Groups stand among messages or in a group.")
        self.group, self.grouped = segment, len(self.current.messages)
        self.current.groups += 1
        return True

    def une(self, segment: Segment) -> bool:
        """Close the group."""
        if self.current is None:
            return self._stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self._end_message()
        if self.group is None:
            self._blame(edi.OUT_OF_PLACE, segment, "No group is open.")
        else:
            self._compare(segment, len(self.current.messages) - self.grouped, self.group.text(5))
        self.group = None
        return True

    def unh(self, segment: Segment) -> bool:
        """Open a message."""
        current = self.current
        if current is None:
            return self._stop(edi.OUT_OF_PLACE, segment, "No interchange is open.")
        self._end_message()
        if current.groups and self.group is None:
            self._blame(edi.OUT_OF_PLACE, segment, "The message stands outside the groups.")
        self.messages += 1
        head = segment.elements
        message = self.message = Message(
            ordinal=self.messages,
            reference=text_at(head, 1),
            type=text_at(head, 2),
            release=f"{text_at(head, 2, 1)}.{text_at(head, 2, 2)}",
            segments=[segment],
        )
        current.messages.append(message)
        key = current.groups, message.reference
        if not (message.reference and message.type):
            _fault(message, edi.ENVELOPE, segment, "Reference or type is missing.")
        elif key in self.references:
            _fault(message, edi.MESSAGE_TWICE, segment, f"It is {shown(message.reference)}.")
        self.references.add(key)
        return True

    def unt(self, segment: Segment) -> bool:
        """Close the message."""
        message = self.message
        if message is None:
            return self._outside(segment)
        message.segments.append(segment)
        there, end = len(message.segments), segment.elements
        if _number(text_at(end, 1)) != there:
            said = f"UNT counts {shown(text_at(end, 1))}, there are {there}."
            _fault(message, edi.MESSAGE_COUNT, segment, said)
        if text_at(end, 2) != message.reference:
            said = f"UNT has {shown(text_at(end, 2))}, UNH {shown(message.reference)}."
            _fault(message, edi.MESSAGE_REFERENCE, segment, said)
        self.message = None
        return True

    def _outside(self, segment: Segment) -> bool:
        if self.current is None:
            return self._stop(edi.OUT_OF_PLACE, segment, "It stands outside any interchange.")
        self._blame(edi.OUT_OF_PLACE, segment, "It stands outside any message.")
        return True

    def _compare(self, segment: Segment, there: int, reference: str) -> None:
        """Compare the end of an interchange or a group with what it closes."""
        tag, stated = segment.tag, segment.text(1)
        if _number(stated) != there:
            said = f"{tag} counts {shown(stated)}, there are {there}."
            self._blame(edi.INTERCHANGE_COUNT, segment, said)
        if segment.text(2) != reference:
            said = f"{tag} has {shown(segment.text(2))}, the head {shown(reference)}."
            self._blame(edi.INTERCHANGE_REFERENCE, segment, said)

    def _end_message(self) -> None:
        """Close a message that has no end of its own."""
        if self.message is not None:
            _fault(
                self.message, edi.SEGMENT_MISSING, self.message.segments[-1], "UNT does not follow."
            )
            self.message = None

    def _close(self) -> None:
        """Forget the interchange; the next one has the usual service characters."""
        self.current = self.group = self.message = None
        self.references.clear()
        self.scan.service = Service()

    def _rest(self) -> Segment:
        """Stand for what could not be read as a segment."""
        scan = self.scan
        text = scan.text[scan.at : scan.at + _TAG_CHARS]
        return Segment(scan.number + 1, scan.at, text, text, scan.service)

    def _stop(self, code: FindingCode, segment: Segment, said: str) -> bool:
        """Blame what is open, and read nothing after it."""
        self._blame(code, segment, f"{said} Nothing after it was read.")
        self._close()
        return False

    def _blame(self, code: FindingCode, segment: Segment, said: str = "") -> None:
        # Of each kind the first is enough: what it is about is refused or held by one.
        faults = self.faults if self.current is None else self.current.faults
        if all(fault.code is not code for fault in faults):
            faults.append(Fault(code=code, segment=segment, said=said))


_STEPS: dict[str, Callable[[_Reading, Segment], bool]] = {
    "UNB": _Reading.unb,
    "UNZ": _Reading.unz,
    "UNG": _Reading.ung,
    "UNE": _Reading.une,
    "UNH": _Reading.unh,
    "UNT": _Reading.unt,
}


def _fault(message: Message, code: FindingCode, segment: Segment, said: str) -> None:
    message.faults.append(Fault(code=code, segment=segment, said=said))


def _number(text: str) -> int | None:
    plain = text.isascii() and text.isdigit() and len(text) <= _COUNT_DIGITS_MAX
    return int(text) if plain else None
