"""EDIFACT as tokens: segments, data elements and components, each with its place in the file.

The bytes are looked at as Latin-1, so that a character's offset is the byte's; texts are decoded
by the character set that UNB names when a segment holds more than ASCII. Line breaks after a
segment and separators at its end are let pass, as most senders write them.

Source: ISO 9735-1 (syntax 1 to 4): service string advice, release character, default separators.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

SEGMENTS_MAX = 800_000
SEGMENT_CHARS_MAX = 16 * 1024

Elements: TypeAlias = Sequence[Sequence[str]]

_UNA_CHARS = 9
_TAG_CHARS = 3
# What stands between segments and after the last one: line breaks, padding, the end mark of CP/M.
_BETWEEN = " \r\n\t\0\x1a"
_FILLED = re.compile(f"[^{_BETWEEN}]")


@dataclass(frozen=True, kw_only=True)
class Service:
    """The service characters of an interchange.

    Attributes:
        component: between components; the others likewise, each one ASCII character.
        element: between data elements.
        decimal: the decimal mark of figures, in syntax 1 to 3; empty where UNA does not state it.
        release: takes the meaning from the character after it; empty when there is none.
        repetition: between repetitions of an element, from syntax 4 on; empty when there is none.
        terminator: ends a segment.
    """

    component: str = ":"
    element: str = "+"
    decimal: str = ""
    release: str = "?"
    repetition: str = ""
    terminator: str = "'"

    @cached_property
    def separators(self) -> str:
        """Name what may end a tag."""
        return self.component + self.element + self.repetition

    @cached_property
    def released_separators(self) -> tuple[str, str, str]:
        """Name what makes splitting a segment slow; elsewhere the release only falls away."""
        release = self.release
        return release + self.component, release + self.element, release + release

    @cached_property
    def marks(self) -> re.Pattern[str]:
        """Find a released character, or a separator."""
        separators = re.escape(self.separators)
        released = f"{re.escape(self.release)}(.)|" if self.release else "(?!)(.)|"
        return re.compile(f"{released}[{separators}]", re.DOTALL)


class Segment(NamedTuple):
    """One segment; a tuple and no dataclass, because a file holds hundreds of thousands.

    It is split when it is looked into: most of a file is kept only to say where things stand.

    Attributes:
        number: place in the file, from 1; UNA is not counted.
        at: offset of its first byte.
        tag: what it is: "NAD".
        raw: the tag and all after it, without the terminator.
        service: the service characters that hold in it.
    """

    number: int
    at: int
    tag: str
    raw: str
    service: Service

    @property
    def elements(self) -> Elements:
        """Split it into data elements, each a list of components; the first one is the tag.

        Of an element that is repeated (syntax 4) the first repetition counts; see `repetitions`.
        """
        raw, service = self.raw, self.service
        release, repetition = service.release, service.repetition
        if repetition and repetition in raw:
            return [repeated[0] for repeated in repetitions(self)]
        if release and release in raw:
            first, second, third = service.released_separators
            if first in raw or second in raw or third in raw:
                return [repeated[0] for repeated in repetitions(self)]
            raw = raw.replace(release, "")
        component = service.component
        return [part.split(component) for part in raw.split(service.element)]

    @property
    def repeated(self) -> bool:
        """Tell whether an element is repeated."""
        repetition = self.service.repetition
        if not repetition or repetition not in self.raw:
            return False
        return any(len(repeated) > 1 for repeated in repetitions(self))

    def text(self, element: int, component: int = 0) -> str:
        """Give a component without the blanks around it; empty where it is not stated.

        Args:
            element: place of the data element after the tag, from 1.
            component: place of the component in it, from 0.
        """
        return text_at(self.elements, element, component)


def text_at(elements: Elements, element: int, component: int = 0) -> str:
    """Give a component as `Segment.text` does, of a segment that was split before."""
    try:
        return elements[element][component].strip()
    except IndexError:
        return ""


def repetitions(segment: Segment) -> list[list[list[str]]]:
    """Split a segment into data elements, these into repetitions, and these into components."""
    raw, service = segment.raw, segment.service
    elements: list[list[list[str]]] = [[[]]]
    pieces, at = [], 0
    for mark in service.marks.finditer(raw):
        pieces.append(raw[at : mark.start()])
        at = mark.end()
        if mark[1] is not None:
            pieces.append(mark[1])
            continue
        elements[-1][-1].append("".join(pieces))
        pieces = []
        if mark[0] == service.element:
            elements.append([[]])
        elif mark[0] == service.repetition:
            elements[-1].append([])
    elements[-1][-1].append("".join([*pieces, raw[at:]]))
    return elements


def service_string(una: str) -> Service | None:
    """Read a service string advice such as "UNA:+.? '"; None when it cannot work.

    Source: ISO 9735-1, 7.1: six characters, none of them twice; a blank stands for "not used".
    """
    component, element, decimal, release, repetition, terminator = tuple(una[3:9].ljust(6))
    used = [sign for sign in una[3:] if sign != " "]
    separators = component + element + terminator
    if len(una) < _UNA_CHARS or len(set(used)) < len(used) or " " in separators:
        return None
    if not una.isascii() or any(sign.isalnum() for sign in used) or not una.isprintable():
        return None
    return Service(
        component=component,
        element=element,
        decimal=decimal.strip(),
        release=release.strip(),
        repetition=repetition.strip(),
        terminator=terminator,
    )


@dataclass(slots=True, kw_only=True)
class Scan:
    """Walks through a file, segment by segment.

    Attributes:
        text: the file's bytes as Latin-1.
        at: where the next segment begins.
        number: how many segments were read.
        service: the service characters that hold from here on.
        charset: how the bytes of the next segments are to be decoded.
        strange: where the first segment stands that is not text in its charset.
    """

    text: str
    at: int = 0
    number: int = 0
    service: Service = field(default_factory=Service)
    charset: str = "ascii"
    strange: Segment | None = None

    def at_end(self) -> bool:
        """Skip what may stand between segments, and tell whether nothing else is left."""
        text, at = self.text, self.at
        if text[at : at + 1] == "\n":
            self.at = at = at + 1
        if text[at : at + 1] > " ":
            return False
        found = _FILLED.search(text, at)
        self.at = found.start() if found else len(self.text)
        return found is None

    def too_much(self, segment: Segment) -> bool:
        """Tell whether the file holds more segments, or a longer one, than are read."""
        return self.number > SEGMENTS_MAX or len(segment.raw) > SEGMENT_CHARS_MAX

    def next(self) -> Segment | None:
        """Read the next segment; None when the file ends before the segment does."""
        text, service, begin = self.text, self.service, self.at
        end = text.find(service.terminator, begin)
        if end > begin and text[end - 1] == service.release:
            end = self._end(begin, end)
        if end < 0:
            return None
        raw = text[begin:end]
        self.at = end + 1
        self.number += 1
        if not raw.isascii():
            raw = self._decoded(raw, begin)
        tag = raw[:_TAG_CHARS]
        after, last = raw[_TAG_CHARS : _TAG_CHARS + 1], raw[_TAG_CHARS - 1 : _TAG_CHARS]
        if after not in service.separators or last in service.separators:
            tag = service.marks.split(raw, 1)[0]
        return Segment(self.number, begin, tag, raw, service)

    def again(self, segment: Segment) -> Segment:
        """Read a segment once more, by the service characters and charset that hold by now."""
        self.at, self.number = segment.at, segment.number - 1
        return self.next() or segment

    def _end(self, begin: int, end: int) -> int:
        """Find the terminator of the segment that begins here, passing by released ones."""
        text, release = self.text, self.service.release
        while end > begin and text[end - 1] == release:
            run = end - 1
            while run > begin and text[run - 1] == release:
                run -= 1
            if (end - run) % 2 == 0:
                break
            end = text.find(self.service.terminator, end + 1)
        return end

    def _decoded(self, raw: str, begin: int) -> str:
        body = raw.encode("latin-1")
        try:
            return body.decode(self.charset)
        except UnicodeDecodeError:
            self.strange = self.strange or Segment(
                self.number, begin, raw[:_TAG_CHARS], "", self.service
            )
            return body.decode("cp1252", "replace")


def written(elements: Sequence[Sequence[Sequence[str]]], service: Service) -> str:
    """Write a segment with its terminator, releasing every service character in its texts.

    Args:
        elements: data elements as `repetitions` gives them, the tag first.
        service: the service characters; without a repetition character only first ones are written.
    """
    return (
        service.element.join(
            service.repetition.join(
                service.component.join(released(text, service) for text in components)
                for components in (repeated if service.repetition else repeated[:1])
            )
            for repeated in elements
        )
        + service.terminator
    )


def released(text: str, service: Service) -> str:
    """Put the release character before every service character of a text.

    Without a release character such a text cannot be written: the characters become blanks.
    """
    special = service.component + service.element + service.repetition + service.terminator
    if not service.release:
        return text.translate(str.maketrans(special, " " * len(special)))
    return re.sub(
        f"[{re.escape(special + service.release)}]", rf"{_raw(service.release)}\g<0>", text
    )


def _raw(sign: str) -> str:
    return sign.replace("\\", r"\\")
