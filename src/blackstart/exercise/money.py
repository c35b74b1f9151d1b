"""Our cash, promised credit, planned payments, support packages, signatures, bank answers."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from blackstart.base.calendar import Calendar
from blackstart.exercise.identity import bic, iban
from blackstart.exercise.recipe import AccountShape
from blackstart.exercise.scene import Scene

# Two people who are not each other; on the last day only the first of them is there.
SIGNERS = ("finance director", "group treasurer")
RUN = "R-{}"
SUNDAY = 6  # nobody signs then: that run lapses


def write(scene: Scene) -> None:
    """Write treasury, packages, and the script of payment runs."""
    recipe = scene.recipe
    accounts = {one.account: place for place, one in enumerate(recipe.accounts)}
    scene.out.append(
        "cash_accounts",
        _table([_balance(scene, one, accounts[one.account]) for one in recipe.accounts]),
    )
    scene.out.append("facilities", _scaled(scene, recipe.facilities, ("limit", "drawn")))
    scene.out.append("cash_plan", _scaled(scene, recipe.cash_plan, ("amount",)))
    packages = [{**_fields(one), "cap_minor": one.cap * 100} for one in recipe.packages]
    scene.out.append("packages", _table([_without(row, "cap") for row in packages]))
    _script(scene)


def _balance(scene: Scene, shape: AccountShape, place: int) -> dict[str, Any]:
    return {
        "account": shape.account,
        "as_of": shape.as_of,
        "currency": shape.currency,
        "balance_minor": round(shape.balance * scene.scale) * 100,
        "floor_minor": round(shape.floor * scene.scale) * 100,
        "holder": scene.recipe.our_name,
        "iban": iban("GB", f"BSEX999998{place + 1:08d}") if shape.pays else None,
        "bic": bic("GB") if shape.pays else None,
    }


def _fields(shape: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a recipe
    return {field.name: getattr(shape, field.name) for field in fields(shape)}


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _scaled(
    scene: Scene, shapes: tuple[Any, ...], amounts: tuple[str, ...]
) -> dict[str, list[Any]]:
    rows = []
    for shape in shapes:
        row = _fields(shape)
        money = {f"{name}_minor": round(row[name] * scene.scale) * 100 for name in amounts}
        rows.append({**_without(row, *amounts), **money})
    return _table(rows)


def _table(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def _script(scene: Scene) -> None:
    """Say who signs the runs of the days to come, and what the bank answers a working day later."""
    days = list(_run_days(scene))
    signed = [(RUN.format(day), person, day) for day in days[:-1] for person in SIGNERS]
    signed += [(RUN.format(day), SIGNERS[0], day) for day in days[-1:]]
    scene.out.append(
        "payment_signatures",
        {
            "run": [row[0] for row in signed],
            "person": [row[1] for row in signed],
            "signed_on": [row[2] for row in signed],
        },
    )
    later = Calendar().later
    rejected = scene.recipe.trade.rejected_runs
    answered = [
        (RUN.format(day), "*", later(day + timedelta(days=1), 0), place < len(days[:-1]) - rejected)
        for place, day in enumerate(days[:-1])
    ]
    scene.out.append(
        "bank_answers",
        {
            "run": [row[0] for row in answered],
            "supplier": [row[1] for row in answered],
            "answered_on": [row[2] for row in answered],
            "status": ["ACSC" if row[3] else "RJCT" for row in answered],
            "reason": [None if row[3] else "AM04 insufficient funds" for row in answered],
        },
    )


def _run_days(scene: Scene) -> Iterator[date]:
    for ahead in range(scene.recipe.trade.script_days):
        day = scene.recipe.day + timedelta(days=ahead)
        if day.weekday() != SUNDAY:
            yield day
