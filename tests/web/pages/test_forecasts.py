"""What lies ahead, drawn and as a table."""

from blackstart.web.pages import forecasts
from blackstart.web.pages.words import GLUE
from tests.web.made import DAY, firms, frame, nothing, series, standing
from tests.web.paper import of_class, points, read


def test_the_backlog_is_drawn_until_it_is_gone() -> None:
    """A hundred days of nothing would hide the days that matter; a fortnight is always shown."""
    long = series("invoices_backlog", [(1, 2, 3)] * 30 + [(0, 0, 0)] * 90)
    chart = forecasts.backlog(standing(frames={"outlook_days": long}), DAY)
    assert chart.drawing is not None
    assert len(points(of_class(read(chart.drawing), "line")[0])) == 32
    short = series("invoices_backlog", [(1, 1, 1)] + [(0, 0, 0)] * 119)
    chart = forecasts.backlog(standing(frames={"outlook_days": short}), DAY)
    assert chart.drawing is not None
    assert len(points(of_class(read(chart.drawing), "line")[0])) == forecasts.DAYS_MIN


def test_a_backlog_that_never_ends_is_drawn_whole() -> None:
    """When even the last day has a backlog, nothing is cut off."""
    never = series("invoices_backlog", [(1, 2, 3)] * 120)
    chart = forecasts.backlog(standing(frames={"outlook_days": never}), DAY)
    assert chart.drawing is not None
    assert len(points(of_class(read(chart.drawing), "line")[0])) == 120


def test_the_table_says_the_same_as_the_drawing() -> None:
    """Few days: all of them. Many: every so many, and the caption says so."""
    chart = forecasts.cars(standing(), DAY)
    assert chart.grid.caption == "Cars in the evening, a row every day"
    assert [tuple(cell.replace(GLUE, " ") for cell in row) for row in chart.grid.rows] == [
        ("Thu 25 Sep", "0", "0", "0"),
        ("Fri 26 Sep", "0", "0", "3"),
        ("Sat 27 Sep", "0", "10", "30"),
        ("Sun 28 Sep", "5", "20", "60"),
    ]
    many = series("cars_cumulative", [(day, day, day) for day in range(120)])
    chart = forecasts.cars(standing(frames={"outlook_days": many}), DAY)
    assert chart.grid.caption == "Cars in the evening, a row every 7 days"
    assert len(chart.grid.rows) == 18


def test_firms_out_of_cash_are_a_band_too() -> None:
    """All tiers, with the range."""
    chart = forecasts.firms_out(standing(), DAY)
    assert chart.drawing is not None
    assert chart.grid.rows[0][1:] == ("1", "2", "3")


def test_the_firms_with_the_fewest_weeks_stand_first() -> None:
    """Direct suppliers only; the firm behind them with no cash at all is not ours to pay."""
    chart = forecasts.cash(standing())
    assert chart.grid.rows == [
        ("Kestrow Steel Ltd", "0.5", "1.2", "1.9", "told", "yes"),
        ("Burstow Fasteners Ltd", "1.0", "3.0", "26.0", "assumed", "no"),
        ("Merrowby Valves Ltd", "4.0", "6.0", "8.0", "told", "no"),
    ]


def test_among_equals_the_irreplaceable_stand_first() -> None:
    """Of a hundred firms without cash those that nobody can replace are seen."""
    names = [f"S{number:02}" for number in range(40)]
    equal = firms(*({"firm": n, "name": n, "only_source": n >= "S20"} for n in names))
    weeks = frame(
        "runways",
        *({"firm": n} for n in names),
        day=DAY,
        weeks_low=0.0,
        weeks_likely=0.0,
        weeks_high=1.0,
        owed_minor=0,
        basis="told",
    )
    chart = forecasts.cash(standing(frames={"firms": equal, "runways": weeks}))
    assert [row[0] for row in chart.grid.rows] == names[20 : 20 + forecasts.FIRMS_SHOWN]


def test_without_an_outlook_the_page_says_so() -> None:
    """No empty axes: a sentence."""
    seen = nothing()
    for chart in (forecasts.backlog(seen, DAY), forecasts.cars(seen, DAY)):
        assert (chart.drawing, chart.missing) == (None, "No outlook has been made yet.")
    assert forecasts.cash(seen).missing == "No direct supplier's runway is known."
