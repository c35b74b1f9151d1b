"""The first page as a whole, written as HTML."""

import re
from html.parser import HTMLParser
from importlib.resources import files

import polars as pl
import pytest

from blackstart.web.pages.front import UNKNOWN_SHOWN, front
from blackstart.web.paper import written
from blackstart.work.standing import Standing
from tests.web.made import (
    DAY,
    firms,
    frame,
    gate,
    nothing,
    record,
    series,
    standing,
    suppliers,
)

VOID = {"meta", "link", "br", "input"}


class Outline(HTMLParser):
    """Reads a page: its elements, its text, and whether what is opened is closed."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that the element that ends is the one that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.words.append(data)


def outline(html: str) -> Outline:
    """Read a page to its end."""
    page = Outline()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def text(page: Outline) -> str:
    """Give the words of a page with single blanks."""
    return re.sub(r"\s+", " ", " ".join(page.words))


@pytest.mark.parametrize("seen", [standing(), nothing()], ids=["an incident", "an empty incident"])
def test_the_page_is_whole_and_carries_no_script_and_no_style(seen: Standing) -> None:
    """Every element is closed; no script, no style, no handler, no address but our own."""
    page = outline(written("front.html", front(seen)))
    names = {name for name, _ in page.elements}
    assert not names & {"script", "style", "iframe", "object", "embed", "form", "base", "img"}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        for name in ("href", "src", "action"):
            assert re.match(r"[/#][^/]|/$", attributes.get(name) or "/")


def test_every_heading_is_the_name_of_its_section() -> None:
    """A screen reader can walk the page: one h1, sections with names that exist, ids once."""
    page = outline(written("front.html", front(standing())))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = [a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a]
    assert set(named) <= set(ids)
    assert [name for name, _ in page.elements].count("h1") == 1


def test_every_drawing_has_its_table() -> None:
    """Six drawings, six tables of the same, and the record's."""
    page = outline(written("front.html", front(standing())))
    names = [name for name, _ in page.elements]
    assert (names.count("svg"), names.count("details"), names.count("table")) == (6, 6, 7)


def test_what_waits_comes_before_the_figures() -> None:
    """The order of the page is the order of the questions."""
    page = outline(written("front.html", front(standing())))
    order = ["Waiting for people", "Five figures", "The restart as a whole", "The desks"]
    places = [text(page).index(words) for words in (*order, "What cannot be answered", "ab" * 32)]
    assert places == sorted(places)


@pytest.mark.parametrize("mode", ["EXERCISE", "LIVE"])
def test_the_mode_is_unmistakable(mode: str) -> None:
    """In the title, in the bar, and as the colour of the whole page."""
    page = outline(written("front.html", front(standing(mode=mode))))
    other = {"EXERCISE": "LIVE", "LIVE": "EXERCISE"}[mode]
    assert ("body", {"class": mode.lower()}) in page.elements
    assert page.words.count(mode) == 1
    assert f"{mode} · bearing-works · Blackstart" in page.words
    assert other not in text(page)


def test_made_up_firms_are_marked_wherever_they_stand() -> None:
    """An exercise's synthetic firms carry the mark at each heading; real ones carry none."""
    made_up = written("front.html", front(standing()))
    headings = [name for name, _ in outline(made_up).elements].count("h2")
    without_firms = 2  # what cannot be answered, and the record
    assert made_up.count(">synthetic<") == headings - without_firms
    assert "made up" in made_up
    real = written("front.html", front(standing(facts={"dossier.load": {"synthetic": False}})))
    assert "ynthetic" not in real


def test_an_empty_incident_says_what_cannot_be_answered() -> None:
    """No data at all: the page stands, nothing is invented, every gap has its reason."""
    said = text(outline(written("front.html", front(nothing()))))
    assert "Nothing has been decided yet: blackstart run does it." in said
    assert "Whoever runs Blackstart Nothing has been decided yet" in said
    assert said.count("unknown") == 5
    assert "No outlook has been made yet." in said
    assert "Entries: 0, none sealed yet: nothing is proven." in said
    assert "<svg" not in written("front.html", front(nothing()))


