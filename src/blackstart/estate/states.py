"""Which gates have passed: signatures, told in the order of their days.

A service passes its gates one after the other, so its state is how many it has passed. A fail takes
it back to that gate, and a service that comes down takes back what was built on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

import polars as pl

from blackstart.base.finding import Finding
from blackstart.estate import findings
from blackstart.estate.tables import BOUND_GATE, GATES

PLACE = {gate: place for place, gate in enumerate(GATES)}
_PASSED = pl.Schema({"service": pl.String(), "gate": pl.Enum(GATES), "passed_on": pl.Date()})
_Gate: TypeAlias = tuple[str, int]  # a service, and the place of the gate in its chain


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class States:
    """Where every service stands on a day.

    Attributes:
        passed: service, gate, passed_on: the gates that have passed, sorted.
        failed: service, gate, failed_on: the last day on which somebody signed a fail.
        up: services whose last gate has passed.
        findings: signatures that do not count, and services that were taken back.
    """

    passed: pl.DataFrame
    failed: pl.DataFrame
    up: frozenset[str]
    findings: tuple[Finding, ...]


def states(signatures: pl.DataFrame, dependencies: pl.DataFrame, day: date) -> States:
    """Tell which gates have passed on a day.

    Args:
        signatures: service, gate, signed_on, result; those after `day` are not seen. Those with a
            `number` come behind the others of their day, in the order of the numbers; with the
            result back a gate is taken back like after a fail, and what is said of it stays.
        dependencies: service, needs, kind, workaround: all of them, circular ones too, because
            only a person may say that a service can do without another.
        day: business date.

    Findings: BS-EST-001, BS-EST-002, BS-EST-003, until the gate passes.
    """
    estate = _Estate.of(dependencies)
    seen = _numbered(signatures.filter(pl.col("signed_on") <= day))
    rows = seen.select("signed_on", "number", "result", "service", "gate").rows()
    for (signed_on, _), signed in groupby(rows, key=itemgetter(0, 1)):
        by_result: dict[str, list[_Gate]] = {"pass": [], "fail": [], "back": []}
        for _, _, result, service, gate in signed:
            by_result[result].append((service, PLACE[gate]))
        estate.fail(by_result["fail"])
        for gate in by_result["back"]:
            estate.reopen(gate)
        estate.sign(by_result["pass"], signed_on)
    passed = [
        (service, gate, passed_on)
        for service, days in sorted(estate.passed_on.items())
        for gate, passed_on in zip(GATES, days, strict=False)
    ]
    return States(
        passed=pl.DataFrame(passed, schema=_PASSED, orient="row"),
        failed=seen.filter(pl.col("result") != "pass")
        .group_by("service", "gate")
        .agg(failed_on=pl.col("signed_on").max()),
        up=frozenset(filter(estate.is_up, estate.passed_on)),
        findings=tuple(estate.complaints[gate] for gate in sorted(estate.complaints)),
    )


def _numbered(signatures: pl.DataFrame) -> pl.DataFrame:
    """Put signatures into the order in which they are told; paper alone has no numbers."""
    if "number" not in signatures.columns:
        signatures = signatures.with_columns(number=pl.lit(None, pl.Int64))
    return signatures.sort("signed_on", "number", "service", "gate", nulls_last=False)


@dataclass(slots=True)
class _Estate:
    """The estate while its signatures are told.

    Attributes:
        needs: by gate, the services that must be up before it passes.
        needed_by: by service, the gates that were passed in reliance on it.
        passed_on: by service, the days on which its first gates passed.
        complaints: by gate, why it is open although somebody signed it.
    """

    needs: dict[_Gate, list[str]] = field(default_factory=dict)
    needed_by: dict[str, list[_Gate]] = field(default_factory=dict)
    passed_on: dict[str, list[date]] = field(default_factory=dict)
    complaints: dict[_Gate, Finding] = field(default_factory=dict)

    @classmethod
    def of(cls, dependencies: pl.DataFrame) -> "_Estate":
        estate = cls()
        hard = dependencies.filter(~pl.col("workaround")).sort("service", "needs")
        for service, needed, kind in hard.select("service", "needs", "kind").iter_rows():
            gate = (service, PLACE[BOUND_GATE[kind]])
            estate.needs.setdefault(gate, []).append(needed)
            estate.needed_by.setdefault(needed, []).append(gate)
        return estate

    def is_up(self, service: str) -> bool:
        return len(self.passed_on.get(service, ())) == len(GATES)

    def fail(self, gates: Iterable[_Gate]) -> None:
        for gate in gates:
            self.complaints.pop(gate, None)
            self.reopen(gate)

    def reopen(self, gate: _Gate) -> None:
        """Take a service back to a gate, and what relies on it back to where it relied on it."""
        reopened = [(gate, "")]
        while reopened:
            (service, place), because_of = reopened.pop()
            days = self.passed_on.get(service, [])
            if len(days) <= place:
                continue
            if self.is_up(service):
                reopened.extend((relying, service) for relying in self.needed_by.get(service, ()))
            del days[place:]
            if because_of:
                message = f"{because_of} is down again: {service} goes back to '{GATES[place]}'"
                self.complaints[service, place] = findings.TAKEN_BACK.at(service, message)

    def sign(self, gates: list[_Gate], signed_on: date) -> None:
        """Pass the gates of one day in whatever order lets most of them count."""
        waiting: list[_Gate] = []
        while waiting != gates:
            waiting, gates = gates, [gate for gate in gates if not self.passes(gate, signed_on)]
        for gate in waiting:
            self.complaints[gate] = self.complaint(gate)

    def passes(self, gate: _Gate, signed_on: date) -> bool:
        service, place = gate
        days = self.passed_on.setdefault(service, [])
        if place > len(days) or not all(map(self.is_up, self.needs.get(gate, ()))):
            return False
        if place == len(days):
            days.append(signed_on)
            self.complaints.pop(gate, None)
        return True

    def complaint(self, gate: _Gate) -> Finding:
        service, place = gate
        subject = f"{service}: {GATES[place]}"
        passed = len(self.passed_on[service])
        if passed < place:
            return findings.GATE_BEFORE_OPEN.at(subject, f"'{GATES[passed]}' is still open")
        down = [needed for needed in self.needs[gate] if not self.is_up(needed)]
        return findings.NEEDED_SERVICE_DOWN.at(subject, f"not reconnected: {', '.join(down)}")
