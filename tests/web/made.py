"""A small incident as the control room sees it, in the tests' own words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from blackstart.base.canonical import canonical
from blackstart.day.tables import table
from blackstart.web.pages.front import TABLES
from blackstart.work.intake import LOAD
from blackstart.work.standing import NAMES, Standing

NOW = datetime(2025, 9, 25, 3, tzinfo=UTC)  # four in the morning in London
DAY = date(2025, 9, 25)

FACTS: Mapping[str, Mapping[str, Any]] = {
    LOAD: {"synthetic": True},
    "estate.plan": {
        "gates": {"open": 3, "passed": 15},
        "assumed_gates": 1,
        "phases": [{"phase": 1, "services": 1, "gates": 2, "ends_on": "2025-09-27"}],
        "activities": {
            "invoicing": {
                "mode": "boosted",
                "rate": 2500,
                "unit": "invoices",
                "returns_on": "2025-09-24",
            },
            "paying": {
                "mode": "manual",
                "rate": 2,
                "unit": "payments",
                "returns_on": "2025-09-28",
            },
            "build:Range": {"mode": "down", "rate": 0, "unit": "cars", "returns_on": None},
        },
        "unknown": ["1 open gates have assumed teams, people or hours."],
    },
    "invoices.decide": {
        "arrived": 30,
        "states": {"invoice": {"held": 4, "matched": 20}, "self-billed": {"matched": 6}},
        "reasons": [
            {
                "code": "BS-PAY-024",
                "severity": "held",
                "why": "The account on the invoice is none that we know.",
                "clears": "Call the supplier back.",
                "invoices": 3,
            },
            {
                "code": "BS-PAY-022",
                "severity": "held",
                "why": "The seller is none of our suppliers.",
                "clears": "Add the firm.",
                "invoices": 1,
            },
        ],
        "books": {
            "GBP": {"debt_in": "1500.00", "open": "1400.00", "held": "100.00", "paid": "0.00"},
            "EUR": {"debt_in": "20.00", "open": "20.00", "held": "0.00", "paid": "0.00"},
        },
        "unknown": [],
    },
    "payments.settle": {"unknown": []},
    "suppliers.runway": {"unknown": []},
    "treasury.forecast": {
        "currencies": {
            "GBP": {
                "cash": "9000.00",
                "seen_on": "2025-09-24",
                "allowed": "8000.00",
                "because": "Today.",
                "lowest_headroom": "-12.50",
                "lowest_week": "2025-10-06",
            }
        },
        "unknown": [],
    },
    "payments.propose": {
        "run": "R-2025-09-25",
        "payments": 2,
        "suppliers": 2,
        "total": {"GBP": "1234567.89", "EUR": "20.00", "USD": "0.00"},
        "allowed": {"GBP": "2469135.78", "EUR": "0.00"},
        "without_verified_account": 1,
        "unknown": [],
    },
    "parts.allocate": {
        "lines": {"asked": 50, "back_ordered": 40, "shipped_today": 10, "vor_waiting": 7},
        "oldest_ordered_on": "2025-09-01",
        "unknown": [],
    },
    "vehicles.wholesale": {
        "not_wholesaled": 8,
        "ready": 6,
        "blocked": {"on hold": 2},
        "sold_not_wholesaled": 5,
        "wholesaled_today": 1,
        "cash_expected": {"GBP": "55000.00"},
        "unknown": [],
    },
    "vehicles.register": {
        "waiting": 3,
        "blocked": 2,
        "blocked_because": {"CO2 missing": 1, "on hold": 1},
        "promised_day_missed": 1,
        "submitted_today": 1,
        "unknown": [],
    },
    "plants.outlook": {
        "lines": {
            "Range": {"start_on": "2025-10-06", "waits_for": "gate IT"},
            "Velar": {"start_on": None, "waits_for": "gate people"},
        },
        "lines_free": 0,
        "first_start_on": "2025-10-06",
        "final_cars_first_week": 423,
        "suppliers_at_risk": 1,
        "unknown": [],
    },
    "suppliers.support": {
        "firms_lost_without": 9.0,
        "packages": [
            {
                "package": "guaranteed loans",
                "firms_kept": {"low": 2.0, "likely": 4.0, "high": 5.0},
                "jobs_kept": 120.0,
                "cost": {"GBP": "1000000.00"},
                "deadweight_share": 0.25,
            }
        ],
        "unknown": [],
    },
    "outlook.forecast": {
        "days": 120,
        "not_in_the_backlogs": {"parts_backlog": 12},
        "unknown": ["Nothing is known of what waits at registration: it has no forecast."],
    },
    "notices.draft": {"number": 1, "drafts": ["one.eml", "two.eml", "three.eml"]},
}


def frame(name: str, *rows: Mapping[str, Any], **common: Any) -> pl.DataFrame:  # noqa: ANN401 - any column
    """Make rows of a table; what neither a row nor `common` says is empty."""
    schema = table(name).empty().schema
    return pl.DataFrame([{**common, **row} for row in rows], schema=schema)


def gate(service: str, name: str, start: float, end: float, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """Plan a gate by hours after the day began."""
    return {
        "service": service,
        "gate": name,
        "start_hours": start,
        "end_hours": end,
        "start_on": DAY + timedelta(days=start // 24),
        "end_on": DAY + timedelta(days=end // 24),
        **other,
    }


def plan() -> pl.DataFrame:
    """Make the plan of two services that come back and of one that is up."""
    done = {"state": "passed", "phase": 0, "rank": 0, "urgency": 0}
    return frame(
        "plan",
        gate("payroll", "reconnected", -30, -20, **done),
        gate("bank-link", "rebuilt", -10, -2, **{**done, "phase": 1}),
        gate("bank-link", "signed off", 0, 3, rank=1, phase=1),
        gate("bank-link", "reconnected", 30, 54, rank=2, phase=1, assumed=True),
        gate("edi", "scanned", 4, 60, rank=3, phase=2, team="security"),
        team="business owner",
        people=1,
        state="planned",
        assumed=False,
    )


def runs() -> pl.DataFrame:
    """Make a payment run in two currencies that nobody has signed."""
    return frame(
        "payment_runs",
        {"currency": "GBP", "payments": 1, "total_minor": 123456789, "allowed_minor": 246913578},
        {"currency": "EUR", "payments": 1, "total_minor": 2000, "allowed_minor": 0},
        run="R-2025-09-25",
        proposed_on=DAY,
        state="proposed",
        shown_sha256="0" * 64,
    )


def firms(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make firms; a direct supplier that can be replaced unless a row says otherwise."""
    return frame("firms", *rows, tier=1, currency="GBP", only_source=False)


