"""`blackstart estate explain | what-if`: why the plan is as it is, and what could be otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli.output import Exit, document, json_option, leave
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.base.finding import Finding
    from blackstart.estate.asking.compare import Compared, Option, Return
    from blackstart.estate.asking.elsewhere import Shift
    from blackstart.estate.asking.explain import Explained
    from blackstart.estate.asking.worth import Spread


@click.command("explain", cls=Verb)
@click.argument("service")
@json_option
def explain(service: str, *, as_json: bool) -> None:
    """Say why a service stands where it stands in the plan.

    What hangs on it, what it waits for, what it would cost to put it later, what would bring it
    back sooner. Ends with 3 if no such service waits. Nothing is changed.
    """
    from blackstart.base.finding import Finding
    from blackstart.cli.incident import current
    from blackstart.estate.asking.explain import explain as explained
    from blackstart.work.estate_asking import asked

    with current() as store:
        ground = asked(store).planned()
    found = explained(ground, service)
    if isinstance(found, Finding):
        _refuse([found], as_json=as_json)
    elif as_json:
        document(_explained(found))
    else:
        click.echo("\n".join(_explained_lines(found)))


def _explained(of: "Explained") -> dict[str, Any]:
    """Give an explanation as a document."""
    from blackstart.estate.asking.words import reasons
    from blackstart.estate.asking.worth import currency_of

    return {
        "activities": [asdict(way) for way in of.ways],
        "back_on": of.back_on.isoformat(),
        "behind": list(of.behind),
        "chain": [asdict(step) for step in of.chain],
        "currency": currency_of(of.made),
        "day": of.made.day.isoformat(),
        "later": [_shift(one) for one in of.later],
        "needs": list(of.needs),
        "of": of.of,
        "place": of.place,
        "reasons": list(reasons(of)),
        "service": of.service,
        "sooner": [_shift(one) for one in of.sooner],
        "start_on": of.start_on.isoformat(),
        "work_hours": of.work_hours,
    }


def _shift(one: "Shift") -> dict[str, Any]:
    from blackstart.base.money import show

    return {
        "cost_a_day": {name: show(amount, name) for name, amount in one.cost_a_day().items()},
        "later_hours": round(one.later_hours, 2),
        "saved": {name: _spread(each, name) for name, each in one.saved.items()},
        "what": one.words,
    }


def _spread(one: "Spread", currency: str) -> dict[str, Any]:
    """Write a figure in money with its range."""
    from blackstart.base.money import show

    figures = {"mean": one.mean, "p10": one.low, "p50": one.middle, "p90": one.high}
    texts = {name: show(figure, currency) for name, figure in figures.items()}
    return {**texts, "within_noise": one.noise}


def _explained_lines(of: "Explained") -> Iterator[str]:
    """Write an explanation for a person."""
    from blackstart.estate.asking.words import (
        CHAIN_SHOWN,
        SHIFT_HEADS,
        day,
        on,
        reasons,
        shift_cells,
    )

    yield from reasons(of)
    yield "What decides when it is back:"
    if len(of.chain) > CHAIN_SHOWN:
        yield f"  … {len(of.chain) - CHAIN_SHOWN:,} gates before: --json has them all"
    for step in of.chain[-CHAIN_SHOWN:]:
        until = day(on(of.made, step.end_hours))
        yield f"  {step.service}: {step.gate} ({step.team}), until {until}; {step.waits_for}"
    yield "If it were put later:"
    yield from _table(SHIFT_HEADS, [shift_cells(one) for one in of.later])
    yield "What would bring it back sooner:"
    yield from _table(SHIFT_HEADS, [shift_cells(one) for one in of.sooner])


@click.command("what-if", cls=Verb)
@click.option("--person", multiple=True, metavar="TEAM=+1", help="People more or fewer in a team.")
@click.option("--late", multiple=True, metavar="SERVICE=2d", help="Its next gate starts later.")
@click.option("--slot", multiple=True, metavar="THING=+1", help="More of a shared thing.")
@click.option("--without", multiple=True, metavar="SERVICE", help="Nobody brings it back for now.")
@json_option
def what_if(*, as_json: bool, **wished: tuple[str, ...]) -> None:
    """Say what a change would be worth: in money, and in days of each activity.

    Several are compared in one table, each by itself and all together, on the same drawn hours.
    Ends with 3 if one of them cannot be read. Nothing is changed.
    """
    from blackstart.cli.incident import current
    from blackstart.estate.asking.compare import compare
    from blackstart.estate.asking.wishes import changes
    from blackstart.work.estate_asking import asked

    wishes = [(option, text) for option in wished for text in wished[option]]
    if not wishes:
        raise click.UsageError("Say what could be otherwise: --person, --late, --slot, --without.")
    with current() as store:
        ground = asked(store).planned()
    read, faults = changes(wishes, ground)
    if faults:
        _refuse(faults, as_json=as_json)
    found = compare(ground, read)
    if as_json:
        document(_compared(found))
    else:
        click.echo("\n".join(_compared_lines(found)))


def _compared(of: "Compared") -> dict[str, Any]:
    """Give a comparison as a document."""
    from blackstart.estate.asking.words import assumptions

    return {
        "assumptions": list(assumptions(of)),
        "day": of.base.day.isoformat(),
        "days_left": round(of.days_left, 2),
        "options": [_option(of, one) for one in of.options],
        "restarts": of.restarts,
        "unpriced": list(of.unpriced),
    }


def _option(of: "Compared", one: "Option") -> dict[str, Any]:
    from blackstart.base.money import show

    a_day = of.a_day(one)
    return {
        "days_sooner": {
            "mean": one.days.mean / 100,
            "p10": one.days.low / 100,
            "p50": one.days.middle / 100,
            "p90": one.days.high / 100,
            "within_noise": one.days.noise,
        },
        "makes_a_difference": one.used,
        "returns": [_return(of, each) for each in one.returns],
        "saved": {name: _spread(each, name) for name, each in one.saved.items()},
        "saved_a_day": {name: show(amount, name) for name, amount in a_day.items()},
        "what": one.words,
    }


def _return(of: "Compared", one: "Return") -> dict[str, Any]:
    from blackstart.estate.asking.words import on

    return {
        "activity": one.activity,
        "in_time": list(one.in_time) if one.in_time else None,
        "sooner_hours": round(one.sooner_hours, 1),
        "was_on": [on(of.base, each).isoformat() for each in one.was],
        "would_be_on": [on(of.base, each).isoformat() for each in one.would_be],
    }


def _compared_lines(of: "Compared") -> Iterator[str]:
    """Write a comparison for a person."""
    from blackstart.estate.asking import words

    yield from _table(words.OPTION_HEADS, [words.option_cells(of, one) for one in of.options])
    rows = words.return_rows(of)
    if rows:
        yield ""
        yield from _table(words.RETURN_HEADS, rows)
    if rest := words.not_shown(of):
        yield f"  … and {rest:,} more returns: --json has them all"
    yield ""
    yield from words.assumptions(of)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows under each other, columns as wide as they need."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def _refuse(faults: Sequence["Finding"], *, as_json: bool) -> None:
    """End because of what cannot be answered, each with what to do."""
    told: Sequence[Mapping[str, Any]] = [asdict(one) for one in faults]
    if as_json:
        document({"findings": list(told)})
    for one in faults:
        click.echo(f"{one.code} {one.subject}: {one.message}. {one.fix}", err=True)
    leave(Exit.REFUSED)
