"""kill -9 at any point, of us or of the database server: then run again, and nothing is different.

This is kill -9, not power loss: what the system's cache holds survives it.
"""

import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from blackstart.cli.output import Exit
from blackstart.day.order import STEPS
from blackstart.store.home import Home
from blackstart.store.server import Server
from tests.fixtures_store import fresh_home
from tests.work import killed
from tests.work.incident import copy, drop
from tests.work.killed import Blow, Life, Undisturbed, figures, run_once

pytestmark = pytest.mark.slow

KILLED = -signal.SIGKILL
NUMBERS = count(1)

EARLY = tuple(
    Blow(call=call, about=about, count=number, committed=committed)
    for call, about, number in (
        ("store.frames.upsert", "gates", 1),  # in the middle of the tables
        ("store.frames.upsert", "documents", 2),  # in the middle of the documents
        ("work.reading._keep", "", 2),  # in the middle of reading them
    )
    for committed in (False, True)
)
LATE = (
    *(Blow(call="store.steps.done", about=step.name) for step in STEPS),
    Blow(call="store.steps.done", about="outlook.forecast"),
    Blow(call="store.steps.done", about="notices.draft"),
    Blow(call="store.record.seal"),
    Blow(call="store.outbox._write_once"),  # a letter's file is there, its commit is not
    Blow(call="store.outbox.write_out"),
)
# How a run may end whose server is killed: where a transaction was lost it says "not reachable",
# where the next one brings the server back it goes on. Of a job it hears sooner or later.
SERVER = (
    (Blow(call="store.frames.upsert", about="gates", server=True), {Exit.NOT_REACHABLE}),
    (Blow(call="work.reading._keep", count=2, server=True), {Exit.OK, Exit.NOT_REACHABLE}),
    (
        Blow(call="store.steps.done", about="payments.propose", server=True),
        {Exit.NOT_REACHABLE},
    ),
    (
        Blow(call="store.steps.done", about="payments.propose", server=True, committed=True),
        {Exit.OK},
    ),
    (Blow(call="store.record.seal", server=True), {Exit.OK, Exit.NOT_REACHABLE}),
)


@pytest.fixture(scope="module")
def loaded(home: Path, server: Server, folder: Path) -> Iterator[str]:
    """Load the dossier and read its documents, for the blows that fall later."""
    assert Life(home, "loaded", killed.load, folder).end() == 0
    yield "loaded"
    drop(server, "loaded")


def _same_again(home: Path, incident: str, folder: Path, undisturbed: Undisturbed) -> None:
    result, left = run_once(home, incident, folder)
    assert figures(result) == figures(undisturbed.result)
    assert left.unlike(undisturbed.left) == []


@pytest.mark.parametrize("blow", EARLY, ids=str)
def test_a_kill_while_it_is_taken_in(
    home: Path, server: Server, folder: Path, undisturbed: Undisturbed, blow: Blow
) -> None:
    """Tables, documents and reading go on where they were, and nothing is taken in twice."""
    incident = f"killed-{next(NUMBERS)}"
    assert Life(home, incident, killed.run, folder, blow=blow).end() == KILLED
    _same_again(home, incident, folder, undisturbed)
    drop(server, incident)


@pytest.mark.parametrize("blow", LATE, ids=str)
def test_a_kill_in_a_step(
    home: Path, server: Server, folder: Path, undisturbed: Undisturbed, loaded: str, blow: Blow
) -> None:
    """At a step's last moment: it did not happen, and the next run finds the same as without."""
    incident = f"killed-{next(NUMBERS)}"
    copy(server, loaded, incident)
    assert Life(home, incident, killed.run, folder, blow=blow).end() == KILLED
    _same_again(home, incident, folder, undisturbed)
    drop(server, incident)


def test_a_kill_after_every_step(
    home: Path, server: Server, folder: Path, undisturbed: Undisturbed, loaded: str
) -> None:
    """A process a step, each killed right after its commit: every one goes on where it was."""
    copy(server, loaded, "killed often")
    for blow in LATE:
        after = replace(blow, committed=True)
        assert Life(home, "killed often", killed.run, folder, blow=after).end() == KILLED, blow
    _same_again(home, "killed often", folder, undisturbed)
    drop(server, "killed often")


@pytest.fixture(scope="module")
def frail_home() -> Iterator[Path]:
    """Make a data folder whose server may be killed; the other tests' server is left alone."""
    folder = fresh_home()
    frail = Server(Home(root=folder), durable=False)
    frail.join()
    yield folder
    frail.stop()
    shutil.rmtree(folder)


@pytest.mark.parametrize(("blow", "codes"), SERVER, ids=[str(blow) for blow, _ in SERVER])
def test_a_kill_of_the_database_server(
    frail_home: Path, folder: Path, undisturbed: Undisturbed, blow: Blow, codes: set[Exit]
) -> None:
    """The run goes on, or ends with a word; nothing is lost, and the next run finds the same."""
    incident = f"frail-{next(NUMBERS)}"
    before = killed.postmaster(frail_home)
    assert Life(frail_home, incident, killed.run, folder, blow=blow).end() in codes
    _same_again(frail_home, incident, folder, undisturbed)
    assert killed.postmaster(frail_home) != before
