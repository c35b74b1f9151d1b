"""The supplier desk's two steps on whole tables."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from blackstart.base.canonical import canonical
from blackstart.base.clock import SimulatedClock
from blackstart.base.table import Frames
from blackstart.base.today import Mode, today
from blackstart.day.step import Step, keep
from blackstart.day.suppliers import RUNWAY, SUPPORT, stop_day
from blackstart.day.tables import TABLES, table
from tests.suppliers.made import DAY, DEBT, STOP, days_ago, firms, frame

NOW = today(SimulatedClock(datetime(2025, 9, 25, 6, tzinfo=UTC)), Mode.EXERCISE)
ISOLATED = {
    "service": "ERP",
    "gate": "isolated",
    "signed_on": STOP,
    "signed_by": "A",
    "result": "pass",
}


def _frames(**tables: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {each.name: tables.get(each.name, each.empty()) for each in TABLES}


def _decide(step: Step, frames: Frames) -> Any:  # noqa: ANN401 - facts are nested JSON
    return step.decide({name: frames[name] for name in step.reads}, NOW)


def _dossier() -> dict[str, pl.DataFrame]:
    return _frames(
        firms=firms(
            {"firm": "A", "cash_minor": 630_000},
            {"firm": "B", "cash_minor": 100_000, "only_source": True},
            {"firm": "C", "cash_minor": None, "tier": 2},
            {"firm": "D", "cash_minor": 10**8, "currency": "EUR"},
        ),
        debts=frame(
            "debts",
            {"invoice": "1", "supplier": "B", "amount_minor": 5_000},
            {"invoice": "2", "supplier": "D", "amount_minor": 7_000},
            {"invoice": "3", "supplier": "B", "amount_minor": 9_000, "arrived_on": days_ago(-1)},
            **DEBT,
        ),
        payments=frame(
            "payments",
            {
                "payment": "P",
                "run": "R",
                "supplier": "A",
                "currency": "GBP",
                "amount_minor": 315_000,
                "state": "sent",
                "changed_on": DAY,
            },
        ),
        firm_reports=frame(
            "firm_reports",
            {"firm": "Z", "reported_on": DAY, "cash_minor": 1},
            {"firm": "A", "reported_on": days_ago(1), "cash_minor": 360_000},
        ),
        gate_signatures=frame("gate_signatures", ISOLATED),
        rates=frame(
            "rates", {"activity": "paying", "day": DAY, "mode": "manual", "rate": 2, "used": 0}
        ),
    )


def test_runway_says_who_will_not_last() -> None:
    """Weeks for every firm, and the figures of the day."""
    decision = _decide(RUNWAY, _dossier())
    rows = decision.rows["runways"]
    assert table("runways").schema.is_valid(rows)
    # A told 3,600.00 yesterday, lost 450.00 and got 3,150.00
    assert dict(rows.select("firm", "weeks_likely").iter_rows()) == {
        "A": 2.0,
        "B": 0.32,
        "C": 24.71,
        "D": 26.0,
    }
    assert rows["owed_minor"].to_list() == [0, 5_000, 0, 0]
    facts = decision.facts
    assert facts["under_weeks"] == {
        "1": {"firms": 1, "only_source": 1},
        "2": {"firms": 1, "only_source": 1},
        "4": {"firms": 2, "only_source": 1},
    }
    assert (facts["firms"], facts["told"], facts["assumed"], facts["jobs_at_risk"]) == (4, 3, 1, 80)
    assert [each["firm"] for each in facts["first"]] == ["B", "A", "C", "D"]
    assert facts["first"][0] == {
        "firm": "B",
        "only_source": True,
        "weeks": [0.3, 0.32, 0.4],
        "basis": "told",
        "owed": {"GBP": "50.00"},
    }
    assert facts["unknown"] == []


def test_runway_finds_strangers_and_foreign_money() -> None:
    """What is left out is said, with the firm's name."""
    found = [(each.code, each.subject) for each in _decide(RUNWAY, _dossier()).findings]
    assert found == [("BS-SUP-001", "Z"), ("BS-SUP-002", "D")]


def test_support_compares_two_packages_that_stand_in() -> None:
    """Without a package of the dossier, two on public terms are compared, and it says so."""
    decision = _decide(SUPPORT, _dossier())
    rows = decision.rows["support_results"]
    assert table("support_results").schema.is_valid(rows)
    assert rows["package"].to_list() == ["furlough, built in", "guaranteed loan, built in"]
    assert decision.facts["unknown"] == [
        "No support package is known: two on public schemes' terms stand in (assumption)."
    ]
    first = decision.facts["packages"][0]
    assert first["schemes"] == ["80% of the wages of idle staff for 90 days, with a cap"]
    assert set(first["cost"]) == {"GBP"}


def test_support_compares_the_dossiers_packages() -> None:
    """The dossier's own packages take the place of the stand-ins; nobody reached is said."""
    row = {
        "package": "P",
        "scheme": "loan",
        "from_on": DAY,
        "days": 60,
        "rate": 1.0,
        "cap_minor": 10**9,
        "currency": "USD",
        "source": "a letter",
    }
    decision = _decide(SUPPORT, {**_dossier(), "packages": frame("packages", row)})
    assert decision.rows["support_results"]["firms_kept"].to_list() == [0]
    assert [each.code for each in decision.findings] == ["BS-SUP-004"]


@pytest.mark.parametrize("step", [RUNWAY, SUPPORT])
def test_a_second_look_decides_the_same(step: Step) -> None:
    """Performed again with its own rows kept, a step says the same again."""
    frames = _dossier()
    once = _decide(step, frames)
    again = _decide(step, keep(frames, once, DAY))
    assert canonical(again.facts) == canonical(once.facts)
    assert all(again.rows[name].equals(rows) for name, rows in once.rows.items())


def test_an_empty_dossier_says_what_it_cannot_answer() -> None:
    """No firm, no stop, no capacity: both steps work and say so."""
    assert _decide(RUNWAY, _frames()).facts["unknown"] == [
        "No firms are known: nobody can tell who will not last.",
        "The day of the stop is unknown: cash is taken to shrink since it was told.",
    ]
    decision = _decide(SUPPORT, _frames())
    assert decision.rows["support_results"].is_empty()
    assert decision.facts["unknown"] == [
        "No firms are known: no support can be compared.",
        "The capacity of payments is unknown or nil: our own payments are taken not to come.",
    ]


def test_goods_without_a_price_are_counted() -> None:
    """What we owe for them is unknown, which is not nothing."""
    receipt = {
        "receipt_no": "G",
        "line_no": 1,
        "supplier": "A",
        "order_no": "O",
        "order_line": 1,
        "part": "P",
        "quantity_micro": 1,
        "received_on": DAY,
    }
    unknown = _decide(RUNWAY, {**_dossier(), "receipts": frame("receipts", receipt)}).facts[
        "unknown"
    ]
    assert unknown == ["1 receipt lines have no price: what we owe for them is left out."]


@pytest.mark.parametrize(
    ("rows", "stopped_on"),
    [
        ([{}], STOP),
        ([{}, {"service": "X", "signed_on": days_ago(30)}], days_ago(30)),
        ([{"result": "fail"}], None),
        ([{"gate": "scanned"}], None),
        ([{"signed_on": days_ago(-1)}], None),
        ([], None),
    ],
)
def test_the_stop_is_the_day_of_the_first_isolation(
    rows: list[dict[str, Any]], stopped_on: date | None
) -> None:
    """What was pulled off the network first tells when the incident began."""
    assert stop_day(frame("gate_signatures", *rows, **ISOLATED), DAY) == stopped_on
