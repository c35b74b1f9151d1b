"""The restart from the command line: status, start, gates, evidence, keys; and how each ends."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from blackstart.cli.incident import current
from blackstart.day.tables import table
from blackstart.store import frames
from blackstart.store.database import Store
from blackstart.work import moment
from tests.cli.door import Door
from tests.estate.desk import START, key
from tests.estate.made import dependencies, frame, planned, services

FIRST = ("a", "isolated")


@pytest.fixture(name="begun")
def _begun(blackstart: Door, name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make an exercise of two services the one that commands are about."""
    blackstart.make_room(name)
    with blackstart.store(name) as store, store.transaction() as conn:
        for each, rows in (
            ("services", services("a", "b")),
            ("dependencies", dependencies("b needs a for rebuild")),
            ("gate_rules", frame("gate_rules", {"gate": "isolated", "signers": 2})),
            ("probes", frame("probes", {"service": "a", "gate": "rebuilt"})),
        ):
            frames.upsert(conn, table(each), rows)
    with blackstart.store(name) as store:
        moment.start(store, START)
    pointer = json.dumps({"incident": name, "mode": "EXERCISE"})
    (blackstart.home / "current.json").write_text(pointer)
    monkeypatch.setenv("BLACKSTART_HOME", str(blackstart.home))
    return name


def test_the_way_of_a_gate(blackstart: Door, begun: str, tmp_path: Path) -> None:
    """4 until two people started it, 4 until two people passed it, 0 then; words beside JSON."""
    assert "missing  2 signatures" in blackstart("estate", "start", exit_code=4).stdout
    blackstart("estate", "start", "--as", "Ann", exit_code=4)
    assert blackstart.document("estate", "status", exit_code=4)["plan_sha256"] is None
    told = blackstart.document("estate", "start", "--as", "Bob")
    assert told["in_force"] == told["plan_sha256"]
    lines = blackstart("estate", "status").stdout
    assert "open     a: isolated" in lines
    assert "lacks  0 of 2 signatures" in lines
    blackstart("estate", "gate", "begin", *FIRST, "--as", "Eve")
    (tmp_path / "log").write_text("1")
    blackstart("estate", "gate", "evidence", *FIRST, "file", tmp_path / "log", "--as", "Eve")
    blackstart("estate", "gate", "done", "a", "iso", "--as", "Eve")
    told = blackstart.document("estate", "gate", "pass", *FIRST, "--as", "Ann", exit_code=4)
    assert (told["state"], told["lacks"]) == ("open", ["1 of 2 signatures"])
    said = blackstart("estate", "gate", "pass", *FIRST, "--as", "Bob").stdout
    assert said == "a: isolated passed\n"
    assert "waits" in blackstart("estate", "status").stdout
    ran = blackstart.document("estate", "run")
    assert ran == {"asked": 0, "moves": []}
    with current() as store:
        assert _moves(store) == 6
    assert begun


def test_who_begins_what_was_to_wait_is_told(blackstart: Door, begun: str) -> None:
    """The plan's advice stops nobody; once begun, or once the other has passed, it is no more."""
    kept = (pl.col("service") == "b") & (pl.col("gate") == "isolated")
    plan = planned(services=services("a", "b")).plan
    plan = plan.with_columns(
        behind_service=pl.when(kept).then(pl.lit("a")),
        behind_gate=pl.when(kept).then(pl.lit("isolated")).cast(plan.schema["gate"]),
    )
    with current() as store, store.transaction() as conn:
        frames.upsert(conn, table("plan"), plan)
    words = "free   people are kept free until a: isolated has ended"
    assert words in blackstart("estate", "status", exit_code=4).stdout
    told = blackstart.document("estate", "status", exit_code=4)["open"]
    assert [one["kept_behind"] for one in told] == [None, "a: isolated"]
    said = blackstart("estate", "gate", "begin", "b", "isolated", "--as", "Eve")
    assert "The plan keeps people free until a: isolated has ended" in said.stderr
    assert "kept free" not in blackstart("estate", "status", exit_code=4).stdout
    assert begun


def _moves(store: Store) -> int:
    with store.transaction() as conn:
        return frames.read(conn, "gate_moves").height


