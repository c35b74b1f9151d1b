"""`blackstart estate plan`: what comes back when, where people can decide, and what is unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli.estate_files import PATHS, inventories, planned
from blackstart.cli.estate_filled import filled_told
from blackstart.cli.output import Exit, document, json_option, leave
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.estate.restart import Restart

SHOWN = 20
NAMED = 6


@click.command("plan", cls=Verb)
@click.argument("paths", nargs=-1, type=PATHS, metavar="[PATH]...")
@json_option
def plan(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Plan a restart: the order, where people can decide, what returns when, what is unknown.

    PATH is an inventory or a dossier as for `import`, or several; without one it is the incident
    that was worked on last. Nothing is stored: `replan` is what does that. Ends with 3 if a file
    was refused.
    """
    if paths:
        found = inventories(paths)
        told = {**_told(planned(found)), "findings": [asdict(f) for f in found.findings]}
        refused = found.refused
    else:
        told, refused = _told(_now()), False
    if as_json:
        document(told)
    else:
        click.echo("\n".join(_lines(told)))
    if refused:
        leave(Exit.REFUSED)


def _now() -> "Restart":
    """Plan the incident that was worked on last."""
    from blackstart.cli.incident import current
    from blackstart.work.estate_asking import asked

    with current() as store:
        return asked(store).planned().made


def _told(made: "Restart") -> dict[str, Any]:
    """Give a plan as a document."""
    from blackstart.estate.asking.sheet import places, stages
    from blackstart.estate.asking.unknown import unknown
    from blackstart.estate.telling.kept import kept_back

    order = places(made.plan)
    return {
        **filled_told(made),
        "activities": list(_activities(made)),
        "circles": [one.finding().message for one in made.cycles],
        "day": made.day.isoformat(),
        "findings": [asdict(one) for one in made.findings],
        "found_by": made.order.chosen,
        "kept_back": [_texts(row) for row in kept_back(made.plan).iter_rows(named=True)],
        "gates": {"assumed": int(made.work.gates["assumed"].sum()), "open": len(made.work.before)},
        "order": [_texts(row) for row in order.drop("back_hours").iter_rows(named=True)],
        "services": made.estate.services.height,
        "stages": [_texts(asdict(one)) for one in stages(made)],
        "unknown": list(unknown(made)),
        "up": sorted(made.states.up),
    }


def _activities(made: "Restart") -> Iterator[dict[str, Any]]:
    """Give each activity with its return, and the value of a day where that is known."""
    from blackstart.base.money import show

    columns = ("activity", "value_per_day_minor", "currency", "returns_on", "deadline_on")
    rows = made.activities.join(made.returns, on="activity", how="left").sort("activity")
    for name, value, currency, returns_on, deadline in rows.select(columns).iter_rows():
        known = value is not None and currency is not None
        yield {
            "activity": name,
            "deadline_on": deadline.isoformat() if deadline else None,
            "returns_on": returns_on.isoformat() if returns_on else None,
            "value_of_a_day": {currency: show(value, currency)} if known else None,
        }


def _texts(row: Mapping[str, Any]) -> dict[str, Any]:
    """Write dates as JSON has them."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
    }


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Write a plan for a person."""
    order, stages = told["order"], told["stages"]
    until = f", until {stages[-1]['ends_on']}" if stages else ""
    yield (
        f"plan     {told['services']:,} services, {len(told['up']):,} up; "
        f"{told['gates']['open']:,} gates open{until}"
    )
    for row in order[:SHOWN]:
        yield (
            f"{row['place']:>5}.   {row['service']}: {row['gate']} ({row['team']}) from "
            f"{row['start_on']}, back {row['back_on']}"
        )
    if len(order) > SHOWN:
        yield f"         … and {len(order) - SHOWN:,} more: --json has them all"
    for one in stages:
        yield _stage(one)
    for row in told["kept_back"][:SHOWN]:
        yield (
            f"free     {row['team']} for what is more urgent: {row['service']}: {row['gate']} "
            f"waits until {row['behind_service']}: {row['behind_gate']} has ended"
        )
    if len(told["kept_back"]) > SHOWN:
        yield f"         … and {len(told['kept_back']) - SHOWN:,} more: --json has them all"
    for row in told["activities"]:
        yield f"returns  {row['activity']}: {row['returns_on'] or 'nobody said what it needs'}"
    yield from (f"circle   {sentence}" for sentence in told["circles"])
    yield from (
        f"{one['severity']:<8} {one['code']} {one['subject']}: {one['message']}"
        for one in told["findings"][:SHOWN]
    )
    yield from (f"unknown  {sentence}" for sentence in told["unknown"])


def _stage(one: Mapping[str, Any]) -> str:
    """Say what is there to decide about, and what a change of mind would interrupt."""
    from blackstart.estate.telling.report_document import some

    back = f"{some(len(one['services']), 'service')} back"
    names = ", ".join(one["activities"][:NAMED])
    rest = len(one["activities"]) - NAMED
    more = f" and {rest} more" if rest > 0 else ""
    what = f"{names}{more} can run, {back}" if names else back
    return f"decide   {one['ends_on']}: {what}; gates being worked on then: {one['at_work']}"
