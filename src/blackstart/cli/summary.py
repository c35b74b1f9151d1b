"""The summaries that a person reads: after a run, and of where the recovery stands."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from blackstart.base.money import each_written
from blackstart.cli import loaded, sections

Facts = Mapping[str, Any]


def text(result: Facts) -> str:
    """Write a run's result in a dozen lines."""
    marks = "synthetic data, nothing leaves this machine" if result["load"]["synthetic"] else ""
    facts = sections.by_step(result)
    round_, drafts = result["notices"]["number"], len(result["notices"]["drafts"])
    unknown = len(list(sections.unknown(facts)))
    rows = [
        *_decided(facts),
        ("notices", f"round {round_}: {drafts} drafts, none was sent"),
        ("record", _record(result["record"])),
        ("refused", loaded.refused_line(result["load"])),
        *(("unread", line) for line in loaded.unread_lines(result["load"])),
    ]
    if unknown:
        rows.append(("unknown", f"{unknown} questions cannot be answered; --json names them"))
    head = f"{result['mode']} {result['dossier']}, as of {result['as_of']}  {marks}".rstrip()
    return "\n".join([head, *map(_line, rows)])


def status_text(standing: Facts) -> str:
    """Write where the recovery stands, and how old each answer is."""
    steps = standing["steps"]
    rows = [
        *_decided({name: step["facts"] for name, step in steps.items()}),
        ("documents", f"{standing['waiting_documents']:,} wait to be read"),
        ("record", _record(standing["record"])),
        *_ages(standing["now"], {name: step["as_of"] for name, step in steps.items()}),
    ]
    head = f"{standing['mode']} {standing['incident']}, now {standing['now']}"
    return "\n".join([head, *map(_line, rows)])


def _line(row: tuple[str, str]) -> str:
    return f"  {row[0]:<10} {row[1]}"


def _decided(facts: Mapping[str, Facts]) -> Iterator[tuple[str, str]]:
    """Give the lines of the steps that were performed."""
    for label, steps, lines in ROWS:
        if all(step in facts for step in steps):
            yield from ((label, line) for line in lines(*(facts[step] for step in steps)))


def _ages(now: str, done: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Say how many answers are of an earlier moment; the clock may have moved on."""
    for moment in sorted(set(done.values()) - {now}):
        answers = sum(at == moment for at in done.values())
        yield "older", f"{answers} answers as of {moment}; `blackstart run` decides as of now"


def _estate(facts: Facts) -> Iterator[str]:
    following = facts["next_gates"][:1]
    then = "".join(f"; next: {one['service']}, {one['gate']} ({one['team']})" for one in following)
    yield (
        f"{facts['services']} services, {len(facts['up'])} up, {len(facts['phases'])} phases, "
        f"{facts['gates']['open']:,} gates open{then}"
    )


def _invoices(facts: Facts) -> Iterator[str]:
    counted: dict[str, int] = {}
    for states in facts["states"].values():
        for state, count in states.items():
            counted[state] = counted.get(state, 0) + count
    yield (
        f"{facts['arrived']:,} arrived: "
        + (", ".join(f"{count:,} {state}" for state, count in sorted(counted.items())) or "none")
        + f"; {facts['self_billed_today']:,} self-billed today"
    )


def _pay(facts: Facts) -> Iterator[str]:
    total = ", ".join(each_written(facts["total"]))
    if total:
        yield f"{facts['run']} proposed: {facts['suppliers']:,} suppliers, {total}; unsigned"
    else:
        yield "nobody is proposed to be paid today"


def _parts(facts: Facts) -> Iterator[str]:
    lines = facts["lines"]
    yield (
        f"{lines['shipped_today']:,} lines shipped today, {lines['back_ordered']:,} wait, "
        f"{lines['vor_waiting']:,} of them for vehicles off the road"
    )


def _vehicles(wholesale: Facts, register: Facts) -> Iterator[str]:
    yield (
        f"{wholesale['wholesaled_today']:,} wholesaled today, {wholesale['not_wholesaled']:,} "
        f"wait; {register['submitted_today']:,} registrations submitted today, "
        f"{register['waiting']:,} wait"
    )


def _plants(facts: Facts) -> Iterator[str]:
    first = facts["first_start_on"] or "no day in sight"
    yield f"{len(facts['lines'])} lines, {facts['lines_with_a_day']} with a day; first: {first}"


def _suppliers(facts: Facts) -> Iterator[str]:
    two = facts["under_weeks"]["2"]
    yield (
        f"{facts['firms']:,} firms, {two['firms']:,} with under 2 weeks of cash "
        f"({two['only_source']:,} of them our only source); {facts['assumed']:,} never told"
    )


def _support(facts: Facts) -> Iterator[str]:
    for package in facts["packages"]:
        kept = package["firms_kept"]
        cost = ", ".join(each_written(package["cost"]))
        yield (
            f"{package['package']}: {kept['likely']:,.0f} firms kept (80 %: {kept['low']:,.0f} to "
            f"{kept['high']:,.0f}), {package['jobs_kept']:,.0f} jobs, cost {cost or 'nothing'}"
        )


# Forecast figures that the summary shows, and in which words.
SHOWN = (
    ("invoices_clear_day", "invoices clear: day"),
    ("payments_clear_day", "payments clear: day"),
    ("first_car_day", "first car: day"),
    ("cars_by_day_60", "cars by day 60:"),
    ("firms_out_of_cash_by_day_60", "firms out of cash by day 60:"),
)


def _outlook(facts: Facts) -> Iterator[str]:
    for name, words in SHOWN:
        if found := facts["figures"].get(name):
            low, likely, high = (
                f"beyond {facts['days']}" if found[key] is None else f"{found[key]:,.0f}"
                for key in ("low", "likely", "high")
            )
            yield f"{words} {likely} (80 %: {low} to {high})"


# Label, the steps whose facts it needs, and what it says of them.
ROWS: tuple[tuple[str, tuple[str, ...], Callable[..., Iterator[str]]], ...] = (
    ("restart", ("estate.plan",), _estate),
    ("invoices", ("invoices.decide",), _invoices),
    ("payments", ("payments.propose",), _pay),
    ("parts", ("parts.allocate",), _parts),
    ("vehicles", ("vehicles.wholesale", "vehicles.register"), _vehicles),
    ("plants", ("plants.outlook",), _plants),
    ("suppliers", ("suppliers.runway",), _suppliers),
    ("support", ("suppliers.support",), _support),
    ("outlook", ("outlook.forecast",), _outlook),
)


def _record(facts: Facts) -> str:
    head = f"{facts['root'][:4]}…{facts['root'][-4:]}" if facts["root"] else "none"
    return f"{facts['entries']:,} entries, {facts['sealed']:,} sealed, head {head}"