def suppliers() -> dict[str, pl.DataFrame]:
    """Make three direct suppliers and one behind them, with their weeks of cash."""
    weeks = {"day": DAY, "owed_minor": 0, "basis": "told"}
    return {
        "firms": firms(
            {"firm": "S1", "name": "Kestrow Steel Ltd", "only_source": True},
            {"firm": "S2", "name": "Burstow Fasteners Ltd"},
            {"firm": "S3", "name": "Merrowby Valves Ltd"},
            {"firm": "T1", "name": "Harbeck Ltd", "tier": 2},
        ),
        "runways": frame(
            "runways",
            {"firm": "S1", "weeks_low": 0.5, "weeks_likely": 1.2, "weeks_high": 1.9},
            {
                "firm": "S2",
                "weeks_low": 1.0,
                "weeks_likely": 3.0,
                "weeks_high": 26.0,
                "basis": "assumed",
            },
            {"firm": "S3", "weeks_low": 4.0, "weeks_likely": 6.0, "weeks_high": 8.0},
            {"firm": "T1", "weeks_low": 0.0, "weeks_likely": 0.0, "weeks_high": 0.0},
            **weeks,
        ),
    }


def figure(name: str, low: float | None, likely: float | None, high: float | None) -> Any:  # noqa: ANN401 - any row
    """Make a row of the outlook's figures."""
    return {"figure": name, "unit": "days", "low": low, "likely": likely, "high": high}


def outlook() -> dict[str, pl.DataFrame]:
    """Make a forecast: invoices are gone in five days, the first car comes in twenty-six."""
    return {
        "outlook_figures": frame(
            "outlook_figures",
            figure("invoices_clear_day", 4, 5, 8),
            figure("payments_clear_day", 5, 6, None),
            figure("parts_clear_day", 9, None, None),
            figure("first_car_day", 20, 26, 33),
            figure("cars_by_day_30", 0, 376.4, 865.2),
            day=DAY,
            scenarios=200,
        ),
        "outlook_days": pl.concat(
            [
                series("invoices_backlog", [(26, 26, 27), (10, 16, 20), (0, 0, 9), (0, 0, 0)]),
                series("cars_cumulative", [(0, 0, 0), (0, 0, 3), (0, 10, 30), (5, 20, 60)]),
                series("firms_out_of_cash", [(1, 2, 3), (1, 3, 4), (2, 3, 5)]),
            ]
        ),
    }


def series(name: str, days: Sequence[tuple[float, float, float]]) -> pl.DataFrame:
    """Make a forecast series, a day an entry: low, likely, high."""
    rows = [
        {"day": DAY + timedelta(days=ahead), "low": low, "likely": likely, "high": high}
        for ahead, (low, likely, high) in enumerate(days)
    ]
    return frame("outlook_days", *rows, series=name)


def standing(**changes: Any) -> Standing:  # noqa: ANN401 - any attribute
    """Make a whole look at the incident; `changes` replaces attributes.

    Attributes:
        facts: replaces the facts of the steps that it names.
        frames: replaces the tables that it names.
    """
    facts = {**FACTS, **changes.pop("facts", {})}
    frames = {"plan": plan(), "payment_runs": runs(), **suppliers(), **outlook()}
    frames.update(changes.pop("frames", {}))
    seen = Standing(
        incident="bearing-works",
        mode="EXERCISE",
        now=NOW,
        done_at=dict.fromkeys(NAMES, NOW),
        facts=facts,
        frames=frames,
        waiting_documents=0,
        record={"entries": 2, "sealed": 2, "root": "ab" * 32, "signed_at": "2025-09-25T03:00:00Z"},
        newest=(record("payments.propose"), record("estate.plan")),
    )
    return replace(seen, **changes)


def record(act: str) -> str:
    """Make an entry of the record."""
    return canonical(
        {
            "act": act,
            "actor": "blackstart",
            "at": "2025-09-25T03:00:00Z",
            "facts": {},
            "subject": "2025-09-25",
        }
    )


def nothing() -> Standing:
    """Make the look at an incident of which nobody has loaded or decided anything."""
    return replace(
        standing(),
        facts={},
        frames={name: table(name).empty() for name in TABLES},
        done_at={},
        newest=(),
        record={"entries": 0, "sealed": 0, "root": None, "signed_at": None},
    )
