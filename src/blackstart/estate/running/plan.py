"""What the machine may do by itself: the rules and probes that people signed, and nothing else."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import polars as pl

from blackstart.base.canonical import canonical, sha256
from blackstart.base.table import Table
from blackstart.estate.running import tables as tables_running
from blackstart.estate.running.names import plain
from blackstart.estate.running.probing import EVERY_S_DEFAULT, PASSES_NEEDED_DEFAULT, Probe
from blackstart.estate.running.quorum import Roll
from blackstart.estate.running.rules import Rules, rules_of
from blackstart.estate.running.statement import Case

# As many as sign a payment run: what goes out by itself is as dangerous as money.
PLAN_SIGNERS = 2

SHOWN = ("gate_rules", "probes")
_TABLES = {table.name: table for table in tables_running.TABLES}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunningPlan:
    """A plan that was signed.

    Attributes:
        sha256: its hash, which people signed.
        rules: what each gate needs.
        probes: what may be asked.
        strange_probes: probes of the dossier that are not in it as they are: service, gate, probe.
        strange_rules: rules of the dossier that are not in it as they are: service, gate.
    """

    sha256: str
    rules: Rules
    probes: tuple[Probe, ...]
    strange_probes: tuple[tuple[str, str, str], ...]
    strange_rules: tuple[tuple[str, str], ...]


def document(case: Case, rules: pl.DataFrame, probes: pl.DataFrame) -> str:
    """Write the plan that is shown and signed, as canonical JSON.

    Args:
        case: incident and mode.
        rules: rows of the table `gate_rules`.
        probes: rows of the table `probes`: every host and command that the machine may turn to.
    """
    rows = {
        name: list(frame.sort(_TABLES[name].key).iter_rows(named=True))
        for name, frame in (("gate_rules", rules), ("probes", probes))
    }
    return canonical({"incident": case.incident, "mode": case.mode, **rows})


def signed_by(
    signatures: Iterable[tuple[str, str | None, bool]], roll: Roll
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the people whose signature of one plan counts.

    Args:
        signatures: person, public key, and whether the signature was found genuine.
        roll: who may sign today.

    Returns:
        The people, each once; and whose does not count, with the reason.
    """
    people: dict[str, str] = {}
    doubts = []
    for person, key, genuine in sorted(signatures, key=lambda one: one[0]):
        doubt = roll.doubt(person, key, genuine=genuine)
        if doubt:
            doubts.append(f"{person} {doubt}")
        else:
            people.setdefault(plain(person), person)
    return tuple(people.values()), tuple(doubts)


def in_force(text: str, rules: pl.DataFrame, probes: pl.DataFrame) -> RunningPlan:
    """Read a signed plan back, and compare it with what the dossier says today.

    Args:
        text: the plan as it was signed; what it says counts.
        rules: rows of the table `gate_rules`.
        probes: rows of the table `probes`; one that differs from the plan must not be run.
    """
    said = json.loads(text)
    signed = {name: _frame(_TABLES[name], said[name]) for name in SHOWN}
    strange = _strange(probes, signed["probes"]).select("service", "gate", "probe")
    return RunningPlan(
        sha256=sha256(text),
        rules=rules_of(signed["gate_rules"]),
        probes=probes_of(signed["probes"].join(strange, on=strange.columns, how="anti")),
        strange_probes=tuple((row[0], row[1], row[2]) for row in strange.iter_rows()),
        strange_rules=tuple(
            (row[0], row[1])
            for row in _strange(rules, signed["gate_rules"]).select("service", "gate").iter_rows()
        ),
    )


def _strange(rows: pl.DataFrame, signed: pl.DataFrame) -> pl.DataFrame:
    """Give the rows that nobody signed as they are."""
    same = rows.join(signed, on=rows.columns, how="semi", nulls_equal=True)
    return rows.join(same, on=rows.columns, how="anti", nulls_equal=True).sort(rows.columns[:3])


def _frame(table: Table, rows: Collection[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=table.empty().schema)


def probes_of(rows: pl.DataFrame) -> tuple[Probe, ...]:
    """Read the table `probes`; what nobody said is the default."""
    return tuple(
        Probe(
            service=row["service"],
            gate=row["gate"],
            probe=row["probe"],
            kind=row["kind"],
            target=row["target"],
            ask=row["ask"] or "",
            expects=row["expects"] or "",
            timeout_s=row["timeout_s"],
            every_s=EVERY_S_DEFAULT if row["every_s"] is None else row["every_s"],
            passes_needed=row["passes_needed"] or PASSES_NEEDED_DEFAULT,
            keeps_as=row["keeps_as"] or "",
        )
        for row in rows.sort("service", "gate", "probe").iter_rows(named=True)
    )
