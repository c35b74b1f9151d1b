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

from blackstart.base.today import Mode
from blackstart.cli.output import Exit
from blackstart.day.order import STEPS
from blackstart.store import server as settings
from blackstart.store.database import open_store
from blackstart.store.home import Home
from blackstart.store.server import Server
from tests.fixtures_store import fresh_home
from tests.work import killed
from tests.work.incident import Seen, copy, drop, seen
from tests.work.killed import Blow, Life, Undisturbed, figures, run_once

pytestmark = pytest.mark.slow

KILLED = -signal.SIGKILL
NUMBERS = count(1)

EARLY = (
    Blow(call="store.frames.upsert", about="gates", count=1),  # in the middle of the tables
    Blow(call="store.frames.upsert", about="documents", count=2),  # of the documents
    Blow(call="work.reading._keep", count=2),  # of reading them
)
LATE = (
    *(Blow(call="store.steps.done", about=step.name) for step in STEPS),
    Blow(call="store.steps.done", about="outlook.forecast"),
    Blow(call="store.steps.done", about="notices.draft"),
    Blow(call="store.record.seal"),
    Blow(call="store.outbox._write_once"),  # a letter's file is there, its commit is not
    Blow(call="store.outbox.write_out"),
)
# One kill alone, where money or a letter is about to leave.
LAST = (
    Blow(call="store.steps.done", about="payments.propose"),
    Blow(call="store.outbox._write_once"),
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


LATER = ("store.steps.done", "store.record.seal")  # what is loaded by then is not loaded anew


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


def _left(home: Path, incident: str) -> Seen:
    with open_store(home, incident, Mode.EXERCISE) as store:
        return seen(store)


@pytest.mark.parametrize("committed", [False, True], ids=["before-commit", "after-commit"])
def test_kills_while_it_is_taken_in(
    home: Path, server: Server, folder: Path, undisturbed: Undisturbed, *, committed: bool
) -> None:
    """Tables, documents and reading go on where they were, and nothing is taken in twice."""
    incident = f"killed-{next(NUMBERS)}"
    for blow in EARLY:
        falls = replace(blow, committed=committed)
        assert Life(home, incident, killed.run, folder, blow=falls).end() == KILLED, falls
    _same_again(home, incident, folder, undisturbed)
    drop(server, incident)


def test_kills_in_and_after_every_step(
    home: Path, server: Server, folder: Path, undisturbed: Undisturbed, loaded: str
) -> None:
    """At a step's last moment: it did not happen. After its commit: it is not done again."""
    copy(server, loaded, "killed often")
    before = _left(home, "killed often")
    for blow in LATE:
        assert Life(home, "killed often", killed.run, folder, blow=blow).end() == KILLED, blow
        after = _left(home, "killed often")
        # A letter's file is written before it is noted that it was.
        assert set(after.unlike(before)) <= {"files"}, blow
        falls = replace(blow, committed=True)
        assert Life(home, "killed often", killed.run, folder, blow=falls).end() == KILLED, falls
        before = _left(home, "killed often")
    _same_again(home, "killed often", folder, undisturbed)
    drop(server, "killed often")


@pytest.mark.parametrize("blow", LAST, ids=str)
def test_a_kill_in_a_step(
    home: Path, server: Server, folder: Path, undisturbed: Undisturbed, loaded: str, blow: Blow
) -> None:
    """One kill alone where something is sent: the next run finds the same as without."""
    incident = f"killed-{next(NUMBERS)}"
    copy(server, loaded, incident)
    assert Life(home, incident, killed.run, folder, blow=blow).end() == KILLED
    _same_again(home, incident, folder, undisturbed)
    drop(server, incident)


@pytest.fixture(scope="module")
def frail(folder: Path) -> Iterator[tuple[Path, Server]]:
    """Start a server that may be killed, beside that of all other tests, and load the dossier."""
    root = fresh_home()
    server = Server(Home(root=root), durable=False)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "FAST_AND_FORGETFUL", killed.KILL_IS_NO_POWER_LOSS)
        server.join()
    assert Life(root, "loaded", killed.load, folder).end() == 0
    yield root, server
    server.stop()
    shutil.rmtree(root)


@pytest.mark.parametrize(("blow", "codes"), SERVER, ids=[str(blow) for blow, _ in SERVER])
def test_a_kill_of_the_database_server(
    frail: tuple[Path, Server],
    folder: Path,
    undisturbed: Undisturbed,
    blow: Blow,
    codes: set[Exit],
) -> None:
    """The run goes on, or ends with a word; nothing is lost, and the next run finds the same."""
    incident, (home, server) = f"frail-{next(NUMBERS)}", frail
    if blow.call in LATER:
        copy(server, "loaded", incident)
    before = killed.postmaster(home)
    assert Life(home, incident, killed.run, folder, blow=blow).end() in codes
    _same_again(home, incident, folder, undisturbed)
    assert killed.postmaster(home) != before
