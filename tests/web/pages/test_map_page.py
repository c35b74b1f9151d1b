"""The map of services: all of them, or two hops around one."""

from blackstart.web.pages.map_page import COLUMN_MAX, DRAWN_MAX, map_page
from blackstart.web.paper import written
from tests.web.estate_made import after, estate
from tests.web.made import frame
from tests.web.pages.test_restart_page import BYTES_MAX, many
from tests.web.paper import of_class, read, texts


def test_all_services_stand_in_columns() -> None:
    """What is needed stands left; what is back has a tick; lines look like what they are."""
    page = map_page(after(1, estate()), {})
    assert page is not None
    assert page.chart.title == "What needs what: 5 services and 5 lines"
    assert page.chart.drawing is not None
    root = read(page.chart.drawing)
    assert "✓ directory" in texts(root)
    assert "◆ bank link" in texts(root)
    for kind in ("dependency", "dependency by-hand", "dependency inferred", "dependency circle"):
        assert len(of_class(root, kind)) == 1
    states = {row[1].split(">")[1].split("<")[0]: row[2] for row in page.chart.grid.rows}
    assert states["directory"] == "back"
    assert states["bank link"] == "open, decides"


def test_circles_are_told_with_a_way_out() -> None:
    """The circle by its names, and what the plan does without."""
    page = map_page(after(1, estate()), {})
    assert page is not None
    (said,) = page.circles
    assert "bank link → portal → bank link" in said
    assert "the plan does not wait for" in said


def test_the_neighbourhood_of_one_service() -> None:
    """Two hops to what it needs and to who needs it, and its gates with their pages."""
    page = map_page(after(1, estate()), {}, "erp")
    assert page is not None
    columns = {row[1].split(">")[1].split("<")[0]: row[0] for row in page.chart.grid.rows}
    assert columns == {
        "erp": "this service",
        "directory": "needs",
        "car park": "needs",
        "portal": "needed by",
        "bank link": "needed by, by others",
    }
    assert page.gates is not None
    assert len(page.gates.rows) == 9
    assert page.chart.drawing is not None
    assert len(of_class(read(page.chart.drawing), "box here")) == 1
    assert map_page(after(1, estate()), {}, "nobody") is None


def test_a_stranger_is_not_called_back() -> None:
    """A service that no plan knows yet is open, whatever the plan says of others."""
    seen = after(1, estate())
    frames = {**seen.frames, "plan": seen.frames["plan"].clear()}
    page = map_page(after(0, frames), {})
    assert page is not None
    assert {row[2] for row in page.chart.grid.rows} == {"open"}


def test_a_map_of_two_hundred_services_can_be_read_and_sent() -> None:
    """All of them drawn, under 100 KB, the table in pages."""
    page = map_page(many(200), {})
    assert page is not None
    assert page.chart.drawing is not None
    assert len(list(read(page.chart.drawing).iter("rect"))) == 200
    assert len(written("restart_map.html", page).encode()) < BYTES_MAX
    assert [one.words for one in page.pages] == ["1", "2"]


def test_a_thousand_services_are_not_drawn_all() -> None:
    """The best connected ones are, and the page says how many are only in the table."""
    page = map_page(many(1000), {"page": "10", "find": "service-09"})
    assert page is not None
    assert page.chart.drawing is not None
    assert len(list(read(page.chart.drawing).iter("rect"))) == DRAWN_MAX
    assert "780 more are only in the table" in page.chart.title
    assert len(page.chart.grid.rows) == 100
    assert len(written("restart_map.html", page).encode()) < BYTES_MAX


def test_a_service_that_everybody_needs_has_a_readable_neighbourhood() -> None:
    """A hundred services need one: some are drawn, all are in the table."""
    names = [f"s{number:03}" for number in range(100)]
    needs = frame(
        "dependencies",
        *({"service": name, "needs": "directory"} for name in names),
        kind="data",
        workaround=False,
    )
    page = map_page(after(1, estate(dependencies=needs)), {}, "directory")
    assert page is not None
    assert page.chart.drawing is not None
    assert len(list(read(page.chart.drawing).iter("rect"))) == COLUMN_MAX + 1
    assert "and 88 more" in page.chart.grid.rows[0][4]
    assert [one.address for one in page.pages][1:] == ["/restart/map/directory?page=2"]


def test_nothing_is_no_map() -> None:
    """No services: a sentence."""
    seen = after(0, {name: rows.clear() for name, rows in estate().items()})
    page = map_page(seen, {})
    assert page is not None
    assert page.chart.drawing is None
    assert written("restart_map.html", page)
