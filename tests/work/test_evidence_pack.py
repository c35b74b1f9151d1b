"""The evidence pack leaves the house: whoever gets it checks it with Python alone."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blackstart.base.canonical import sha256
from blackstart.day.estate import PLAN
from blackstart.day.tables import table
from blackstart.store import frames, pack_verifier
from blackstart.store.database import Store
from blackstart.store.server import Server
from blackstart.work import engine, evidence_pack, moment, restart_acts
from blackstart.work.estate_report import after_action, handover
from blackstart.work.signing import Hand
from tests.fixtures_store import fresh_store, owner
from tests.web.estate_made import estate
from tests.web.made import NOW

GATE = ("erp", "isolated")
PROOF = b"the switch port is down"


def incident(store: Store) -> None:
    """Plan the small estate, hand in evidence for a gate, sign it, and fail another."""
    made = estate()
    with store.transaction() as conn:
        for name in PLAN.reads:
            if not made[name].is_empty():
                frames.upsert(conn, table(name), made[name])
    clock = moment.start(store, NOW)
    engine.perform(store, PLAN, clock)
    restart_acts.hand_in(store, GATE, "file", "port.txt", PROOF, "D. Doer")
    restart_acts.sign_gate(store, GATE, Hand(person="B. Boss"))
    restart_acts.fail_gate(store, ("car park", "isolated"), Hand(person="C. Clerk"), "not found")


@pytest.fixture(scope="module")
def packed(
    home: Path, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Path]]:
    """Write one pack for all tests of this file."""
    folder = tmp_path_factory.mktemp("pack") / "out"
    with fresh_store(home, server) as store:
        incident(store)
        evidence_pack.write(store, folder)
        yield store, folder


def checked(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the pack's own verifier as a stranger does, without our package."""
    program = [sys.executable, "-S", str(folder / "verify_pack.py"), str(folder), *more]
    return subprocess.run(program, capture_output=True, text=True, check=False, cwd=folder)


def test_a_stranger_can_check_it(packed: tuple[Store, Path]) -> None:
    """Python and the folder are enough, and checking adds nothing to it."""
    _, folder = packed
    before = sorted(folder.rglob("*"))
    said = checked(folder)
    assert (said.returncode, said.stderr) == (0, "")
    assert "0 of them named by no event" in said.stdout
    assert sorted(folder.rglob("*")) == before
    assert pack_verifier.verify(folder, (folder / "key.pub").read_text("utf-8")).faults == []


def test_every_file_says_exercise(packed: tuple[Store, Path]) -> None:
    """In its text, or in its name where the text is not ours; code says nothing."""
    _, folder = packed
    for path in (one for one in folder.rglob("*") if one.is_file() and one.suffix != ".py"):
        text = path.read_bytes().decode()
        assert "EXERCISE" in path.name or "exercise" in text.lower(), path


def test_the_report_tells_who_did_what_on_what(packed: tuple[Store, Path]) -> None:
    """The evidence by its hash, the fail with its event, in the table and in the text."""
    _, folder = packed
    report = json.loads((folder / "report.json").read_text("utf-8"))
    rows = {one["title"]: one["rows"] for one in report["sections"]}
    (file,) = rows["Evidence"]
    assert (file["SHA-256"], file["By"]) == (sha256(PROOF), "D. Doer")
    assert (folder / "evidence" / f"EXERCISE-{sha256(PROOF)}").read_bytes() == PROOF
    failed = next(row for row in rows["Isolated"] if row["Result"] == "fail")
    assert failed["By"] == "C. Clerk"
    assert failed["Rests on"].startswith("record ")
    acts = {row["Act"] for row in rows["The record"]}
    assert {"estate.plan", "evidence.kept", "gate.signed", "gate.failed"} <= acts
    assert "C. Clerk" in (folder / "tables" / "EXERCISE-isolated.csv").read_text("utf-8")
    assert "C. Clerk" in (folder / "report.md").read_text("utf-8")


