"""The page of a gate: what it needs, what was signed, shown and found, and what it holds up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.clock import SITE_ZONE
from blackstart.estate.defaults import HOURS
from blackstart.estate.running.rules import rule_for, rules_of
from blackstart.estate.tables import BOUND_GATE, GATES, LAST_GATE
from blackstart.estate.telling.critical import Gate, held_up, waits_for
from blackstart.estate.usual.needs import is_assumed
from blackstart.web.pages import plan_seen
from blackstart.web.pages.addresses import gate_address, link, map_address, why_address
from blackstart.web.pages.facts import rows_in
from blackstart.web.pages.head import head
from blackstart.web.pages.plan_seen import PLAN, PlanSeen
from blackstart.web.pages.view import Grid, Head
from blackstart.web.pages.words import day, number, some
from blackstart.work.standing import Standing

TABLES = (*plan_seen.TABLES, "probes", "probe_results")
NAMED_MAX = 20
KEY_SHOWN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePage(Head):
    """A gate.

    Attributes:
        title: service and gate.
        why: address of the page that explains the service's place; empty: it is back.
        chain: all gates of the service, each with its state and a link.
        state: where it stands, in sentences.
        needs: what it needs, one behind the other: what, and in words.
        lacks: what it still lacks, and whose signature does not count; nothing when it is not open.
        services: the services that it waits for.
        signed: who signed what.
        evidence: what was shown, with hashes.
        probes: what the machine found.
        moves: what became of it.
        holds_up: what waits for it, in sentences.
    """

    title: str
    why: str
    chain: Grid
    state: Sequence[str]
    needs: Sequence[tuple[str, str]]
    lacks: Sequence[str]
    services: Grid
    signed: Grid
    evidence: Grid
    probes: Grid
    moves: Grid
    holds_up: Sequence[str]


def gate_page(seen: Standing, service: str, gate: str, status: Mapping[str, Json]) -> GatePage:
    """Work out the page of a gate.

    Args:
        seen: one consistent look with `TABLES`.
        service: one that the plan knows.
        gate: one of its gates.
        status: where the running restart says that it stands: what it `lacks`, and `doubts`.
    """
    of = PlanSeen(seen=seen)
    return GatePage(
        **asdict(head(seen)),
        title=f"{service}: {gate}",
        why=why_address(service) if (service, LAST_GATE) in of.net.row else "",
        chain=_chain(of, service),
        state=list(_state(of, (service, gate))),
        needs=list(_needs(of, (service, gate))),
        lacks=[*_sentences(status, "lacks"), *_sentences(status, "doubts")],
        services=_services(of, (service, gate)),
        signed=_signed(of, (service, gate)),
        evidence=_evidence(of, (service, gate)),
        probes=_probes(of, (service, gate)),
        moves=_moves(of, (service, gate)),
        holds_up=list(_holds_up(of, (service, gate))),
    )


def _sentences(status: Mapping[str, Json], name: str) -> list[str]:
    """Give a list of texts out of a document; nothing where it has none."""
    found_ = status.get(name)
    return [str(one) for one in found_] if isinstance(found_, list) else []


def _of(of: PlanSeen, table: str, gate: Gate) -> pl.DataFrame:
    return of.seen.frames[table].filter(service=gate[0], gate=gate[1])


def _chain(of: PlanSeen, service: str) -> Grid:
    plan = of.seen.frames["plan"].filter(service=service).sort("gate")
    columns = ("gate", "state", "team", "start_on", "end_on")
    return Grid(
        caption=f"All gates of {service}, in their order",
        heads=("Gate", "State", "Team", "From", "Until, or signed", "Said first"),
        rows=[
            (
                link(gate_address(service, name), name),
                state,
                team,
                day(start, of.today),
                day(end, of.today),
                day(told[1], of.today) if (told := of.first_told.get((service, name))) else "",
            )
            for name, state, team, start, end in plan.select(columns).iter_rows()
        ],
    )


def _state(of: PlanSeen, gate: Gate) -> Iterator[str]:
    (row,) = _of(of, "plan", gate).iter_rows(named=True)
    told = of.first_told.get(gate)
    first = f" A plan first said {day(told[1], of.today)}." if told else ""
    for finding in rows_in(of.seen, PLAN, "findings"):
        if finding["subject"] == f"{gate[0]}: {gate[1]}":
            yield f"{finding['message']} {finding['fix']}"
    if row["state"] == "passed":
        yield f"Passed: signed on {day(row['end_on'], of.today)}.{first}"
        return
    here = of.net.row[gate]
    low, high = (day(of.on(hours), of.today) for hours in of.ranges[here])
    start, end = day(row["start_on"], of.today), day(row["end_on"], of.today)
    yield f"Open: planned from {start} until {end} (80 %: {low} to {high}).{first}"
    yield f"What decides its start: {waits_for(of.net, of.holds[here])}."
    if gate in of.on_chain:
        yield "It decides when the last activity returns: a day lost here is a day lost at the end."


def _needs(of: PlanSeen, gate: Gate) -> Iterator[tuple[str, str]]:
    service, name = gate
    place = GATES.index(name)
    yield "The gate before", GATES[place - 1] if place else "none: it is the first"
    (row,) = of.estate.gates.filter(service=service, gate=name).iter_rows(named=True)
    team = of.estate.teams.filter(team=row["team"]).row(0, named=True)
    size = f"{some(team['people'], 'person', 'people')} in all"
    assumed = ", assumed" if team["assumed"] else ""
    yield "Team", f"{row['team']}, {number(row['people'])} of it ({size}{assumed})"
    low, likely, high = (f"{row[name]:g}" for name in HOURS)
    yield "Working hours", f"{likely} likely, {low} if all goes well, {high} if it goes badly"
    if row["assumed"]:
        yield "Assumed", ", ".join(_unsaid(of, gate)) or "the team"
    yield from _rule(of, gate)


def _unsaid(of: PlanSeen, gate: Gate) -> Iterator[str]:
    said = _of(of, "gates", gate)
    for column in ("team", "people", *HOURS):
        if said.is_empty() or said[column].null_count():
            yield column.replace("_", " ")


def _rule(of: PlanSeen, gate: Gate) -> Iterator[tuple[str, str]]:
    rule = rule_for(rules_of(of.seen.frames["gate_rules"]), *gate)
    roles = f", among them {' and '.join(rule.roles)}" if rule.roles else ""
    apart = "; nobody who did the work" if rule.not_the_worker else ""
    yield "Signatures", f"{some(rule.signers, 'person', 'different people')}{roles}{apart}"
    yield "Evidence", ", ".join(rule.evidence) or "none is asked for"
    yield "Probe", "one at least" if rule.probe else "none is asked for"
    if rule.timeout_hours is not None:
        then = "the round ends" if rule.lapses else "somebody is told"
        yield "Time-out", f"{rule.timeout_hours:g} hours after it opened; then {then}"


def _services(of: PlanSeen, gate: Gate) -> Grid:
    kinds = [kind for kind, bound in BOUND_GATE.items() if bound == gate[1]]
    needs = of.estate.dependencies.filter(
        pl.col("service") == gate[0], pl.col("kind").cast(pl.String).is_in(kinds)
    )
    columns = ("needs", "workaround", "source", is_assumed().alias("assumed"))
    return Grid(
        caption="Services that must be back before this gate passes",
        heads=("Service", "State", "By hand", "Learnt from"),
        rows=[
            (
                link(map_address(needed), needed),
                "open" if (needed, LAST_GATE) in of.net.row else "back",
                "people can bridge it" if by_hand else "only the plan waits" if assumed else "no",
                source or "not said",
            )
            for needed, by_hand, source, assumed in needs.select(columns).iter_rows()
        ],
    )


def _signed(of: PlanSeen, gate: Gate) -> Grid:
    paper = _of(of, "gate_signatures", gate).filter(pl.col("signed_on") <= of.today)
    offs = _of(of, "sign_offs", gate).filter(pl.col("signed_on") <= of.today)
    rows = [
        *((row, "paper") for row in paper.sort("signed_on").iter_rows(named=True)),
        *((row, _key(row)) for row in offs.sort("signed_at").iter_rows(named=True)),
    ]
    return Grid(
        caption="Signatures, on paper and with keys",
        heads=("On", "Result", "Who", "How", "Evidence seen (SHA-256)"),
        rows=[
            (
                day(row["signed_on"], of.today),
                row["result"],
                row.get("signed_by") or row["person"],
                how,
                row["evidence_sha256"] or "none named",
            )
            for row, how in rows
        ],
    )


def _key(row: dict[str, Any]) -> str:
    if row["public_key"] is None:
        return f"round {row['round']}, a name only"
    return f"round {row['round']}, key {row['public_key'][:KEY_SHOWN]}…"


def _evidence(of: PlanSeen, gate: Gate) -> Grid:
    rows = _of(of, "evidence", gate).filter(pl.col("submitted_on") <= of.today)
    columns = ("round", "kind", "file", "sha256", "submitted_by", "submitted_at")
    return Grid(
        caption="Evidence, kept by the hash of its bytes",
        heads=("Round", "Kind", "File", "SHA-256", "Handed in by", "At"),
        rows=[
            (number(round_), kind, file, digest, by, _at(at))
            for round_, kind, file, digest, by, at in rows.sort("round", "kind", "file")
            .select(columns)
            .iter_rows()
        ],
        numeric=frozenset({0}),
    )


def _probes(of: PlanSeen, gate: Gate) -> Grid:
    """List probes without their targets: an address may hold a password."""
    found_ = {
        row["probe"]: row
        for row in _of(of, "probe_results", gate).sort("round").iter_rows(named=True)
    }
    probes = _of(of, "probes", gate).sort("probe").select("probe", "kind", "expects")
    return Grid(
        caption="Probes: what the machine asks by itself, and what was answered last",
        heads=("Probe", "Kind", "Expects", "Answer", "In words", "Good in a row", "Run", "Last"),
        rows=[
            (probe, kind, expects or "any answer", *_answer(found_.get(probe)))
            for probe, kind, expects in probes.iter_rows()
        ],
        numeric=frozenset({5, 6}),
    )


def _answer(row: dict[str, Any] | None) -> tuple[str, ...]:
    if row is None:
        return ("not run", "", "0", "0", "")
    ok = "good" if row["ok"] else "bad"
    return (ok, row["said"], number(row["passes_in_row"]), number(row["runs"]), _at(row["last_at"]))


def _moves(of: PlanSeen, gate: Gate) -> Grid:
    rows = _of(of, "gate_moves", gate).filter(pl.col("moved_on") <= of.today).sort("number")
    columns = ("round", "move", "moved_at", "moved_by", "because")
    return Grid(
        caption="What became of it",
        heads=("Round", "What", "At", "Who", "Why"),
        rows=[
            (number(round_), move, _at(at), by, because or "")
            for round_, move, at, by, because in rows.select(columns).iter_rows()
        ],
        numeric=frozenset({0}),
    )


def _at(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(SITE_ZONE)):%-d %b %Y, %H:%M}"


def _holds_up(of: PlanSeen, gate: Gate) -> Iterator[str]:
    if gate not in of.net.row:
        yield "Nothing: it has passed."
        return
    rows = held_up(of.net, of.net.row[gate])
    services = sorted({of.net.gates[row][0] for row in rows} - {gate[0]})
    yield f"{some(len(rows), 'gate')} cannot start before it has passed."
    if services:
        rest = len(services) - NAMED_MAX
        more = f" and {number(rest)} more" if rest > 0 else ""
        yield f"Services behind it: {', '.join(services[:NAMED_MAX])}{more}."
    needs = of.seen.frames["activity_needs"]
    held = needs.filter(pl.col("service").is_in([gate[0], *services]))
    if activities := held["activity"].unique().sort().to_list():
        yield f"Activities behind it: {', '.join(activities)}."
