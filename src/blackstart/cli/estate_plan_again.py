"""`blackstart estate replan`: plan anew, and say what moved, why, and what that costs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli.output import document, json_option
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.work.estate_asking import Replanned

SHOWN = 20


@click.command("replan", cls=Verb)
@click.option("--preview", is_flag=True, help="Only show what would move; nothing is kept.")
@json_option
def replan(*, preview: bool, as_json: bool) -> None:
    """Plan the restart anew from all that is known now; what is done or begun stays.

    Says what moved against the plan that was in force, why, and what that costs. Where nothing new
    has come in, the plan stands, and is compared with what was said on an earlier day.
    """
    from blackstart.cli.incident import current
    from blackstart.work.estate_asking import replan as replanned

    with current() as store:
        found = replanned(store, preview=preview)
    if as_json:
        document(_told(found))
    else:
        click.echo("\n".join(_lines(found)))


def _told(found: "Replanned") -> dict[str, Any]:
    """Give what moved as a document."""
    from blackstart.base.money import show

    now = found.moves
    money = {now.currency: show(now.cost_minor, now.currency)} if now.currency else {}
    return {
        "activities": [
            {
                "activity": row["activity"],
                "cost": {now.currency: show(row["cost_minor"], now.currency)}
                if row["cost_minor"] is not None
                else None,
                "moved_hours": round(row["moved_hours"], 2),
                "return_hours": round(row["return_hours"], 2),
            }
            for row in now.activities.iter_rows(named=True)
        ],
        "anew": found.anew,
        "cost": money,
        "day": now.now.day.isoformat(),
        "found_by": now.now.order.chosen,
        "gates": list(now.gates.iter_rows(named=True)),
        "since": found.since,
    }


def _lines(found: "Replanned") -> Iterator[str]:
    """Write what moved for a person."""
    from blackstart.estate.asking import words

    now = found.moves
    yield words.moves_in_short(now, found.since)
    for row in now.activities.iter_rows(named=True):
        yield "slipped  " + "; ".join(words.slip_cells(now, row))
    for row in now.services.head(SHOWN).iter_rows(named=True):
        yield "moved    " + "; ".join(words.move_cells(now, row))
    if now.services.height > SHOWN:
        yield f"         … and {now.services.height - SHOWN:,} more services: --json has them all"
