"""One turn of the restart: which gates move by themselves now. The same rows, the same moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blackstart.estate.running.gate_look import Moment, OpenGate, lacks
from blackstart.estate.running.gates_open import Standing
from blackstart.estate.running.moves import Move
from blackstart.estate.running.probing import Probe, Result, due
from blackstart.estate.running.timeouts import after_time

GONE = "what it passed on is not there any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What happens now.

    Attributes:
        moves: of the gates, in the order in which they happen.
        probes: what is to be asked now, with the round that it is asked for.
    """

    moves: tuple[Move, ...]
    probes: tuple[tuple[Probe, int], ...]


def turn(now: Standing, gates: Sequence[OpenGate], moment: Moment) -> Turn:
    """Tell which gates move by themselves: by what was handed in, found, and signed.

    A gate moves whatever becomes of the others: what fails stops what needs it, nothing else.

    Args:
        now: where the restart stands.
        gates: its open gates.
        moment: what else it rests on.

    Returns:
        The moves. Where a pass is lost, only that is told first: what is open follows from it.
    """
    back = tuple(_taken_back(now))
    if back:
        return Turn(moves=back, probes=())
    return Turn(
        moves=tuple(move for one in gates for move in _moves(one, moment)),
        probes=tuple(
            (probe, one.round)
            for one in gates
            for probe in one.probes
            if due(probe, one.results.get(probe.probe, Result()), moment.wall)
        ),
    )


def _taken_back(now: Standing) -> Iterator[Move]:
    """End the rounds that passed by a move, and whose pass does not count any more."""
    passed = set(now.states.passed.select("service", "gate").iter_rows())
    for gate, stamps in sorted(now.past.stamps.items()):
        if "passed" in stamps and gate not in passed:
            yield Move(
                service=gate[0],
                gate=gate[1],
                round=now.past.round(gate),
                move="taken back",
                because=GONE,
            )


def _moves(one: OpenGate, moment: Moment) -> Iterator[Move]:
    service, gate = one.gate
    if "opened" not in one.stamps:
        yield Move(service=service, gate=gate, round=one.round, move="opened")
    late = after_time(one.rule, one.stamps, moment.today.at)
    if late == "lapsed":
        why = f"open for more than {one.rule.timeout_hours} hours"
        yield Move(service=service, gate=gate, round=one.round, move=late, because=why)
        return
    if not lacks(one, moment):
        yield _pass(one, moment)
    elif late:
        yield Move(service=service, gate=gate, round=one.round, move=late)


def _pass(one: OpenGate, moment: Moment) -> Move:
    shown = [
        *(f"signed by {person}" for person in one.signed(moment.roll).people),
        *(f"{filed.kind} {filed.file}" for filed in one.evidence),
        *(f"probe {probe.probe}" for probe in one.probes),
    ]
    return Move(
        service=one.gate[0],
        gate=one.gate[1],
        round=one.round,
        move="passed",
        because="; ".join(shown)[:2000],
        signers=one.rule.signers,
        evidence_sha256=one.evidence_sha256,
    )