def test_a_fail_is_shown_before_it_is_done(blackstart: Door, begun: str) -> None:
    """The preview changes nothing; a gate that is not open ends with 4."""
    for name in ("Ann", "Bob"):
        blackstart("estate", "start", "--as", name, exit_code=4 if name == "Ann" else 0)
    for name in ("Ann", "Bob"):
        blackstart("estate", "gate", "pass", *FIRST, "--as", name, exit_code=4 * (name == "Ann"))
    blackstart("estate", "gate", "pass", "a", "evidence", "--as", "Ann")
    words = ("estate", "gate", "fail", *FIRST, "--as", "Cyd", "--because", "seen on the network")
    shown = blackstart.document(*words, "--preview")
    assert shown["taken_back"] == [
        {"because": "a: 'isolated' failed", "gate": "evidence captured", "service": "a"}
    ]
    assert blackstart.document("estate", "gate", "pass", *FIRST, "--as", "Ann", exit_code=4)
    said = blackstart(*words).stdout
    assert said == "0 services were taken down: none\nback     a: evidence captured\n"
    assert "lacks  0 of 2 signatures" in blackstart("estate", "status").stdout
    refused = blackstart("estate", "gate", "fail", "a", "rebuilt", "--as", "Cyd", exit_code=4)
    assert "BS-EST-103 a: rebuilt: a: 'isolated' comes first." in refused.stderr
    assert begun


def test_keys(blackstart: Door, begun: str, tmp_path: Path) -> None:
    """A key is made, signs, and is revoked; a signature is brought; a wrong file is refused."""
    mine = tmp_path / "ann.pem"
    words = ("estate", "enrol", "Ann", "--role", "lead")
    blackstart(*words, "--make-key", mine)
    blackstart(*words, "--make-key", mine, exit_code=2)
    blackstart(*words, exit_code=2)
    blackstart(*words, "--public-key", "zz", exit_code=3)
    public = key("Bob").public_key().public_bytes_raw().hex()
    blackstart("estate", "enrol", "Bob", "--role", "lead", "--public-key", public)
    blackstart("estate", "start", "--as", "Ann", "--key", mine, exit_code=4)
    blackstart("estate", "gate", "pass", *FIRST, "--as", "Ann", "--key", mine, exit_code=4)
    said = blackstart("estate", "gate", "sign", *FIRST, "--as", "Bob").stdout
    made = key("Bob").sign(said.encode()).hex()
    brought = ("--as", "Bob", "--public-key", public, "--signature", made)
    told = blackstart.document("estate", "gate", "sign", *FIRST, *brought, exit_code=4)
    assert told["signed_by"] == ["Ann", "Bob"]
    blackstart("estate", "gate", "pass", *FIRST, *brought[:4], exit_code=2)
    blackstart("estate", "gate", "pass", *FIRST, "--as", "Eve", "--key", mine, exit_code=4)
    (tmp_path / "bad").write_text("no key")
    blackstart(
        "estate", "gate", "pass", *FIRST, "--as", "E", "--key", tmp_path / "bad", exit_code=3
    )
    assert "1 keys" in blackstart("estate", "revoke", "Ann", "--by", "Bob").stdout
    assert blackstart.document("estate", "revoke", "Ann", "--by", "Bob")["revoked"] == []
    assert begun


@pytest.mark.parametrize(
    "words",
    [
        ("gate", "pass", "a", "nonsense", "--as", "Ann"),
        ("gate", "pass", "a", "", "--as", "Ann"),
        ("gate", "evidence", "a", "isolated", "gossip", __file__, "--as", "Ann"),
    ],
)
def test_wrong_words(blackstart: Door, begun: str, words: tuple[str, ...]) -> None:
    """What there is not is named, with what there is; nothing is done."""
    said = blackstart("estate", *words, exit_code=2)
    assert "Nothing was done." in said.stderr
    assert begun


def test_documents_say_why_nothing_was_done(blackstart: Door, begun: str) -> None:
    """With --json a refusal is a document too."""
    told: Any = blackstart.document("estate", "gate", "begin", "x", "iso", "--as", "A", exit_code=4)
    assert told["findings"][0]["message"] == "There is no service x."
    assert begun