def test_a_second_pack_holds_the_first_one(packed: tuple[Store, Path], tmp_path: Path) -> None:
    """That a pack was made is an event; no pack is written over another."""
    store, folder = packed
    again = evidence_pack.write(store, tmp_path / "again")
    said = (tmp_path / "again" / "events.ndjson").read_text("utf-8")
    assert "estate.evidence_pack" in said
    assert again.manifest_sha256 == sha256((tmp_path / "again" / "manifest.json").read_bytes())
    with pytest.raises(evidence_pack.FolderInUseError):
        evidence_pack.write(store, folder)


def lines(change: Callable[[list[str]], None]) -> Callable[[Path], None]:
    """Change the events, and make the manifest fit."""

    def done(folder: Path) -> None:
        path = folder / "events.ndjson"
        rows = path.read_text("utf-8").splitlines()
        change(rows)
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        manifest["files"]["events.ndjson"] = sha256(path.read_bytes())
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    return done


def rewritten(rows: list[str]) -> None:
    """Say that somebody else did it."""
    rows[:] = [row.replace("C. Clerk", "D. Doer") for row in rows]


def text(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Change a text file."""

    def done(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    return done


def evidence(folder: Path) -> None:
    """Put other bytes under the evidence's name."""
    next((folder / "evidence").iterdir()).write_bytes(b"other")


CHANGES = {
    "a word of the report": (text("report.md", "Isolated", "Untouched"), "report.md was changed"),
    "the evidence": (evidence, "was changed"),
    "an event and its manifest": (lines(rewritten), "is not in the log that was signed"),
    "the manifest alone": (text("manifest.json", "EXERCISE", "LIVE"), "is not the one"),
    "a file more": (lambda folder: (folder / "x").write_text("x"), "x is not in the manifest"),
    "a file less": (lambda folder: (folder / "report.md").unlink(), "report.md is missing"),
    "the checkpoint": (text("checkpoint.txt", "blackstart/", "blackmail/"), "checkpoint.txt was"),
    "the proof's checkpoint": (
        text("manifest.proof.json", "blackstart/", "blackmail/"),
        "its checkpoint was changed",
    ),
    "the proof": (text("manifest.proof.json", '"index":', '"index":1'), "its event is not in"),
    "the key": (text("key.pub", "+", "-"), "the public key is none"),
    "a line that is none": (text("events.ndjson", "{", "["), "it cannot be read"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_changed_is_found(packed: tuple[Store, Path], tmp_path: Path, what: str) -> None:
    """Each change is named; the manifest that the record speaks of cannot be made to fit."""
    _, folder = packed
    change, said = CHANGES[what]
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    change(copy)
    found = pack_verifier.verify(copy, (copy / "key.pub").read_text("utf-8"))
    assert any(said in fault for fault in found.faults), found.faults


def test_the_verifier_ends_as_it_says(packed: tuple[Store, Path], tmp_path: Path) -> None:
    """0 when all holds, 5 when something does not, 2 when it cannot begin."""
    _, folder = packed
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    key = str(folder / "key.pub")
    assert pack_verifier.main([str(copy), key]) == 0
    (copy / "report.md").unlink()
    assert pack_verifier.main([str(copy)]) == 5
    assert pack_verifier.main([str(copy), str(tmp_path / "none.pub")]) == 2
    assert pack_verifier.main([]) == 2


def test_evidence_whose_bytes_are_gone_is_named(home: Path, server: Server, tmp_path: Path) -> None:
    """Somebody changed it in the database: the pack is written, and says what is missing."""
    with fresh_store(home, server) as store:
        incident(store)
        with owner(server, store.database) as conn:
            conn.execute("UPDATE original SET body = 'other'")
        pack = evidence_pack.write(store, tmp_path / "out")
    assert pack.missing == (sha256(PROOF),)
    assert pack.evidence == 0
    assert checked(tmp_path / "out").returncode == 0


def test_the_other_reports_rest_on_the_store(packed: tuple[Store, Path]) -> None:
    """Handover and after-action read the same tables, on the incident's own day."""
    store, _ = packed
    assert handover(store).day == after_action(store).day == NOW.date()
    assert handover(store).case.mode == "EXERCISE"
