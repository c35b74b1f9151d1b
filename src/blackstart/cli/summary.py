"""The summary that a person reads at the end of a run."""

from collections.abc import Iterator, Mapping
from typing import Any

Facts = Mapping[str, Any]


def refused(result: Facts) -> int:
    """Count what was refused: rows, files, documents."""
    load = result["load"]
    return int(load["refused"]) + int(load.get("documents_refused", 0))


def text(result: Facts) -> str:
    """Write a run's result in a dozen lines."""
    marks = "synthetic data, nothing leaves this machine" if result["load"]["synthetic"] else ""
    head = f"{result['mode']} {result['dossier']}, as of {result['as_of']}  {marks}".rstrip()
    rows = [
        ("restart", _estate(result["estate"])),
        ("invoices", _invoices(result["invoices"])),
        ("payments", _pay(result["pay"]["propose"])),
        ("parts", _parts(result["parts"])),
        ("vehicles", _vehicles(result["vehicles"])),
        ("plants", _plants(result["plants"])),
        ("suppliers", _suppliers(result["suppliers"]["runway"])),
        *(("support", line) for line in _support(result["suppliers"]["support"])),
        *(("outlook", line) for line in _outlook(result["outlook"]["figures"])),
        (
            "notices",
            f"round {result['notices']['number']}: {len(result['notices']['drafts'])} drafts",
        ),
        ("record", _record(result["record"])),
        ("refused", f"{refused(result)} rows and files, each with its place and reason"),
    ]
    unknown = sum(len(section.get("unknown", ())) for section in _sections(result))
    if unknown:
        rows.append(("unknown", f"{unknown} questions cannot be answered; --json names them"))
    return "\n".join([head, *(f"  {name:<10} {line}" for name, line in rows)])


def _sections(result: Facts) -> Iterator[Facts]:
    for section in result.values():
        if isinstance(section, Mapping):
            yield section
            yield from (part for part in section.values() if isinstance(part, Mapping))


def _estate(facts: Facts) -> str:
    gates = facts["gates"]
    following = facts["next_gates"][:1]
    then = "".join(f"; next: {one['service']}, {one['gate']} ({one['team']})" for one in following)
    return (
        f"{facts['services']} services, {len(facts['up'])} up, {len(facts['phases'])} phases, "
        f"{gates['open']} gates open{then}"
    )


def _invoices(facts: Facts) -> str:
    counted: dict[str, int] = {}
    for states in facts["states"].values():
        for state, count in states.items():
            counted[state] = counted.get(state, 0) + count
    return (
        f"{facts['arrived']:,} known: "
        + (", ".join(f"{count:,} {state}" for state, count in sorted(counted.items())) or "none")
        + f"; {facts['self_billed_today']:,} self-billed today"
    )


def _pay(facts: Facts) -> str:
    total = ", ".join(f"{amount} {name}" for name, amount in facts["total"].items()) or "nothing"
    return f"{facts['run']} proposed: {facts['suppliers']} suppliers, {total}; unsigned"


def _parts(facts: Facts) -> str:
    lines = facts["lines"]
    return (
        f"{lines['shipped_today']:,} lines shipped today, {lines['back_ordered']:,} wait, "
        f"{lines['vor_waiting']:,} of them for vehicles off the road"
    )


def _vehicles(facts: Facts) -> str:
    wholesale, register = facts["wholesale"], facts["register"]
    return (
        f"{wholesale['wholesaled_today']:,} wholesaled, {wholesale['not_wholesaled']:,} wait; "
        f"{register['submitted_today']:,} registrations submitted, {register['waiting']:,} wait"
    )


def _plants(facts: Facts) -> str:
    first = facts["first_start_on"] or "no day in sight"
    return f"{len(facts['lines'])} lines, {facts['lines_with_a_day']} with a day; first: {first}"


def _suppliers(facts: Facts) -> str:
    two = facts["under_weeks"]["2"]
    return (
        f"{facts['firms']:,} firms, {two['firms']:,} with under 2 weeks of cash "
        f"({two['only_source']:,} of them our only source); {facts['assumed']:,} never told"
    )


def _support(facts: Facts) -> Iterator[str]:
    for package in facts["packages"]:
        kept = package["firms_kept"]
        cost = ", ".join(f"{amount} {name}" for name, amount in package["cost"].items())
        yield (
            f"{package['package']}: {kept['likely']:,.0f} firms kept (80 %: {kept['low']:,.0f} to "
            f"{kept['high']:,.0f}), {package['jobs_kept']:,.0f} jobs, cost {cost}"
        )


SHOWN = (
    "invoices_clear_day",
    "payments_clear_day",
    "first_car_day",
    "cars_by_day_60",
    "firms_out_of_cash_by_day_60",
)


def _outlook(figures: Facts) -> Iterator[str]:
    for name in (name for name in SHOWN if name in figures):
        found = figures[name]
        low, likely, high = (_bound(found[key]) for key in ("low", "likely", "high"))
        yield f"{name.replace('_', ' ')}: {likely} {found['unit']} (80 %: {low} to {high})"


def _bound(value: float | None) -> str:
    return "beyond the horizon" if value is None else f"{value:,.0f}"


def _record(facts: Facts) -> str:
    head = f"{facts['root'][:4]}…{facts['root'][-4:]}" if facts["root"] else "none"
    return f"{facts['entries']} entries, {facts['sealed']} sealed, head {head}"


def load_text(load: Facts) -> str:
    """Write what became of a dossier, and every refusal with its place."""
    return "\n".join(
        [
            _tables(load["tables"]),
            _documents(load),
            *(_finding(one, one["subject"]) for one in load["findings"]),
            *map(_row, load["rows_refused"]),
            *(_finding({**one, "severity": "refused"}, one["file"]) for one in load["papers"]),
        ]
    )


def _tables(tables: Facts) -> str:
    new, changed, same, out = (
        sum(counts[key] for counts in tables.values())
        for key in ("inserted", "updated", "unchanged", "refused")
    )
    return (
        f"{len(tables)} tables: {new:,} rows new, {changed:,} changed, {same:,} the same, "
        f"{out:,} refused"
    )


def _documents(load: Facts) -> str:
    counts = load["documents"]
    return (
        f"{counts['files']:,} documents: {counts['new']:,} new, {counts['same']:,} copies, "
        f"{load['documents_refused']:,} refused"
    )


def _finding(one: Facts, subject: str) -> str:
    return f"{one['severity']:<8} {one['code']} {subject}: {one['message']} {one['fix']}"


def _row(one: Facts) -> str:
    place = f"{one['file']} row {one['row']} {one['column']}"
    return f"refused  {place}: {one['rule']} ({one['value']}); the row was not loaded"


def status_text(standing: Facts) -> str:
    """Write where the recovery stands."""
    return "\n".join(
        [
            f"{standing['mode']} {standing['incident']}, now {standing['now']}",
            *(f"  {name:<20} as of {step['as_of']}" for name, step in standing["steps"].items()),
            f"  {standing['waiting_documents']} documents wait to be read",
            f"  record: {_record(standing['record'])}",
        ]
    )
