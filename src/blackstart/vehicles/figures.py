"""What an operator wants to know about vehicles, after the day's decision."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.money import show
from blackstart.vehicles.register import UK
from blackstart.vehicles.vin import maker


def wholesale_figures(
    cars: pl.DataFrame, invoices: pl.DataFrame, cash: pl.DataFrame, day: date
) -> dict[str, Json]:
    """Count the cars that wait for an invoice and the money that is on its way.

    Args:
        cars: cars without invoice after the decision (`wholesale.unbilled`).
        invoices: `wholesale_invoices`, the decision's included.
        cash: `cash.expected`.
        day: business date.

    Returns:
        A small summary, the same for the same state.
    """
    today = invoices.filter(pl.col("issued_on") == day)
    overdue = cash.filter(pl.col("due_on") < day)
    return {
        "not_wholesaled": cars.height,
        "ready": cars["blocked"].null_count(),
        "blocked": counts(cars["blocked"].drop_nulls()),
        "sold_not_wholesaled": int(cars["sold"].sum()),
        "makers_not_wholesaled": counts(maker(vin) for vin in cars["vin"]),
        "wholesaled_today": today.height,
        "gross_today": totals(today.select("currency", amount_minor="gross_minor")),
        "wholesaled_since_stop": invoices.height,
        "cash_expected": totals(cash),
        "cash_overdue": totals(overdue),
    }


def registration_figures(
    vehicles: pl.DataFrame, registrations: pl.DataFrame, day: date
) -> dict[str, Json]:
    """Count the queue of registrations and what blocks it.

    Args:
        vehicles: `vehicles`, for the promised days and the cars that other countries register.
        registrations: `registrations`, the decision's included.
        day: business date.

    Returns:
        A small summary, the same for the same state.
    """
    state = pl.col("state")
    open_ = registrations.filter(state.is_in(["waiting", "blocked"]))
    abroad = (pl.col("market") != UK) & (pl.col("sold_on") <= day)
    late = open_.join(vehicles.filter(pl.col("promised_on") < day), on="vin", how="semi")
    return {
        "waiting": registrations.filter(state == "waiting").height,
        "blocked": registrations.filter(state == "blocked").height,
        "blocked_because": counts(
            reason for reasons in open_["reason"].drop_nulls() for reason in reasons.split("; ")
        ),
        "promised_day_missed": late.height,
        "sold_abroad": vehicles.filter(abroad & pl.col("registered_on").is_null()).height,
        "submitted": registrations.filter(state == "submitted").height,
        "submitted_today": registrations.filter(pl.col("submitted_on") == day).height,
    }


def counts(names: Iterable[str]) -> dict[str, Json]:
    """Count how often each name comes, in the order of the names."""
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))


def totals(amounts: pl.DataFrame) -> dict[str, Json]:
    """Add up amounts by currency and write them as decimal strings.

    Args:
        amounts: currency, amount_minor.
    """
    sums = amounts.group_by("currency").agg(pl.col("amount_minor").sum()).sort("currency")
    return {
        currency: show(amount_minor, currency)
        for currency, amount_minor in sums.select("currency", "amount_minor").iter_rows()
    }
