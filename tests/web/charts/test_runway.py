"""Weeks of cash are ranges, and a long one is not drawn shorter than it is."""

from hypothesis import given
from hypothesis import strategies as st

from blackstart.web.charts.runway import LEFT, WEEKS_MAX, WIDTH, Runway, runways
from tests.web.paper import check, of_class, read, texts

WEEKS = st.floats(min_value=0, max_value=60)


def firm(low: float, likely: float, high: float, name: str = "Kestrow", **other: bool) -> Runway:
    """Make a firm that told its cash and can be replaced, unless said otherwise."""
    told = {"told": True, "only_source": False, **other}
    return Runway(firm=name, low=low, likely=likely, high=high, **told)


@given(st.lists(st.lists(WEEKS, min_size=3, max_size=3), min_size=1, max_size=20))
def test_everything_stands_on_the_paper(weeks: list[list[float]]) -> None:
    """Each dot lies on its range, right of the names, whatever the weeks are."""
    firms = [firm(low, likely, high) for low, likely, high in map(sorted, weeks)]
    root = read(runways(firms, 2, "Cash"))
    check(root)
    dots = [*of_class(root, "told"), *of_class(root, "guess")]
    for range_, dot in zip(of_class(root, "range"), dots, strict=True):
        low, likely, high = (
            float(range_.attrib["x1"]),
            float(dot.attrib["cx"]),
            float(range_.attrib["x2"]),
        )
        assert LEFT <= low <= likely <= high <= WIDTH


@given(st.text())
def test_no_name_becomes_markup(name: str) -> None:
    """A firm called <script> stays a text."""
    assert "<script" not in runways([firm(0, 1, 2, name=f"<script>{name}")], 2, "Cash")


def test_what_is_assumed_and_who_is_the_only_source_can_be_seen() -> None:
    """A hollow dot is an assumption; a sign before the name marks the only source."""
    firms = [firm(0, 1, 2, told=False), firm(0, 1, 2, name="Burstow", only_source=True)]
    root = read(runways(firms, 2, "Cash"))
    assert len(of_class(root, "guess")) == len(of_class(root, "told")) == 1
    assert {"Kestrow", "◆ Burstow", "2 weeks"} <= set(texts(root))


def test_half_a_year_and_more_ends_in_an_arrow() -> None:
    """A range that goes beyond the paper says so; one that ends on it does not."""
    root = read(runways([firm(0, 1, WEEKS_MAX), firm(0, 1, 25)], 2, "Cash"))
    assert len(of_class(root, "beyond")) == 1


def test_the_description_names_the_first_firm_with_its_range() -> None:
    """Who cannot see the drawing hears who is worst off."""
    root = read(runways([firm(0.9, 1.2, 1.9), firm(1, 2, 3)], 2, "Cash"))
    assert root[1].text == (
        "The 2 firms with the fewest weeks; Kestrow first, 1.2 weeks (0.9 to 1.9)."
    )
