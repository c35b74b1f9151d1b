"""`blackstart estate report`: printed, written to a file, or a whole folder for the police."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.door import Door, fresh_names
from tests.work.test_evidence_pack import incident


@pytest.fixture(scope="module")
def door(blackstart: Door) -> Iterator[Door]:
    """Make a small incident whose restart runs, and let later commands be about it."""
    name = blackstart.make_room(next(fresh_names))
    with blackstart.store(name) as store:
        incident(store)
    pointer = blackstart.home / "current.json"
    before = pointer.read_bytes() if pointer.exists() else None
    pointer.write_text(json.dumps({"incident": name, "mode": "EXERCISE"}), encoding="utf-8")
    yield blackstart
    if before is not None:
        pointer.write_bytes(before)


@pytest.mark.parametrize(
    ("kind", "title"), [("handover", "Handover"), ("after-action", "After-action report")]
)
def test_a_report_is_printed_or_written(door: Door, tmp_path: Path, kind: str, title: str) -> None:
    """As Markdown, as one document, or into a file whose ending says how."""
    assert door("estate", "report", kind).stdout.startswith("# EXERCISE · ")
    assert door.document("estate", "report", kind)["title"] == title
    for ending, begins in ((".md", "# EXERCISE"), (".html", "<!doctype"), (".json", "{")):
        out = tmp_path / f"report{ending}"
        said = door("estate", "report", kind, "--out", out)
        assert said.stdout == ""
        assert title in said.stderr
        assert out.read_text("utf-8").startswith(begins)
        assert "EXERCISE" in out.read_text("utf-8")
    assert (
        "Nothing was written"
        in door("estate", "report", kind, "--out", tmp_path / "x.pdf", exit_code=2).stderr
    )


def test_a_pack_is_written_once(door: Door, tmp_path: Path) -> None:
    """Into an empty folder; what lies somewhere is not written over."""
    told = door.document("estate", "report", "evidence-pack", "--out", tmp_path / "pack")
    assert told["evidence"] == 1
    assert told["missing"] == []
    again = door("estate", "report", "evidence-pack", "--out", tmp_path / "pack", exit_code=2)
    assert "Nothing was written" in again.stderr


def test_evidence_that_is_gone_ends_with_5(door: Door, tmp_path: Path) -> None:
    """The rest is written, and the missing hash is said."""
    name = json.loads((door.home / "current.json").read_text("utf-8"))["incident"]
    door.as_intruder(name, "DELETE FROM original")
    out = tmp_path / "pack"
    said = door("estate", "report", "evidence-pack", "--out", out, exit_code=5)
    assert "MISSING or changed: evidence " in said.stderr
    assert (out / "manifest.json").exists()
