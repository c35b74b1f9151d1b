"""Small estates in the tests' own words: what a row does not say is ordinary."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import strategies as st

from blackstart.estate.limit_tables import TABLES as LIMITS
from blackstart.estate.limit_tables import WEEKDAYS
from blackstart.estate.restart import Restart, restart
from blackstart.estate.running.tables import TABLES as RUNNING
from blackstart.estate.tables import GATES, LAYERS, NEEDS
from blackstart.estate.tables import TABLES as PLANNED
from blackstart.estate.telling.tables import TABLES as TOLD

DAY = date(2025, 9, 25)
TABLES = (*PLANNED, *LIMITS, *RUNNING, *TOLD)
ORDINARY: Mapping[str, Mapping[str, Any]] = {
    "services": {"service": "a", "layer": "application", "team": "team", "source": "dossier"},
    "dependencies": {
        "service": "b",
        "needs": "a",
        "kind": "rebuild",
        "workaround": False,
        "source": None,
    },
    "gates": {
        "service": "a",
        "gate": "isolated",
        "team": "team",
        "people": 1,
        "hours_low": 1.0,
        "hours_likely": 2.0,
        "hours_high": 4.0,
    },
    "teams": {"team": "team", "people": 2, "hours_per_day": 24.0},
    "gate_signatures": {
        "service": "a",
        "gate": "isolated",
        "signed_on": DAY,
        "signed_by": "A. Person",
        "result": "pass",
        "evidence_sha256": None,
    },
    "activities": {
        "activity": "paying",
        "unit": "payments",
        "rate_manual": 10,
        "rate_restored": 100,
        "rate_boosted": 150,
        "boosted_from": None,
        "value_per_day_minor": 1000,
        "currency": "GBP",
        "value_source": "treasury",
        "deadline_on": None,
    },
    "activity_needs": {"activity": "paying", "service": "a"},
    "signers": {
        "person": "Ann",
        "public_key": "0" * 64,
        "role": "recovery lead",
        "team": None,
        "enrolled_on": DAY - timedelta(days=30),
        "revoked_on": None,
    },
    "gate_rules": {
        "gate": "signed off",
        "service": "*",
        "signers": None,
        "roles": None,
        "not_the_worker": None,
        "evidence": None,
        "probe": None,
        "timeout_hours": None,
        "on_timeout": None,
    },
    "probes": {
        "service": "a",
        "gate": "business-tested",
        "probe": "port",
        "kind": "tcp",
        "target": "localhost:1",
        "ask": None,
        "expects": None,
        "timeout_s": 1.0,
        "every_s": 10.0,
        "passes_needed": 2,
        "keeps_as": None,
    },
    "probe_results": {},
    "gate_moves": {"because": None, "signers": None, "evidence_sha256": None},
    "team_shifts": {"team": "team", "weekday": "monday", "starts": "08:00", "ends": "16:00"},
    "team_days_off": {"team": "team", "day": DAY, "because": None},
    "team_skills": {"team": "team", "skill": "databases", "people": 1},
    "shared_things": {"thing": "clean room", "amount": 1, "unit": "slots"},
    "gate_skills": {"service": "*", "gate": "rebuilt", "skill": "databases", "people": 1},
    "gate_things": {"service": "*", "gate": "rebuilt", "thing": "clean room", "amount": 1},
    "holds": {
        "hold": "police 1",
        "service": "a",
        "gate": None,
        "until_on": None,
        "until_time": None,
        "is_open": False,
        "lifted_on": None,
        "because": None,
    },
    "self_starters": {"service": "a", "kind": "vault", "source": None},
    "plan": {},
    "rates": {"activity": "paying", "day": DAY, "mode": "manual", "rate": 10, "used": 0},
}


def frame(name: str, *rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make rows of a table; what a row does not say is ordinary."""
    schema = next(table.empty().schema for table in TABLES if table.name == name)
    return pl.DataFrame([{**ORDINARY[name], **row} for row in rows], schema=schema)


