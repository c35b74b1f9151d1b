"""When a line could start: the latest of everything that it waits for.

The public restart of October 2025 shows the pattern: engines, batteries, stamping, body, paint and
logistics on the 8th, the first cars on the 9th, the next lines only when the last ones ran.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

import polars as pl

from blackstart.base.calendar import Calendar
from blackstart.base.finding import Finding
from blackstart.plants.findings import FEEDS_ITSELF, GATE_OVERDUE, UNKNOWN_FEEDER

NOTHING = "nothing: it may run"
WORDS_MAX = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that a line waits for.

    Attributes:
        what: in words.
        until: the day from which it holds; None when nobody knows.
        held: true when it holds already.
    """

    what: str
    until: date | None
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A line needs what another one makes.

    Attributes:
        feeder: the line that feeds.
        lag_days: how many working days earlier the feeder must run.
    """

    feeder: str
    lag_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """When a line could start.

    Attributes:
        on: a working day, past when everything has held since; None when nobody can tell.
        waits_for: what it hangs on, in words.
        free: true when nothing holds it back any more.
    """

    on: date | None
    waits_for: str
    free: bool = False


def gate_waits(line_gates: pl.DataFrame, line: str, day: date) -> Iterator[Wait]:
    """Tell what a line's own gates wait for.

    Args:
        line_gates: `line_gates`; a signature after `day` is not seen yet. An expected day that has
            passed without a signature counts as today.
        line: the line; one without any gate waits for somebody to name them.
        day: business date.
    """
    rows = line_gates.filter(pl.col("line") == line).sort("gate")
    if rows.is_empty():
        yield Wait(what="its gates: nobody has named them", until=None)
    for gate, expected_on, signed_on in rows.select("gate", "expected_on", "signed_on").iter_rows():
        if signed_on is not None and signed_on <= day:
            yield Wait(what=f"gate {gate}", until=signed_on, held=True)
        elif expected_on is not None:
            until = max(expected_on, day)
            yield Wait(what=f"gate {gate}, expected on {expected_on}", until=until)
        else:
            yield Wait(what=f"gate {gate}: nobody has said when", until=None)


def overdue(line_gates: pl.DataFrame, day: date) -> Iterator[Finding]:
    """Name the gates that were expected before today and are not signed.

    Findings:
        BS-PLA-004.
    """
    signed = (pl.col("signed_on") <= day).fill_null(value=False)
    late = line_gates.filter((pl.col("expected_on") < day) & ~signed).sort("line", "gate")
    for line, gate, expected_on in late.select("line", "gate", "expected_on").iter_rows():
        message = f"Expected on {expected_on}, not signed; the line's day is taken from today."
        yield GATE_OVERDUE.at(f"{line} {gate}", message)


def service_wait(returns_on: date | None, *, is_back: bool) -> Wait:
    """Tell what a line's services wait for.

    Args:
        returns_on: the day from which the estate lets the line run; None: unknown.
        is_back: true when its services are up, not only planned for that day.
    """
    if returns_on is None:
        return Wait(what="its services: the estate has no day", until=None)
    return Wait(what=f"its services, back on {returns_on}", until=returns_on, held=is_back)


def part_waits(cover: pl.DataFrame, line: str) -> Iterator[Wait]:
    """Tell which parts are missing altogether: not one car's worth there or on the road.

    Args:
        cover: cover by part (`coverage.part_cover`).
        line: the line.
    """
    missing = cover.filter((pl.col("line") == line) & (pl.col("cars") == 0))["part"].sort()
    if len(missing):
        others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        what = f"part {missing[0]}{others}: none there, none on the road"
        yield Wait(what=what, until=None)


def feeds_of(line_feeds: pl.DataFrame, lines: Iterable[str]) -> dict[str, list[Feed]]:
    """Give for each line the lines that feed it, in the order of their names."""
    feeds: dict[str, list[Feed]] = {line: [] for line in lines}
    rows = line_feeds.filter(pl.col("line").is_in(list(feeds))).sort("line", "feeder")
    for line, feeder, lag_days in rows.select("line", "feeder", "lag_days").iter_rows():
        feeds[line].append(Feed(feeder=feeder, lag_days=lag_days))
    return feeds


def starts(
    waits: Mapping[str, Sequence[Wait]],
    feeds: Mapping[str, Sequence[Feed]],
    calendar: Calendar,
    day: date,
) -> tuple[dict[str, Start], tuple[Finding, ...]]:
    """Give each line its earliest start: feeders first, then what they feed.

    Args:
        waits: by line, all that it waits for besides other lines; at least one thing.
        feeds: by line, the lines that feed it.
        calendar: working days of the site.
        day: business date.

    Returns:
        The start of every line, in the order of names, and what does not fit together.

    Findings:
        BS-PLA-001, BS-PLA-002.
    """
    found: dict[str, Start] = {}
    for line in _feeders_first(feeds):
        fed = [_fed(feed, found.get(feed.feeder), calendar, day) for feed in feeds[line]]
        found[line] = _latest((*waits[line], *fed), calendar)
    stuck = sorted(set(feeds) - set(found))
    circle = f"in or behind a circle of lines that feed each other: {', '.join(stuck)}"
    found |= {line: Start(on=None, waits_for=_words([circle])) for line in stuck}
    strangers = [
        UNKNOWN_FEEDER.at(line, f"{feed.feeder} feeds {line} and is not on the list; no date.")
        for line in sorted(feeds)
        for feed in feeds[line]
        if feed.feeder not in feeds
    ]
    circles = [FEEDS_ITSELF.at(line, f"{line} stands {circle}; no date.") for line in stuck]
    return dict(sorted(found.items())), (*circles, *strangers)


def _feeders_first(feeds: Mapping[str, Sequence[Feed]]) -> Iterator[str]:
    """Walk through the lines so that a feeder comes before what it feeds; circles never come."""
    order = TopologicalSorter(
        {line: [feed.feeder for feed in own if feed.feeder in feeds] for line, own in feeds.items()}
    )
    with suppress(CycleError):
        order.prepare()
    while ready := order.get_ready():
        yield from ready
        order.done(*ready)


def _fed(feed: Feed, feeder: Start | None, calendar: Calendar, day: date) -> Wait:
    if feeder is None or feeder.on is None:
        return Wait(what=f"line {feed.feeder}, which has no day", until=None)
    until = calendar.later(feeder.on, feed.lag_days)
    what = f"line {feed.feeder}, which starts on {feeder.on}"
    return Wait(what=what, until=until, held=feeder.free and until <= day)


def _latest(waits: Sequence[Wait], calendar: Calendar) -> Start:
    unknown = [wait.what for wait in waits if wait.until is None]
    if unknown:
        return Start(on=None, waits_for=_words(unknown))
    on = calendar.on_or_after(max(wait.until for wait in waits if wait.until))
    open_ = [(wait.until, wait.what) for wait in waits if wait.until and not wait.held]
    if not open_:
        return Start(on=on, waits_for=NOTHING, free=True)
    last, _ = max(open_)
    return Start(on=on, waits_for=_words([what for until, what in open_ if until == last]))


def _words(what: Sequence[str]) -> str:
    return "; ".join(what)[:WORDS_MAX]