def test_a_firm_called_script_stays_a_firm() -> None:
    """Names from outside are text everywhere: in the drawing, its table, the lists, the record."""
    evil = '"><script>alert(1)</script>'
    frames = suppliers()
    frames["firms"] = firms({"firm": "S1", "name": evil})
    seen = standing(
        incident=evil,
        frames=frames,
        facts={"estate.plan": {"unknown": [evil]}, "suppliers.support": {"unknown": [evil]}},
        newest=(record(evil),),
    )
    html = written("front.html", front(seen))
    page = outline(html)
    assert "script" not in {name for name, _ in page.elements}
    assert html.count("&lt;script&gt;alert(1)") >= 5


def test_stale_figures_are_marked() -> None:
    """The mark is words with a class of their own, not a colour alone."""
    stale = written("front.html", front(nothing()))
    assert '<span class="stale">Nothing has been decided' in stale
    assert 'class="stale"' not in written("front.html", front(standing()))


def test_unknown_sentences_stand_once_and_a_flood_is_cut() -> None:
    """The same sentence of two rooms is one; thirteen and more end in a count."""
    same = {"parts.allocate": {"unknown": ["A."]}, "plants.outlook": {"unknown": ["A."]}}
    assert list(front(standing(facts=same)).unknown).count("A.") == 1
    many = {"parts.allocate": {"unknown": [f"{number}." for number in range(40)]}}
    found = front(standing(facts=many)).unknown
    assert len(found) == UNKNOWN_SHOWN + 1
    assert found[-1] == "And 30 more; `blackstart status --json` has them all."


def test_the_record_shows_its_last_entries_and_its_head() -> None:
    """Who, what and when, and the hash that is read out at the change of shifts."""
    found = front(standing())
    assert found.records.rows[0] == (
        "2025-09-25T03:00:00Z",
        "blackstart",
        "payments.propose",
        "2025-09-25",
    )
    assert found.head == f"Entries: 2, sealed: 2, at 2025-09-25T03:00:00Z. Head: {'ab' * 32}"


def test_an_empty_list_of_firms_leaves_the_rest_standing() -> None:
    """One empty table takes its own drawing away, and no other."""
    found = front(standing(frames={"runways": suppliers()["runways"].filter(pl.lit(value=False))}))
    assert [chart.drawing is None for chart in found.charts] == [False] * 4 + [True, False]


def test_the_page_of_a_great_incident_is_small() -> None:
    """150 services, 13 lines, 900 suppliers, 120 days: HTML, style and icon stay under 100 KB."""
    steps = ("rebuilt", "scanned", "data restored", "business-tested", "signed off", "reconnected")
    gates = [
        gate(f"plant-cell-network-{n:03}", step, n + 7.7 * at, n + 7.7 * at + 5, rank=n + 1)
        for n in range(150)
        for at, step in enumerate(steps)
    ]
    names = [f"Wolverhampton Precision Camshafts {n:03} International Ltd" for n in range(900)]
    weeks = {"weeks_low": 1.25, "weeks_likely": 12.25, "weeks_high": 26.0, "owed_minor": 0}
    wide = [(11111.1 * day, 22222.2 * day, 33333.3 * day) for day in range(120)]
    lines = {
        f"Castle Bromwich stamping {n}": {"start_on": "2025-10-06", "waits_for": "gate IT, " * 12}
        for n in range(13)
    }
    seen = standing(
        frames={
            "plan": frame(
                "plan", *gates, team="plants", people=2, state="planned", phase=1, assumed=False
            ),
            "firms": firms(*({"firm": name, "name": name} for name in names)),
            "runways": frame(
                "runways", *({"firm": name} for name in names), day=DAY, basis="told", **weeks
            ),
            "outlook_days": pl.concat(
                [
                    series(name, wide)
                    for name in ("invoices_backlog", "cars_cumulative", "firms_out_of_cash")
                ]
            ),
        },
        facts={"plants.outlook": {"lines": lines}},
        newest=tuple(record("a.very.long.act") for _ in range(10)),
    )
    static = files("blackstart.web") / "static"
    held = sum(len(file.read_bytes()) for file in static.iterdir() if file.is_file())
    assert len(written("front.html", front(seen)).encode()) + held < 100_000
