"""A small incident in the tests' own words, and the same at size."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from blackstart.base.clock import SimulatedClock
from blackstart.base.today import Mode, Today, today
from blackstart.day.tables import TABLES, table

STOP = date(2025, 9, 1)
DAY = date(2025, 9, 25)
START = datetime(2025, 9, 25, 6, tzinfo=UTC)
LINE = {
    "plant": "Solihull",
    "kind": "final",
    "per_day": 100,
    "hours_per_day": 16.0,
    "start_share": 0.2,
    "step_share": 0.1,
    "stop_share": 0.0,
    "source": "a test",
}
RATES = {
    "invoicing": (20, 200, 400),
    "paying": (5, 50, 100),
    "parts": (10, 100, 200),
    "wholesale": (10, 100, 200),
    "registration": (10, 100, 200),
    "build:Range": (0, 100, 100),
}


def frame(name: str, /, *rows: Mapping[str, Any], **common: Any) -> pl.DataFrame:  # noqa: ANN401 - any column
    """Make rows of a table; what neither a row nor `common` says is empty."""
    schema = table(name).schema.create_empty().schema
    return pl.DataFrame([{**common, **row} for row in rows], schema=schema)


def moment(day: date = DAY, left: Mapping[str, int] | None = None) -> Today:
    """Make a morning in an exercise."""
    at = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    return today(SimulatedClock(at), Mode.EXERCISE, left)


def tables(**known: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Give all tables, those that are not named empty."""
    return {each.name: known.get(each.name, each.empty()) for each in TABLES}


def incident(
    direct: int = 4, behind: int = 6, invoices: int = 40, seed: int = 1
) -> dict[str, pl.DataFrame]:
    """Make an incident: two services, one line that makes cars, firms, debts, orders and cars.

    Args:
        direct: direct suppliers.
        behind: firms behind them.
        invoices: unprocessed invoices; a quarter more is processed.
        seed: of all that is not said.
    """
    dice = np.random.Generator(np.random.PCG64(seed))
    return tables(
        **_estate(),
        **_firms(dice, direct, behind),
        **_books(dice, direct, invoices),
        **_plant(direct),
        **_desks(),
    )


def _estate() -> dict[str, pl.DataFrame]:
    signed = {"signed_on": STOP, "signed_by": "A", "result": "pass", "gate": "isolated"}
    return {
        "services": frame(
            "services",
            {"service": "ERP", "layer": "application"},
            {"service": "MES", "layer": "application"},
            source="a test",
        ),
        "dependencies": frame(
            "dependencies",
            {"service": "MES", "needs": "ERP", "kind": "test", "workaround": False},
        ),
        "gate_signatures": frame(
            "gate_signatures", {"service": "ERP"}, {"service": "MES"}, **signed
        ),
        "activities": frame(
            "activities",
            *(
                {
                    "activity": name,
                    "unit": "pieces",
                    "rate_manual": manual,
                    "rate_restored": restored,
                    "rate_boosted": boosted,
                }
                for name, (manual, restored, boosted) in RATES.items()
            ),
        ),
        "activity_needs": frame(
            "activity_needs",
            *({"activity": name, "service": "MES" if "build" in name else "ERP"} for name in RATES),
        ),
    }


def _firms(dice: np.random.Generator, direct: int, behind: int) -> dict[str, pl.DataFrame]:
    rows = []
    for place in range(direct + behind):
        costs = int(dice.lognormal(13, 1))
        told = dice.random() < 0.5
        rows.append(
            {
                "firm": f"S{place:05d}",
                "name": "a firm",
                "tier": 1 if place < direct else 2,
                "staff": 1 + costs // 40_000,
                "costs_per_day_minor": costs,
                "sales_per_day_minor": int(costs / 0.95),
                "wages_share": 0.26,
                "cash_minor": int(costs * dice.lognormal(3.3, 0.9)) if told else None,
                "reported_on": DAY - timedelta(days=int(dice.integers(0, 20))) if told else None,
                "currency": "GBP",
                "share_to_us": float(dice.beta(2, 2)),
                "only_source": bool(dice.random() < 0.1),
            }
        )
    return {"firms": frame("firms", *rows)}


def _books(dice: np.random.Generator, direct: int, invoices: int) -> dict[str, pl.DataFrame]:
    rows = []
    for place in range(invoices * 5 // 4):
        arrived = STOP + timedelta(days=int(dice.integers(0, 24)))
        rows.append(
            {
                "invoice": f"I{place:06d}",
                "supplier": f"S{int(dice.integers(0, max(direct, 1))):05d}",
                "kind": "invoice",
                "currency": "GBP",
                "amount_minor": int(dice.lognormal(13, 1)),
                "state": "matched" if place < invoices else "posted",
                "due_on": arrived + timedelta(days=int(dice.integers(-30, 60))),
                "arrived_on": arrived,
                "changed_on": arrived,
                "verified": True,
            }
        )
    account = {"account": "A", "as_of": DAY, "currency": "GBP", "balance_minor": 10**12}
    return {
        "debts": frame("debts", *rows),
        "cash_accounts": frame("cash_accounts", account, floor_minor=0, holder="us"),
    }


def _plant(direct: int) -> dict[str, pl.DataFrame]:
    return {
        "lines": frame(
            "lines",
            {"line": "Range"},
            {"line": "Engines", "kind": "engine", "plant": "Wolverhampton"},
            **LINE,
        ),
        "line_feeds": frame("line_feeds", {"line": "Range", "feeder": "Engines", "lag_days": 1}),
        "line_parts": frame(
            "line_parts",
            *(
                {
                    "line": "Range",
                    "part": f"P{place}",
                    "supplier": f"S{place:05d}",
                    "per_car": 1,
                    "on_hand": 500,
                    "in_transit": 0,
                }
                for place in range(direct)
            ),
        ),
        "line_gates": frame(
            "line_gates",
            {"line": "Range", "gate": "safety", "expected_on": date(2025, 10, 6)},
            {"line": "Engines", "gate": "safety", "expected_on": date(2025, 10, 1)},
            {"line": "Engines", "gate": "quality"},
        ),
    }


def _desks() -> dict[str, pl.DataFrame]:
    order = {
        "retailer": "R",
        "market": "UK",
        "part": "P",
        "order_class": "daily",
        "quantity": 1,
        "channel": "edi",
        "cancelled": False,
    }
    car = {
        "model": "M",
        "plant": "Solihull",
        "built_on": STOP,
        "market": "UK",
        "retailer": "R",
        "currency": "GBP",
        "net_minor": 100,
        "tax_minor": 20,
        "list_price_minor": 100,
        "co2_g_per_km": 100,
    }
    return {
        "part_stock": frame("part_stock", {"site": "C", "part": "P", "on_hand": 90, "reserve": 0}),
        "part_orders": frame(
            "part_orders",
            *(
                {"line": f"L{place:03d}", "ordered_on": STOP + timedelta(days=place % 24)}
                for place in range(120)
            ),
            **order,
        ),
        "retailers": frame("retailers", {"retailer": "R", "market": "UK", "terms_days": 30}),
        "vehicles": frame("vehicles", *({"vin": f"SAL{place:014d}"} for place in range(60)), **car),
    }