def tables(**said: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make all tables of the room; those that are not said are empty."""
    return {table.name: said.get(table.name, table.empty()) for table in TABLES}


def services(*names: str, **same: Any) -> pl.DataFrame:  # noqa: ANN401 - columns of any kind
    """Make services that differ by name only."""
    return frame("services", *({"service": name, **same} for name in names))


def chain(service: str, **same: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - of any kind
    """Make the rows of all gates of a service; what is not said is ordinary."""
    return [{"service": service, "gate": gate, **same} for gate in GATES]


def dependencies(*sentences: str) -> pl.DataFrame:
    """Make dependencies of sentences: "b needs a for data", "b needs a for test by hand"."""
    rows = []
    for sentence in sentences:
        service, _, needs, _, kind, *by_hand = sentence.split()
        rows.append({"service": service, "needs": needs, "kind": kind, "workaround": bool(by_hand)})
    return frame("dependencies", *rows)


def signatures(*sentences: str) -> pl.DataFrame:
    """Make signatures of sentences: "a 3 pass -2" is a's first three gates, two days ago.

    "a #5 fail 0" is the fifth gate only, today.
    """
    rows = []
    for sentence in sentences:
        service, count, result, ahead = sentence.split()
        gates = [GATES[int(count[1:]) - 1]] if count.startswith("#") else GATES[: int(count)]
        for gate in gates:
            row = {"service": service, "gate": gate, "result": result, "signed_on": day(int(ahead))}
            rows.append(row)
    return frame("gate_signatures", *rows)


def day(ahead: int) -> date:
    """Count days from `DAY`."""
    return DAY + timedelta(days=ahead)


def planned(ahead: int = 0, /, **said: pl.DataFrame) -> Restart:
    """Plan the restart of some tables."""
    return restart(tables(**said), day(ahead))


NAMES = st.sampled_from("abcdefg")
HOURS = st.one_of(st.none(), st.sampled_from((0.0, 0.3, 1.0, 7.5, 30.0)))
PEOPLE = st.one_of(st.none(), st.integers(0, 4))


def rows_of(key: Mapping[str, Any], **other: Any) -> st.SearchStrategy[list[dict[str, Any]]]:  # noqa: ANN401 - strategies of any kind
    """Draw rows of a table that differ by their key."""
    columns = st.fixed_dictionaries({**key, **other})
    return st.lists(columns, max_size=12, unique_by=lambda row: tuple(row[name] for name in key))


def drawn(name: str, key: Mapping[str, Any], **other: Any) -> st.SearchStrategy[pl.DataFrame]:  # noqa: ANN401 - strategies of any kind
    """Draw a table."""
    return rows_of(key, **other).map(lambda rows: frame(name, *rows))


def any_dependencies() -> st.SearchStrategy[pl.DataFrame]:
    """Draw dependencies, circles included."""
    return drawn(
        "dependencies",
        {"service": NAMES, "needs": NAMES},
        kind=st.sampled_from(NEEDS),
        workaround=st.booleans(),
    ).map(lambda rows: rows.filter(pl.col("service") != pl.col("needs")))


def any_signatures() -> st.SearchStrategy[pl.DataFrame]:
    """Draw stories of signatures: chains that pass on some days, with fails strewn in."""
    passes = st.tuples(NAMES, st.integers(1, 9), st.just("pass"), st.integers(-5, 2))
    others = st.tuples(
        NAMES,
        st.integers(1, 9).map("#{}".format),
        st.sampled_from(("pass", "fail")),
        st.integers(-5, 2),
    )
    full = st.tuples(NAMES, st.just(9), st.just("pass"), st.integers(-5, 0))
    stories = st.lists(st.one_of(passes, others, full), max_size=14)
    return stories.map(
        lambda story: signatures(*(" ".join(map(str, one)) for one in story)).unique(
            ("service", "gate", "signed_on"), keep="last", maintain_order=True
        )
    )


def any_tables() -> st.SearchStrategy[dict[str, pl.DataFrame]]:
    """Draw estates as odd as people write them: holes, circles, strangers, nobody in a team."""
    teams = st.sampled_from(("team", "network", "other"))
    made = {
        "services": drawn(
            "services",
            {"service": NAMES},
            layer=st.sampled_from(LAYERS),
            team=st.one_of(st.none(), teams),
        ),
        "dependencies": any_dependencies(),
        "gates": drawn(
            "gates",
            {"service": NAMES, "gate": st.sampled_from(GATES)},
            team=st.one_of(st.none(), teams),
            people=PEOPLE,
            hours_low=HOURS,
            hours_likely=HOURS,
            hours_high=HOURS,
        ),
        "teams": drawn(
            "teams",
            {"team": teams},
            people=st.integers(0, 3),
            hours_per_day=st.sampled_from((7.0, 8.0, 24.0)),
        ),
        "gate_signatures": any_signatures(),
        "activities": drawn(
            "activities",
            {"activity": st.sampled_from("xyz")},
            value_per_day_minor=st.one_of(st.none(), st.integers(0, 9)),
            currency=st.sampled_from((None, "EUR", "GBP")),
            boosted_from=st.one_of(st.none(), st.integers(-2, 30).map(day)),
        ),
        "activity_needs": drawn(
            "activity_needs", {"activity": st.sampled_from("xyz"), "service": NAMES}
        ),
    }
    return st.fixed_dictionaries(made).map(lambda said: tables(**said))


def any_limits() -> st.SearchStrategy[dict[str, pl.DataFrame]]:
    """Draw what estates are held to: odd shifts, days off, skills, things, holds."""
    teams, gates = st.sampled_from(("team", "network")), st.sampled_from(GATES)
    services = st.one_of(st.just("*"), NAMES)
    times = st.sampled_from(("00:00", "06:20", "08:00", "16:00", "22:30"))
    days = st.one_of(st.none(), st.integers(-3, 9).map(day))
    things, skills = st.sampled_from(("clean room", "bandwidth")), st.sampled_from(("x", "y"))
    few = st.integers(0, 3)
    made = {
        "team_shifts": drawn(
            "team_shifts",
            {"team": teams, "weekday": st.sampled_from(WEEKDAYS), "starts": times},
            ends=st.one_of(times, st.just("24:00")),
        ),
        "team_days_off": drawn(
            "team_days_off", {"team": teams, "day": st.integers(-3, 9).map(day)}
        ),
        "team_skills": drawn("team_skills", {"team": teams, "skill": skills}, people=few),
        "shared_things": drawn("shared_things", {"thing": things}, amount=few),
        "gate_skills": drawn(
            "gate_skills", {"service": services, "gate": gates, "skill": skills}, people=few
        ),
        "gate_things": drawn(
            "gate_things", {"service": services, "gate": gates, "thing": things}, amount=few
        ),
        "holds": drawn(
            "holds",
            {"hold": st.sampled_from("12"), "service": NAMES},
            gate=st.one_of(st.none(), gates),
            until_on=days,
            until_time=st.one_of(st.none(), times),
            is_open=st.booleans(),
            lifted_on=days,
        ).map(lambda rows: rows.filter(pl.col("is_open") | pl.col("until_on").is_not_null())),
        "self_starters": drawn("self_starters", {"service": NAMES}),
    }
    return st.fixed_dictionaries(made)
