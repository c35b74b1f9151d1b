"""Each desk in a sentence or two; what a desk cannot know it says in its own words."""

from collections.abc import Iterator
from datetime import date

from blackstart.base.clock import business_date
from blackstart.web.pages.facts import (
    amounts_in,
    as_day,
    count_in,
    day_in,
    decided_on,
    found,
    mapping_in,
    number_in,
    rows_in,
    sentences_in,
)
from blackstart.web.pages.figures import figure
from blackstart.web.pages.words import RANGE, day, money, number, on, some
from blackstart.work.standing import Standing

NOT_YET = "Not decided yet: `blackstart run` does it."
BOOKED = ("open", "held", "paid", "set_off", "discount", "refused")


def desks(seen: Standing) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Put what the desks decided last into words, a sentence or two each.

    Args:
        seen: a look at the incident with `outlook_figures`.
    """
    today = business_date(seen.now)
    return (
        ("Parts", (_parts(seen, today),)),
        ("Vehicles", _vehicles(seen, today)),
        ("Plants", (_plants(seen, today),)),
        ("Payables", (_payables(seen),)),
        ("Treasury", tuple(_treasury(seen, today))),
        ("Support", tuple(_support(seen))),
    )


def _parts(seen: Standing, today: date) -> str:
    step = "parts.allocate"
    lines = {name: count_in(seen, step, "lines", name) for name in ("asked", "back_ordered")}
    if not lines["asked"]:
        return _unknown(seen, step, "No order line waits.")
    shipped = count_in(seen, step, "lines", "shipped_today")
    vor = count_in(seen, step, "lines", "vor_waiting")
    oldest = day_in(seen, step, "oldest_ordered_on")
    since = f", the oldest since {day(oldest, today)}" if oldest else ""
    return (
        f"{some(shipped, 'order line')} shipped {on(decided_on(seen, step), today)}; "
        f"{number(lines['back_ordered'])} wait{since}, {number(vor)} of them for vehicles off "
        f"the road. {_clear(seen, 'parts', 'without parts in sight', today)}"
    )


def _clear(seen: Standing, desk: str, stuck: str, today: date) -> str:
    """Say when the forecast sees a backlog gone, and what is in no forecast."""
    gone = figure(seen, f"{desk}_clear_day")
    if gone is None:
        return "No forecast."
    out = count_in(seen, "outlook.forecast", "not_in_the_backlogs", f"{desk}_backlog")
    rest = f"; {number(out)} {stuck} are in no forecast" if out else ""
    return f"Worked off {gone.when(today)} ({gone.between(today)}){rest}."


def _vehicles(seen: Standing, today: date) -> tuple[str, ...]:
    """Tell of invoices and of registrations; where nothing is known, once is enough."""
    return tuple(dict.fromkeys((_wholesale(seen, today), _registration(seen, today))))


def _wholesale(seen: Standing, today: date) -> str:
    step = "vehicles.wholesale"
    waiting, done = (count_in(seen, step, key) for key in ("not_wholesaled", "wholesaled_today"))
    if not waiting + done:
        return _unknown(seen, step, "No car waits for its wholesale invoice.")
    sold, ready = (count_in(seen, step, key) for key in ("sold_not_wholesaled", "ready"))
    return (
        f"{some(done, 'car')} invoiced {on(decided_on(seen, step), today)}; "
        f"{number(waiting)} wait, {number(sold)} of them sold, {number(waiting - ready)} blocked. "
        f"Cash expected: {money(amounts_in(seen, step, 'cash_expected'))}."
    )


def _registration(seen: Standing, today: date) -> str:
    step = "vehicles.register"
    waiting, done, blocked = (
        count_in(seen, step, key) for key in ("waiting", "submitted_today", "blocked")
    )
    if not waiting + done + blocked:
        return _unknown(seen, step, "No car waits for registration.")
    missed = count_in(seen, step, "promised_day_missed")
    return (
        f"{some(done, 'registration')} submitted {on(decided_on(seen, step), today)}; "
        f"{number(waiting)} wait, {number(blocked)} are blocked; "
        f"{some(missed, 'promised day')} missed."
    )


def _plants(seen: Standing, today: date) -> str:
    step = "plants.outlook"
    lines = mapping_in(seen, step, "lines")
    if not lines:
        return _unknown(seen, step, "No production line is known.")
    return (
        f"{number(count_in(seen, step, 'lines_free'))} of {some(len(lines), 'line')} may run. "
        f"{_first_start(seen, today)} {_first_week(seen)}"
    )


def _first_start(seen: Standing, today: date) -> str:
    step = "plants.outlook"
    first = day_in(seen, step, "first_start_on")
    if first is None:
        return "No line has a day on which it could start."
    names = [
        name
        for name, facts in sorted(mapping_in(seen, step, "lines").items())
        if as_day(facts["start_on"]) == first
    ]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"First start {on(first, today)}: {names[0]}{more}."


def _first_week(seen: Standing) -> str:
    cars = count_in(seen, "plants.outlook", "final_cars_first_week")
    risky = count_in(seen, "plants.outlook", "suppliers_at_risk")
    return (
        f"{some(cars, 'car')} in the lines' first week by plan; {some(risky, 'supplier')} of their "
        "parts may not last until then."
    )


def _payables(seen: Standing) -> str:
    books = mapping_in(seen, "invoices.decide", "books")
    if not books:
        return _unknown(seen, "invoices.decide", "No debt is known.")
    said = [
        f"{name.replace('_', ' ')} {money(sums)}"
        for name in BOOKED
        if (sums := {currency: str(book.get(name, "0")) for currency, book in books.items()})
        and money(sums) != "nothing"
    ]
    return f"In the books: {'; '.join(said) or 'nothing'}."


def _treasury(seen: Standing, today: date) -> Iterator[str]:
    currencies = mapping_in(seen, "treasury.forecast", "currencies")
    if not currencies:
        yield _unknown(seen, "treasury.forecast", "No balance is known.")
    for name, facts in sorted(currencies.items()):
        cash, allowed, least = (
            money({name: facts[key]}) for key in ("cash", "allowed", "lowest_headroom")
        )
        week = date.fromisoformat(facts["lowest_week"])
        yield (
            f"{cash} {_seen(facts['seen_on'], today)}; may be spent now: {allowed}; least headroom "
            f"of thirteen weeks: {least}, in the week of {day(week, today)}."
        )


def _seen(text: str | None, today: date) -> str:
    seen_on = as_day(text)
    return f"seen {on(seen_on, today)}" if seen_on else "seen nobody knows when"


def _support(seen: Standing) -> Iterator[str]:
    step = "suppliers.support"
    packages = rows_in(seen, step, "packages")
    if not packages:
        yield _unknown(seen, step, "No package was compared.")
        return
    lost = number_in(seen, step, "firms_lost_without")
    yield f"Without help {number(lost)} firms run out of cash."
    for package in packages:
        kept = package["firms_kept"]
        yield (
            f"{package['package'].capitalize()}: {number(kept['likely'])} firms kept ({RANGE}: "
            f"{number(kept['low'])} to {number(kept['high'])}), {number(package['jobs_kept'])} "
            f"jobs, for {money(package['cost'])}, {package['deadweight_share']:.0%} of it to firms "
            "that last anyway."
        )


def _unknown(seen: Standing, step: str, otherwise: str) -> str:
    """Say why a desk has nothing to tell."""
    if found(seen, step) is None:
        return NOT_YET
    return " ".join(sentences_in(seen, step, "unknown")[:1]) or otherwise
