"""Who signed which gate when: a history in which nothing was signed before what it needs was up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from blackstart.estate.tables import BOUND_GATE, GATES
from blackstart.exercise.recipe import RecipeError

_REBUILT = GATES.index("rebuilt")
_BOUND = {kind: GATES.index(gate) for kind, gate in BOUND_GATE.items()}
# Two people for each kind of step, in turn (made-up roles, no names).
SIGNERS = ("recovery lead A", "recovery lead B")
SIGNERS_NEEDED = {"signed off": 2}  # gates that more than one person signs, on one date
Row = tuple[str, str, date, str, str]


@dataclass(slots=True, kw_only=True)
class History:
    """The signatures of an estate, service by service, each after those that it needs.

    Attributes:
        services: rows of the catalogue.
        stopped_on: the day on which everything was isolated.
        day: the dossier's business date.
        up_on: by service, the day on which its last gate was signed.
    """

    services: Sequence[Mapping[str, str]]
    stopped_on: date
    day: date
    up_on: dict[str, date] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Give service, gate, day, signer and result, past and scripted.

        Raises:
            RecipeError: the catalogue has a gate pass before a service that it needs is up.
        """
        for service in self._in_order():
            name, passed = service["service"], int(service["passed"])
            end = self.stopped_on + timedelta(days=int(service["day"]))
            yield from self._passed(service, range(passed), self.stopped_on, end)
            if service["failed"]:
                yield (name, service["failed"], end, SIGNERS[0], "fail")
            if service["script_day"]:
                later = self.day + timedelta(days=int(service["script_day"]))
                yield from self._passed(service, range(passed, len(GATES)), self.day, later)

    def _passed(
        self, service: Mapping[str, str], gates: range, start: date, end: date
    ) -> Iterator[Row]:
        """Sign gates one after the other between two days, as soon as what they need is up."""
        signed = start
        for step, gate in enumerate(gates, start=1):
            earliest = max(self._needed_by(service, gate), signed)
            planned = start if gate == 0 else start + (end - start) * step // len(gates)
            signed = max(earliest, planned)
            if signed > end:
                raise RecipeError(f"{service['service']}: '{GATES[gate]}' is signed too early")
            for signer in range(gate, gate + SIGNERS_NEEDED.get(GATES[gate], 1)):
                person = SIGNERS[signer % len(SIGNERS)]
                yield (service["service"], GATES[gate], signed, person, "pass")
            if gate == len(GATES) - 1:
                self.up_on[service["service"]] = signed

    def _needed_by(self, service: Mapping[str, str], gate: int) -> date:
        kinds = [kind for kind, place in _BOUND.items() if place == gate]
        needed = [name for kind in kinds for name in service[kind].split()]
        down = [name for name in needed if name not in self.up_on]
        if down:
            raise RecipeError(f"{service['service']}: needs {', '.join(down)}, which is not up")
        return max((self.up_on[name] for name in needed), default=self.stopped_on)

    def _in_order(self) -> Iterator[Mapping[str, str]]:
        """Walk the services so that each comes after those that it needs."""
        waiting = list(self.services)
        done: set[str] = set()
        while waiting:
            ready = [one for one in waiting if needs(one) <= done]
            if not ready:
                raise RecipeError(f"{waiting[0]['service']}: needs itself in a circle")
            yield from ready
            done |= {one["service"] for one in ready}
            waiting = [one for one in waiting if one["service"] not in done]


def needs(service: Mapping[str, str]) -> set[str]:
    """Name all services that one needs without a way around."""
    return {name for kind in _BOUND for name in service[kind].split()}
