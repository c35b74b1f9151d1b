"""`blackstart invoices queue` and `capacity`: what waits for whom, and how long it will take."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli.output import document, json_option, say
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from blackstart.payables.clearing.capacity import DeskLoad
    from blackstart.work.capacity import Capacity

SHOWN = 20
REASON_SHOWN = 90
BEHIND = "Something came or was decided since: `blackstart run` lets the desk follow it."


@click.command("queue", cls=Verb)
@click.option("--owner", help="Only what waits for this desk.")
@click.option("--supplier", help="Only this supplier's.")
@click.option("--code", help="Only this reason, for example BS-PAY-028.")
@click.option("--top", type=click.IntRange(1), help=f"So many rows; {SHOWN}, with --json all.")
@json_option
def queue(
    *, owner: str | None, supplier: str | None, code: str | None, top: int | None, as_json: bool
) -> None:
    """List the invoices that need a person, the most pressing first.

    First what can become a certain debt once it is cleared; of that, whose supplier has the fewest
    weeks of cash. `blackstart invoices explain ID` tells the story of one.
    """
    from blackstart.cli.incident import current
    from blackstart.payables.clearing.exceptions import ORDER
    from blackstart.payables.clearing.told import by_owner, narrowed, row_told
    from blackstart.work.payables_desk import PayablesDesk

    with current() as store:
        seen = PayablesDesk(store=store).waiting()
    rows = narrowed(seen.queue, owner, supplier, code)
    shown = rows.head(top or (rows.height if as_json else SHOWN))
    if as_json:
        document(
            {
                "behind": seen.behind,
                "day": seen.day.isoformat(),
                "incident": seen.incident,
                "mode": seen.mode,
                "order": ORDER,
                "owners": by_owner(rows),
                "queue": [row_told(row) for row in shown.iter_rows(named=True)],
                "waiting": rows.height,
            }
        )
    else:
        click.echo("\n".join(_lines(rows, shown)))
    if seen.behind:
        say(BEHIND)


def _lines(rows: "pl.DataFrame", shown: "pl.DataFrame") -> Iterator[str]:
    from blackstart.payables.clearing.told import by_owner, row_told

    for one in by_owner(rows):
        amounts = ", ".join(f"{text} {name}" for name, text in one["value"].items())
        yield f"{one['owner']:<17}{one['invoices']:>7,}  {amounts}"
    for row in map(row_told, shown.iter_rows(named=True)):
        value = f"{row['amount']} {row['currency']}" if row["amount"] else "no amount"
        others = f", {row['same_cause']} more alike" if row["same_cause"] else ""
        person = f", {row['person']}" if row["person"] else ""
        yield ""
        yield f"{row['place']:>4}  {row['invoice']}  {value}  {row['name'] or 'unknown supplier'}"
        reason = row["reason"]
        cut = reason if len(reason) <= REASON_SHOWN else f"{reason[:REASON_SHOWN]}…"
        yield f"      {row['code']} {cut}"
        yield f"      {row['owner']}{person}, {row['why_here']}{others}"
        if row["decided"]:
            yield f"      {row['decided']}; the desk follows it at the next run"
    left = rows.height - shown.height
    yield f"\n{rows.height:,} wait" + (f"; {left:,} more with --top" if left else "")


@click.command("capacity", cls=Verb)
@json_option
def capacity(*, as_json: bool) -> None:
    """Say how long machines and people have to work, and what one more would change.

    People's minutes an exception are an assumption with its source; what still comes is not
    counted.
    """
    from blackstart.cli.incident import current
    from blackstart.work.payables_desk import PayablesDesk

    with current() as store:
        seen = PayablesDesk(store=store).capacity()
    told = _told(seen)
    if as_json:
        document(told)
    else:
        click.echo("\n".join(_capacity_lines(told)))


def _told(seen: "Capacity") -> dict[str, Any]:
    from blackstart.payables.clearing.capacity import PEOPLE_SOURCE
    from blackstart.payables.clearing.handling import MINUTES_SOURCE

    return {
        "assumptions": [MINUTES_SOURCE, PEOPLE_SOURCE],
        "day": seen.day.isoformat(),
        "desks": [_desk(one) for one in seen.desks],
        "incident": seen.incident,
        "machines": {
            "documents_an_hour_and_worker": _rounded(seen.machines.an_hour),
            "hours": _rounded(seen.machines.hours()),
            "hours_with_one_more": _rounded(seen.machines.hours(1)),
            "waiting": seen.machines.waiting,
            "workers": seen.machines.workers,
        },
        "mode": seen.mode,
        "posting": {
            "clear_on": seen.posting.clear_on and seen.posting.clear_on.isoformat(),
            "left_today": seen.posting.left,
            "matched": seen.posting.matched,
            "rate_a_day": seen.posting.rate,
        },
    }


def _desk(one: "DeskLoad") -> dict[str, Any]:
    return {
        "assumed": one.assumed,
        "clear_on": _range(one.clear_on),
        "exceptions": one.exceptions,
        "hours": dict(zip(RANGE, (round(each, 1) for each in one.hours), strict=True)),
        "hours_a_day": one.staff.hours_a_day,
        "one_more_clear_on": _range(one.one_more_clear_on),
        "owner": one.owner,
        "people": one.staff.people,
    }


RANGE = ("low", "likely", "high")


def _range(days: "tuple[date, date, date] | None") -> dict[str, str] | None:
    return days and dict(zip(RANGE, (day.isoformat() for day in days), strict=True))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _capacity_lines(told: dict[str, Any]) -> Iterator[str]:
    machines, posting = told["machines"], told["posting"]
    pace = machines["documents_an_hour_and_worker"]
    now, more = (_hours(machines[key]) for key in ("hours", "hours_with_one_more"))
    yield (
        f"machines  {machines['waiting']:,} documents wait; {machines['workers']} workers, "
        f"{'no rate seen yet' if pace is None else f'{pace:,.0f} documents an hour each'}; "
        f"{now}, with one more worker {more}"
    )
    yield (
        f"posting   {posting['matched']:,} match and wait; {_known(posting['left_today'])} of "
        f"{_known(posting['rate_a_day'])} left today; at that rate all are posted on "
        f"{_known(posting['clear_on'])}"
    )
    for one in told["desks"]:
        hours, days, more = one["hours"], one["clear_on"], one["one_more_clear_on"]
        yield (
            f"people    {one['owner']}: {one['exceptions']:,} exceptions, {hours['likely']:,.1f} h "
            f"({hours['low']:,.1f} to {hours['high']:,.1f}), done by {one['people']}"
            f"{' (assumed)' if one['assumed'] else ''}; cleared on {_days(days)}, with one more "
            f"on {_days(more)}"
        )
    yield from (f"source    {source}" for source in told["assumptions"])


def _hours(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.2f} h"


def _known(value: object) -> str:
    return "unknown" if value is None else str(value)


def _days(days: dict[str, str] | None) -> str:
    return f"{days['likely']} ({days['low']} to {days['high']})" if days else "unknown"
