"""Answers about the plan in the words of people; the command line and the pages say the same."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from blackstart.base.money import minor_digits
from blackstart.estate.asking.compare import Compared, Option, Return
from blackstart.estate.asking.elsewhere import Shift
from blackstart.estate.asking.explain import Ahead, Explained
from blackstart.estate.asking.moves import Moves
from blackstart.estate.asking.ways import Way
from blackstart.estate.asking.worth import Spread, currency_of
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.restart import Restart
from blackstart.estate.telling.report_document import some

NAMED = 6
CHAIN_SHOWN = 30
RETURNS_SHOWN = 12
NOISE = "may be chance"
NO_DIFFERENCE = "makes no difference"
SHIFT_HEADS = ("What", "Back", "Saves", "80 % range", "A day later costs", "Sure?")
OPTION_HEADS = ("What", "Saves", "80 % range", "Median", "A day of the restart", "Sure?")
SLIP_HEADS = ("Activity", "Moved", "Now", "Costs")
MOVE_HEADS = ("Service", "From gate", "Team", "Moved", "Now", "Gates", "Why")
RETURN_HEADS = (
    *("What", "Activity", "Back, likely", "Would be", "80 % range then", "Sooner by"),
    "Deadline kept",
)


def about(amount_minor: int, currency: str) -> str:
    """Write an estimate of money for people: whole units, with thousands."""
    return f"{round(amount_minor / 10 ** minor_digits(currency)):,} {currency}"


def day(value: date) -> str:
    """Write a date with its weekday."""
    return f"{value:%a %-d %b %Y}"


def named(names: Sequence[str]) -> str:
    """Name some of many."""
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {rest:,} more" if rest > 0 else "")


def hours(value: float) -> str:
    """Write a span of time in hours or days."""
    return f"{value:.1f} hours" if abs(value) < DAY_HOURS else f"{value / DAY_HOURS:.1f} days"


def reasons(of: Explained) -> Iterator[str]:
    """Say why a service stands where it stands."""
    yield (
        f"{of.service} is number {of.place:,} of {some(of.of, 'service')} in the order of urgency. "
        f"Its work starts on {day(of.start_on)}; if the plan holds, it is back on "
        f"{day(of.back_on)}."
    )
    yield from _hanging(of)
    if of.behind:
        yield f"{some(len(of.behind), 'service')} cannot come back before it: {named(of.behind)}."
    if of.needs:
        yield f"It waits for {some(len(of.needs), 'service')}: {named(of.needs)}."
    work = f"{of.work_hours:,.0f} hours of people's work are left for it"
    yield f"{work}{' and what it waits for' if of.needs else ''}."
    if of.ahead:
        yield f"Just before it: {'; '.join(_ahead(one, of) for one in of.ahead)}."


def _hanging(of: Explained) -> Iterator[str]:
    if not of.ways:
        yield (
            "No activity that waits hangs on it: nothing is lost while it is down, as far as "
            "anybody said. It comes in the gaps that others leave, so that nobody waits for it."
        )
        return
    best, others = of.ways[0], [way.activity for way in of.ways[1:]]
    ranked = "No other activity waits."
    if of.activities > 1:
        ranked = (
            f"By what an hour of that work brings it is number {best.place:,} of "
            f"{of.activities:,} activities that wait."
        )
    yield (
        f"{best.activity} hangs on it: {_worth(best, of.made)}, and {best.work_hours:,.0f} hours "
        f"of people's work are left for all that it needs. {ranked}"
    )
    if others:
        yield f"{some(len(others), 'more activity', 'more activities')}: {named(others)}."


def _worth(way: Way, made: Restart) -> str:
    currency = currency_of(made)
    if not currency:
        return "nobody said what a day of it is worth"
    if way.assumed:
        amount = about(way.value_minor, currency)
        return f"a day of it counts as {amount}, the median of those known (assumed)"
    return f"a day of it is worth {about(way.value_minor, currency)}"


def _ahead(one: Ahead, of: Explained) -> str:
    if one.needed:
        return f"{one.service} (it is needed)"
    if one.best is None:
        return f"{one.service} (nothing that waits hangs on it{'' if of.ways else ', either'})"
    why = f"{one.best.activity} hangs on it: {_worth(one.best, of.made)}"
    if of.ways and of.ways[0].place < one.best.place:
        why += "; less for an hour of work, but of the orders that were tried this one lost least"
    return f"{one.service} ({why})"


def shift_cells(one: Shift) -> tuple[str, ...]:
    """Write what another place would do, under `SHIFT_HEADS`."""
    back = _way(one.later_hours) if abs(one.later_hours) >= 1 else "as it is"
    cost = ", ".join(about(amount, currency) for currency, amount in one.cost_a_day().items())
    return (one.words, back, *_gain(one.saved, one.days), cost, _sure(one.saved, one.days))


def option_cells(of: Compared, one: Option) -> tuple[str, ...]:
    """Write what a change would save, under `OPTION_HEADS`."""
    if not one.used:
        return (one.words, NO_DIFFERENCE, "", "", "", "")
    if not one.saved:
        median, a_day = _days(one.days.middle), _days(round(one.days.mean / of.days_left))
    else:
        median = _each({name: each.middle for name, each in one.saved.items()})
        a_day = _each(of.a_day(one))
    return (one.words, *_gain(one.saved, one.days), median, a_day, _sure(one.saved, one.days))


def return_rows(of: Compared) -> list[tuple[str, ...]]:
    """Write the activities that would be back at another time, the furthest of each change."""
    return [
        return_cells(of, option, one)
        for option in of.options
        for one in option.returns[:RETURNS_SHOWN]
    ]


def not_shown(of: Compared) -> int:
    """Count the returns that `return_rows` leaves out."""
    return sum(max(len(option.returns) - RETURNS_SHOWN, 0) for option in of.options)


def return_cells(of: Compared, option: Option, one: Return) -> tuple[str, ...]:
    """Write when an activity would be back, under `RETURN_HEADS`."""
    low, likely, high = (day(on(of.base, each)) for each in one.would_be)
    return (
        option.words,
        one.activity,
        day(on(of.base, one.was[1])),
        likely,
        f"{low} to {high}",
        hours(one.sooner_hours),
        f"{one.in_time[0]:.0%}, would be {one.in_time[1]:.0%}" if one.in_time else "",
    )


def on(made: Restart, hours_later: float) -> date:
    """Turn hours after the plan's day began into a business date."""
    return made.day + timedelta(days=int(hours_later // DAY_HOURS))


def assumptions(of: Compared) -> Iterator[str]:
    """Say on what a comparison rests."""
    yield (
        f"{of.restarts:,} restarts were played with hours drawn between low and high, the same "
        "ones for every line, and none that the search has seen. Both sides were planned with the "
        "same effort; 80 % of the restarts lie in the range. Below 0: it costs."
    )
    yield (
        "A likely return is the middle of these restarts. It is rather later than in the plan, "
        "which takes every hour as most likely."
    )
    if of.unpriced:
        count = some(len(of.unpriced), "activity", "activities")
        yield (
            f"Nobody said what a day is worth of {count}: {named(of.unpriced)}. Their days are in "
            "the returns, not in the money."
        )
    sources = of.base.activities["value_source"].drop_nulls().unique().sort()
    if not sources.is_empty():
        yield f"The values of a day come from: {'; '.join(sources)}."


def moves_in_short(of: Moves, since: str) -> str:
    """Say in a sentence what moved, and what it costs as far as anybody knows.

    Args:
        of: the plan beside an earlier one.
        since: what it is compared with, in words; empty: there is nothing.
    """
    if not since:
        return "No plan is of an earlier day: there is nothing to compare with."
    later = of.activities.filter(of.activities["moved_hours"] > 0).height
    sooner = of.activities.height - later
    cost = about(abs(of.cost_minor), of.currency) if of.currency else "an unknown amount"
    verb = "costs" if of.cost_minor >= 0 else "saves"
    if of.activities.is_empty() and of.gates.is_empty():
        return f"Nothing moved against {since}."
    return (
        f"Against {since}: {some(of.gates.height, 'gate')} of "
        f"{some(of.services.height, 'service')} moved; "
        f"{some(later, 'activity', 'activities')} later, {sooner:,} sooner. That {verb} {cost}."
    )


def slip_cells(of: Moves, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Write what an activity's move costs, under `SLIP_HEADS`."""
    cost = row["cost_minor"]
    return (
        row["activity"],
        _way(row["moved_hours"]),
        f"back {day(on(of.now, row['return_hours']))}",
        "cost unknown" if cost is None else about(cost, of.currency),
    )


def move_cells(of: Moves, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Write why a service moved, from which gate on, under `MOVE_HEADS`."""
    return (
        row["service"],
        str(row["gate"]),
        row["team"],
        _way(row["moved_hours"]),
        f"starts {day(on(of.now, row['start_hours']))}",
        some(row["count"], "gate"),
        row["because"],
    )


def _way(moved_hours: float) -> str:
    return f"{hours(abs(moved_hours))} {'later' if moved_hours > 0 else 'sooner'}"


def _gain(saved: Mapping[str, Spread], days: Spread) -> tuple[str, str]:
    """Write mean and range in money; in days of all activities where nobody said any value."""
    if not saved:
        return _days(days.mean), f"{_days(days.low)} to {_days(days.high)}"
    ranges = (
        f"{about(one.low, currency)} to {about(one.high, currency)}"
        for currency, one in saved.items()
    )
    return _each({currency: one.mean for currency, one in saved.items()}), ", ".join(ranges)


def _each(amounts: Mapping[str, int]) -> str:
    return ", ".join(about(amount, currency) for currency, amount in amounts.items())


def _days(hundredths: int) -> str:
    return f"{hundredths / 100:.1f} days"


def _sure(saved: Mapping[str, Spread], days: Spread) -> str:
    figures = tuple(saved.values()) or (days,)
    if not any(one.mean or one.low or one.high for one in figures):
        return NO_DIFFERENCE
    return NOISE if all(one.noise for one in figures) else "yes"
