"""Segments, elements and components: what is written is read again, whatever the texts hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.post.edifact.tokens import (
    Scan,
    Segment,
    Service,
    released,
    repetitions,
    service_string,
    written,
)

SYNTAX_4 = Service(repetition="*")
ODD = Service(component="|", element="\\", release="^", repetition="-", terminator="]")
SERVICES = [Service(), SYNTAX_4, ODD]

TEXTS = st.text(st.sampled_from("aZ0 .é:+?*'|\\^-]\n"), max_size=6)
ELEMENTS = st.lists(
    st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=3), max_size=4
)


def scan(text: str, service: Service | None = None, charset: str = "latin-1") -> list[Segment]:
    """Read all segments."""
    walk = Scan(text=text, service=service or Service(), charset=charset)
    found = []
    while not walk.at_end():
        segment = walk.next()
        assert segment is not None, "cut short"
        found.append(segment)
    return found


@given(st.lists(ELEMENTS, min_size=1, max_size=4), st.sampled_from(SERVICES))
def test_what_is_written_is_read_again(rows: list[list[list[list[str]]]], service: Service) -> None:
    """Every separator in a text is released, so that segment, element and text come back."""
    rows = [[[["TAG"]], *row] for row in rows]
    text = "\r\n".join(written(row, service) for row in rows)
    read = scan(text, service)
    assert [segment.tag for segment in read] == ["TAG"] * len(rows)
    if not service.repetition:
        rows = [[element[:1] for element in row] for row in rows]
    assert [repetitions(segment) for segment in read] == rows
    assert [segment.elements for segment in read] == [[e[0] for e in row] for row in rows]
    repeated = [any(len(element) > 1 for element in row) for row in rows]
    assert [segment.repeated for segment in read] == repeated
    assert [text[segment.at : segment.at + 3] for segment in read] == ["TAG"] * len(rows)
    assert [segment.number for segment in read] == [*range(1, len(rows) + 1)]


@given(st.text(st.sampled_from("AB:+?*'\n "), max_size=60), st.sampled_from(SERVICES))
def test_no_text_stops_the_walk(text: str, service: Service) -> None:
    """Whatever the file holds, the walk ends, and what it read stands in the file."""
    walk = Scan(text=text, service=service)
    end = 0
    while not walk.at_end():
        segment = walk.next()
        if segment is None:
            break
        assert segment.at >= end
        assert text[segment.at : segment.at + len(segment.raw)] == segment.raw
        assert all(elements for elements in segment.elements)
        end = walk.at
        assert text[end - 1] == service.terminator


@pytest.mark.parametrize(
    ("raw", "elements"),
    [
        ("FTX+AAI", [["FTX"], ["AAI"]]),
        ("FTX+a??+b", [["FTX"], ["a?"], ["b"]]),
        ("FTX+a?+b:c", [["FTX"], ["a+b", "c"]]),
        ("FTX+a???'b", [["FTX"], ["a?'b"]]),
        ("FTX+why?b", [["FTX"], ["whyb"]]),
        ("FTX+a+::", [["FTX"], ["a"], ["", "", ""]]),
        ("FTX", [["FTX"]]),
        ("FT", [["FT"]]),
        ("FTXA+1", [["FTXA"], ["1"]]),
        ("FTXA?++1", [["FTXA+"], ["1"]]),
        ("", [[""]]),
    ],
)
def test_release_and_separators(raw: str, elements: list[list[str]]) -> None:
    """A released character is text; an even number of release characters releases nothing."""
    (segment,) = scan(f"{raw}'")
    assert segment.elements == elements
    assert not segment.repeated


def test_the_tag_is_all_before_the_first_separator() -> None:
    """A tag of another length is another tag: UNHX is no UNH."""
    tags = [segment.tag for segment in scan("UNH+1'UNHX+1'UN'UNH:1'UN?+'")]
    assert tags == ["UNH", "UNHX", "UN", "UNH", "UN?"]


@pytest.mark.parametrize("text", ["FTX+a", "FTX+a?'", "FTX+a???'", "F", "?'"])
def test_a_segment_without_an_end(text: str) -> None:
    """A released terminator ends nothing: the file was cut short."""
    walk = Scan(text=text)
    assert not walk.at_end()
    assert walk.next() is None


def test_texts_are_given_without_blanks_and_never_missing() -> None:
    """A component that is not there is empty."""
    (segment,) = scan("NAD+ SU + a : b'")
    assert [segment.text(1), segment.text(2), segment.text(2, 1)] == ["SU", "a", "b"]
    assert [segment.text(3), segment.text(2, 2)] == ["", ""]


def test_without_a_release_character_texts_lose_their_separators() -> None:
    """What cannot be written is left out rather than read as structure."""
    service = Service(release="")
    assert released("a+b:c'd?", service) == "a b c d?"
    (segment,) = scan("FTX+a?+b'", service)
    assert segment.elements == [["FTX"], ["a?"], ["b"]]


def test_repetitions_belong_to_syntax_4() -> None:
    """A star is text where the service characters do not name it."""
    assert scan("COM+a*b'")[0].text(1) == "a*b"
    assert scan("COM+a*b'", SYNTAX_4)[0].text(1) == "a"
    assert scan("COM+a*b'", SYNTAX_4)[0].repeated
    assert not scan("COM+a?*b'", SYNTAX_4)[0].repeated


@pytest.mark.parametrize(
    ("una", "service"),
    [
        ("UNA:+.? '", Service(decimal=".")),
        ("UNA:+,?*'", Service(decimal=",", repetition="*")),
        ("UNA:+.  '", Service(decimal=".", release="")),
        ("UNA|\\.^-]", Service(**{**vars(ODD), "decimal": "."})),
    ],
)
def test_service_strings(una: str, service: Service) -> None:
    """A blank stands for a character that is not used."""
    assert service_string(una) == service


@pytest.mark.parametrize(
    "una",
    [
        "UNA",
        "UNA:+.? ",
        "UNA:+.?''",
        "UNA::.? '",
        "UNA +.? '",
        "UNA:+.? \n",
        "UNAa+.? '",
        "UNA:+.?é'",
    ],
)
def test_service_strings_that_cannot_work(una: str) -> None:
    """Two characters that are one, letters, control characters: nothing can be told apart."""
    assert service_string(una) is None


@pytest.mark.parametrize(
    ("charset", "body", "text", "strange"),
    [
        ("latin-1", b"FTX+\xe4'", "ä", False),
        ("utf-8", b"FTX+\xc3\xa4'", "ä", False),
        ("utf-8", b"FTX+\x92'", "’", True),
        ("ascii", b"FTX+\xe4'", "ä", True),
        ("iso8859-5", b"FTX+\xb0'", "А", False),
    ],
)
def test_character_sets(charset: str, body: bytes, text: str, *, strange: bool) -> None:
    """Bytes outside the character set are read as Windows-1252, and their place is kept."""
    walk = Scan(text=(b"BGM'" + body + body).decode("latin-1"), charset=charset)
    walk.next()
    segment = walk.next()
    walk.next()
    assert segment is not None
    assert segment.text(1) == text
    assert (walk.strange is not None) == strange
    assert walk.strange is None or (walk.strange.at, walk.strange.tag) == (4, "FTX")


def test_offsets_are_those_of_the_bytes() -> None:
    """Line breaks and multi-byte characters before a segment do not move it."""
    body = "FTX+ä€'\r\n\r\nBGM+1' \x1a\0".encode()
    walk = Scan(text=body.decode("latin-1"), charset="utf-8")
    walk.next()
    assert not walk.at_end()
    second = walk.next()
    assert second is not None
    assert body[second.at :].startswith(b"BGM")
    assert walk.at_end()


def test_a_flood_is_noticed() -> None:
    """Too many segments, or one that is too long, are told before they take the memory."""
    walk = Scan(text="A'" * 3, number=799_999)
    segment = walk.next()
    assert segment is not None
    assert not walk.too_much(segment)
    walk.next()
    assert walk.too_much(segment)
    longer = Scan(text="A" * 70_000 + "'")
    segment = longer.next()
    assert segment is not None
    assert longer.too_much(segment)
