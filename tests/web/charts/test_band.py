"""A forecast is a line within a band, never a line alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from blackstart.web.charts.band import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Point, band
from tests.web.paper import check, of_class, points, read, texts

DAY = date(2025, 9, 25)
AMOUNTS = st.floats(min_value=0, max_value=1e9)


def forecast(values: list[list[float]]) -> list[Point]:
    """Make a forecast from unordered triples, a day an entry."""
    return [
        Point(day=DAY + timedelta(days=ahead), low=low, likely=likely, high=high)
        for ahead, (low, likely, high) in enumerate(map(sorted, values))
    ]


@given(st.lists(st.lists(AMOUNTS, min_size=3, max_size=3), min_size=2, max_size=130))
def test_the_median_lies_between_the_edges(values: list[list[float]]) -> None:
    """On every day: high edge, median, low edge, from top to bottom, and all on the paper."""
    root = read(band(forecast(values), "Invoices that wait", "Invoices"))
    check(root)
    upper, lower = map(points, of_class(root, "edge"))
    (middle,) = map(points, of_class(root, "line"))
    assert len(upper) == len(middle) == len(lower) == len(values)
    for (x_up, y_up), (x_mid, y_mid), (x_low, y_low) in zip(upper, middle, lower, strict=True):
        assert x_up == x_mid == x_low
        assert TOP <= y_up <= y_mid <= y_low <= HEIGHT - BOTTOM


def test_the_area_is_closed_by_its_drawn_edges() -> None:
    """The band's fill runs along the high edge and back along the low one."""
    root = read(band(forecast([[1, 2, 3], [0, 1, 2], [0, 0, 1]]), "Cars", "Cars"))
    (area,) = map(points, of_class(root, "band"))
    upper, lower = map(points, of_class(root, "edge"))
    assert area == [*upper, *reversed(lower)]


def test_the_axes_reach_from_nothing_to_the_most() -> None:
    """The first day stands left, the last right, the greatest value at the top, 0 at the foot."""
    root = read(band(forecast([[0, 50, 100], [0, 0, 0]]), "Invoices", "Invoices"))
    upper, _ = map(points, of_class(root, "edge"))
    assert upper == [(LEFT, TOP), (WIDTH - RIGHT, HEIGHT - BOTTOM)]
    assert {"0", "50", "100", "25 Sep", "26 Sep", "Invoices"} <= set(texts(root))


def test_a_forecast_of_nothing_is_drawn_at_the_foot() -> None:
    """Two days without a single piece are a flat line, not a fault."""
    root = read(band(forecast([[0, 0, 0], [0, 0, 0]]), "Invoices", "Invoices"))
    check(root)
    assert {y for _, y in points(of_class(root, "line")[0])} == {HEIGHT - BOTTOM}


def test_the_description_says_first_and_last_with_their_ranges() -> None:
    """Who cannot see the drawing hears what it says."""
    root = read(band(forecast([[20, 26, 27], [0, 1, 9]]), "Invoices that wait", "Invoices"))
    assert root[1].text == (
        "Invoices: 26 on 25 September, 80 % range 20 to 27; 1 on 26 September, 80 % range 0 to 9."
    )
