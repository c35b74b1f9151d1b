"""Run the restart: what can move by itself moves, until it needs people.

A turn looks at the rows, notes what moves, and asks what is due. It holds nothing in its head: it
may die at any point, and two may run at once; the next one goes on from the rows.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from blackstart.base.clock import Clock
from blackstart.base.errors import BlackstartError
from blackstart.day.estate import PLAN
from blackstart.estate.running.moves import Move
from blackstart.estate.running.probing import Probe
from blackstart.estate.running.turn import Turn, turn
from blackstart.store import steps
from blackstart.store.database import Store
from blackstart.work import engine
from blackstart.work.moment import clock
from blackstart.work.probes.asking import ask
from blackstart.work.probes.probe_kind import Answer
from blackstart.work.restart_desk import ACT_READS, Desk, sit_down
from blackstart.work.restart_probes import note

ASKED_AT_ONCE = 16


class LostPassError(BlackstartError):
    """A gate was passed and is not passed: the rows contradict each other; nothing was changed."""


@dataclass(slots=True, kw_only=True)
class Ran:
    """What became of some turns.

    Attributes:
        moves: of the gates, in order.
        asked: how many probes were run.
    """

    moves: list[Move] = field(default_factory=list)
    asked: int = 0


def run(store: Store, wall: Clock) -> Ran:
    """Take turns until nothing moves and no probe is due; then set what the activities can do.

    Args:
        store: the incident's store.
        wall: the machine's own clock, for the probes; an exercise's clock stands still.

    Returns:
        What moved, and how many probes were run.
    """
    ran, idle = Ran(), 0
    while True:
        found = take_turn(store, wall.now())
        ran.moves += found.moves
        idle = 0 if found.moves else idle + 1
        # A probe that may be run all the time is run until it could have held, and no longer.
        if idle > max((probe.passes_needed for probe, _ in found.probes), default=0):
            break
        ran.asked += ask_all(store, found.probes, wall)
    follow(store)
    return ran


def follow(store: Store) -> None:
    """Set what the activities can do, if other services are up than when it was set last."""
    with store.transaction(steady=True) as conn:
        last = steps.last(conn, PLAN.name)
        up = sorted(sit_down(conn, store, ACT_READS, alone=False).stand().states.up)
    if last is None or last.facts["up"] != up:
        engine.perform(store, PLAN, clock(store))


def take_turn(store: Store, wall: datetime) -> Turn:
    """Note all that moves by itself now, in one transaction; name the probes that are due."""
    with store.transaction(steady=True) as conn:
        desk = sit_down(conn, store)
        made: list[Move] = []
        while True:
            found = _look(desk, wall)
            if not found.moves:
                return Turn(moves=tuple(made), probes=found.probes)
            passed = {(one.service, one.gate) for one in made if one.move == "passed"}
            lost = [one for one in found.moves if one.move == "taken back"]
            if any((one.service, one.gate) in passed for one in lost):
                raise LostPassError(f"{lost[0].service}: {lost[0].gate}")
            desk.move(found.moves)
            made += found.moves


def _look(desk: Desk, wall: datetime) -> Turn:
    """Without a signed plan nothing moves by itself, but a pass that is lost is lost."""
    now, plan = desk.stand(), desk.plan()
    gates = desk.look(now, plan) if plan else ()
    return turn(now, gates, desk.moment(wall))


def ask_all(store: Store, probes: Sequence[tuple[Probe, int]], wall: Clock) -> int:
    """Run probes side by side, outside any transaction, and note what they found in one.

    Returns:
        How many were run.
    """
    began = wall.now()
    with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
        answers: list[Answer] = list(pool.map(lambda one: ask(one[0]), probes))
    with store.transaction(steady=True) as conn:
        desk = sit_down(conn, store)
        heard = zip(probes, answers, strict=True)
        note(desk, ((*asked, answer) for asked, answer in heard), began)
    return len(probes)
