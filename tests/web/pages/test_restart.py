"""The restart in two drawings, each with the same as a table."""

from typing import Any

from blackstart.web.pages import restart
from blackstart.web.pages.words import GLUE
from tests.web.made import frame, gate, nothing, standing
from tests.web.paper import of_class, read, texts


def rows(grid: Any) -> list[tuple[str, ...]]:  # noqa: ANN401 - a grid's rows
    """Give a table's cells with blanks that may break."""
    return [tuple(cell.replace(GLUE, " ") for cell in row) for row in grid.rows]


def test_the_whole_restart_has_phases_desks_and_lines() -> None:
    """Each phase with its services, each desk with its day, each line with what it waits for."""
    chart = restart.phases(standing())
    assert rows(chart.grid) == [
        ("Phase 1: 1 service", "Thu 25 Sep", "Sat 27 Sep", "2 gates open"),
        ("Phase 2: 1 service", "Thu 25 Sep", "Sat 27 Sep", "1 gate open"),
        ("Invoicing", "", "back", "boosted, 2,500 invoices a day"),
        ("Paying", "", "Sun 28 Sep", "manual, 2 payments a day"),
        ("Range", "", "Mon 6 Oct", "waits for gate IT"),
        ("Velar", "", "no date", "waits for gate people"),
    ]
    assert chart.drawing is not None
    root = read(chart.drawing)
    assert root[1].text == f"2 phases, the last until Sat{GLUE}27{GLUE}Sep; the line is now."
    assert [one.text for one in of_class(root, "heading")] == [
        "Services, by phase",
        "Desks: services back",
        "Lines: earliest start",
    ]
    assert "boosted, 2,500 invoices a day" in texts(root)
    assert f"Sun{GLUE}28{GLUE}Sep; manual until then" in texts(root)


def test_the_drawing_marks_what_the_table_dates() -> None:
    """One bar a phase and one diamond a dated desk or line: twins say the same."""
    chart = restart.phases(standing())
    assert chart.drawing is not None
    root = read(chart.drawing)
    assert len(of_class(root, "work")) == 2
    assert len(of_class(root, "mark")) == 2


def test_the_next_services_stand_in_the_order_of_the_plan() -> None:
    """By phase, then by rank; gates that have passed are counted, not drawn."""
    chart = restart.services(standing())
    assert chart.title == "The next 2 of 2 services"
    assert rows(chart.grid) == [
        (
            "1",
            "bank-link",
            "1 of 3",
            "signed off, business owner",
            "Thu 25 Sep",
            "Sat 27 Sep",
            "1",
        ),
        ("2", "edi", "0 of 1", "scanned, security", "Thu 25 Sep", "Sat 27 Sep", "0"),
    ]
    assert chart.drawing is not None
    root = read(chart.drawing)
    assert [one.text for one in of_class(root, "heading")] == ["Phase 1", "Phase 2"]
    assert len(of_class(root, "mark")) == 2
    assert len(of_class(root, "work assumed")) == 1


def test_a_great_estate_is_cut_and_the_title_says_so() -> None:
    """Nobody reads 150 bars; how many there are is not hidden."""
    many = [gate(f"service-{n:03}", "rebuilt", n, n + 9, rank=n + 1) for n in range(150)]
    plan = frame("plan", *many, team="a", people=1, state="planned", phase=1, assumed=False)
    chart = restart.services(standing(frames={"plan": plan}))
    assert chart.title == f"The next {restart.SERVICES_SHOWN} of 150 services"
    assert len(chart.grid.rows) == restart.SERVICES_SHOWN
    assert chart.grid.rows[-1][1] == f"service-{restart.SERVICES_SHOWN - 1:03}"


def test_an_empty_incident_says_what_is_missing() -> None:
    """No services, desks or lines: a sentence, no empty axes."""
    whole, services = restart.phases(nothing()), restart.services(nothing())
    assert whole.drawing is services.drawing is None
    assert whole.missing == "No service waits to come back, and no desk or line is known."
    assert services.missing == "No service waits to come back: nothing is planned."


def test_lines_are_shown_without_a_plan() -> None:
    """A dossier with lines and no services still shows when lines could start."""
    chart = restart.phases(standing(frames={"plan": frame("plan")}, facts={"estate.plan": {}}))
    assert chart.drawing is not None
    root = read(chart.drawing)
    assert root[1].text == "No service waits to come back."
    assert [one.text for one in of_class(root, "heading")] == ["Lines: earliest start"]
