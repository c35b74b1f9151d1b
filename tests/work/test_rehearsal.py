"""The rehearsal: forty real services come back by themselves, kills and a failed check included.

Here the process that drives it is killed at a handful of points; `python -m bench.rehearsal` kills
it at every step, before and after each commit.
"""

import json
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from blackstart.base.clock import SystemClock
from blackstart.base.today import Mode
from blackstart.estate.tables import BOUND_GATE, GATES
from blackstart.store import frames, keys, record, verifier
from blackstart.store.server import Server
from blackstart.work import sealing
from blackstart.work.restart_acts import fail_gate
from blackstart.work.restart_status import status
from blackstart.work.signing import verify
from tests.work import rehearsal
from tests.work.incident import drop
from tests.work.killed import Blow
from tests.work.rehearsal import DAMAGED, OWNERS, SERVICES, World, built_on, hand, key, live, needed

pytestmark = pytest.mark.slow

INCIDENT = "rehearsal"
FAILED = "s11"
BLOWS = (
    Blow(call="store.frames.upsert"),  # the first thing that is ever noted is not
    Blow(call="work.restart.take_turn", count=2),  # what moved is noted, nobody was asked yet
    Blow(call="store.originals.put"),  # evidence is kept, its row is not
    Blow(call="store.record.append", count=40),  # some of a turn's events are written
    Blow(call="store.frames.upsert", about="sign_offs", committed=True),
    Blow(call="store.frames.upsert", about="gate_moves", count=3, committed=True),
)
EVENTS_MAX = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a rehearsal left behind.

    Attributes:
        up: services that are up after the first part, after the fail, and in the end.
        modes: how paying runs at the same moments.
        shown: what the preview of the fail said.
        done: what the fail did.
        events: the record, in its order.
        moves: rows of `gate_moves`: service, gate, round, move.
        verdict: what the verifier of the record says.
        alive: services that answer in the end.
    """

    up: tuple[set[str], ...]
    modes: tuple[str, ...]
    shown: Any
    done: Any
    events: list[dict[str, Any]]
    moves: list[tuple[str, str, int, str]]
    verdict: verifier.Verdict
    alive: set[str]


@pytest.fixture(scope="module")
def played(
    home: Path, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """Play it once: kills on the way up, a fail, two at once on the way up again."""
    made = rehearsal.world(home, tmp_path_factory.mktemp("rehearsal"), INCIDENT)
    try:
        yield _play(made)
    finally:
        made.clean_up()
        drop(server, INCIDENT, Mode.LIVE)


def _play(made: World) -> Played:
    rehearsal.begin(made)
    for blow in BLOWS:
        assert live(made, blow) == -signal.SIGKILL, blow
    assert live(made, None) == 0
    seen = [_seen(made)]
    made.restore(FAILED, "somebody changed it")
    shown, done = (_fail(made, preview=preview) for preview in (True, False))
    rehearsal.restart_turn(made)
    seen.append(_seen(made))
    made.restore(FAILED)
    assert rehearsal.live_twice(made) == [0, 0]
    seen.append(_seen(made))
    with made.store() as store:
        sealing.seal(store)
        with store.transaction(steady=True) as conn:
            found = record.newest(conn, EVENTS_MAX)
            public = verifier.key_from(keys.public_path(store.home, store.database).read_text())
            assert public is not None
            return Played(
                up=tuple(up for up, _ in seen),
                modes=tuple(mode for _, mode in seen),
                shown=shown,
                done=done,
                events=[json.loads(one.body) for one in reversed(found)],
                moves=frames.read(conn, "gate_moves")
                .sort("number")
                .select("service", "gate", "round", "move")
                .rows(),
                verdict=record.verify(conn, public),
                alive={one for one in SERVICES if made.lives(one)},
            )


def _fail(made: World, *, preview: bool) -> Any:  # noqa: ANN401 - documents are nested JSON
    gate = (FAILED, "integrity verified")
    with made.store() as store:
        return fail_gate(store, gate, hand(OWNERS[0]), "its data changed", preview=preview)


def _seen(made: World) -> tuple[set[str], str]:
    with made.store() as store:
        told: Any = status(store, SystemClock().now())
        with store.transaction() as conn:
            return set(told["up"]), frames.read(conn, "rates")["mode"][0]


def test_everything_comes_back(played: Played) -> None:
    """After six kills all forty are up, and answer; paying runs restored."""
    assert played.up[0] == played.up[2] == played.alive == set(SERVICES)
    assert (played.modes[0], played.modes[2]) == ("restored", "restored")


def test_what_was_built_on_a_failed_service_is_taken_back(played: Played) -> None:
    """As it was shown before; the activity that rests on it falls back the same moment."""
    down = built_on(FAILED)
    assert len(down) == 4
    assert set(played.shown["down"]) == down
    assert played.shown["taken_back"] == played.done["taken_back"]
    assert played.up[1] == set(SERVICES) - down
    assert played.modes[1] == "manual"


def test_a_backup_that_is_not_the_backup_s_stops_its_service_only(played: Played) -> None:
    """The hashes differ from the manifest: that service is tried again, nothing else waits."""
    failed = [row[:2] for row in played.moves if row[3] == "failed"]
    assert failed[0] == (DAMAGED, "integrity verified")
    # What was seen of the changed data fails once more; each of the two who look may say so.
    assert set(failed[1:]) == {(FAILED, "integrity verified")}
    rounds = {row[0] for row in played.moves if row[2] > 1 and row[3] == "passed"}
    assert rounds == {DAMAGED} | built_on(FAILED)


def test_nothing_happens_twice(played: Played) -> None:
    """Whoever was killed or ran at once: a round of a gate passes once, with one event."""
    passes = [row[:3] for row in played.moves if row[3] == "passed"]
    assert len(passes) == len(set(passes))
    told = Counter(
        (one["facts"]["service"], one["facts"]["gate"], one["facts"]["round"], one["act"])
        for one in played.events
        if one["act"].startswith("gate.") and "round" in one["facts"]
    )
    assert told == Counter((*row[:3], f"gate.{row[3]}") for row in played.moves)


def test_the_record_tells_the_whole_story(played: Played) -> None:
    """Told from the events alone: nothing passed before what it needs, and all is up in the end."""
    passed = {one: list(GATES[:2]) for one in SERVICES}  # those were signed on paper
    for event in played.events:
        facts = event["facts"]
        if event["act"] == "gate.passed":
            service, gate = facts["service"], facts["gate"]
            assert gate == GATES[len(passed[service])]
            kind = rehearsal.NEEDS[int(service[1:]) % 3]
            under = needed(service)
            if under is not None and gate == BOUND_GATE[kind]:
                assert passed[under] == list(GATES)
            assert facts["evidence_sha256"]
            passed[service].append(gate)
        elif event["act"] in {"gate.failed", "gate.taken back"}:
            place = GATES.index(facts["gate"])
            del passed[facts["service"]][place:]
    assert passed == {one: list(GATES) for one in SERVICES}
    assert not played.verdict.broken
    assert played.verdict.checkpoints


def test_every_signature_in_the_record_holds(played: Played) -> None:
    """Statements and signatures stand in the record: whoever has the public keys can check them."""
    signed = [one for one in played.events if one["act"] == "gate.signed"]
    assert len(signed) >= 3 * len(SERVICES)
    for one in signed:
        public = key(one["actor"]).public_key().public_bytes_raw().hex()
        assert verify(public, one["facts"]["statement"], one["facts"]["signature"])
    work = {
        (one["actor"], one["facts"]["service"])
        for one in played.events
        if one["act"] == "gate.begun"
    }
    assert {service for _, service in work} == set(rehearsal.ROOTS)
