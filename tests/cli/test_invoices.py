"""`blackstart invoices check`: a line for each document, and an exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from blackstart.cli.main import main
from tests.payables.rules.invoices import CII, UBL, change


def checked(*arguments: object) -> Result:
    """Call the command."""
    return CliRunner().invoke(main, ["invoices", "check", *map(str, arguments)])


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Put a valid invoice, one to be held, and one below that is wrong into a folder."""
    (tmp_path / "a.xml").write_text(CII, encoding="utf-8")
    twice = change(UBL, ("<cbc:ID>R-17</cbc:ID>", "<cbc:ID>R-17</cbc:ID>" * 2))
    (tmp_path / "b.xml").write_text(twice, encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "c.xml").write_text(UBL.replace(">GB<", ">UK<"), encoding="utf-8")
    return tmp_path


def test_a_line_of_json_for_each_document(folder: Path) -> None:
    """File, format, verdict, rule set and findings, in the order of the names."""
    result = checked(folder, "--json")
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(one["file"]).name for one in told] == ["a.xml", "b.xml", "c.xml"]
    assert [one["verdict"] for one in told] == ["accepted", "held", "refused"]
    assert {one["rules"] for one in told} == {"EN 16931 1.3.16"}
    assert told[0]["findings"] == []
    found = {one["rule"]: one for one in told[2]["findings"]}["BR-CL-14"]
    assert sorted(found) == ["count", "message", "rule", "severity", "where"]
    assert (found["count"], found["severity"], len(found["where"])) == (3, "fatal", 3)
    assert result.exit_code == 3


def test_words_for_a_person(folder: Path) -> None:
    """The verdict, then each finding with its place; the sums on stderr."""
    result = checked(folder)
    assert "BR-CL-14 fatal: This is no known country" in result.stdout
    assert "1 accepted, 1 held, 1 refused" in result.stderr


def test_accepted_ends_well(folder: Path) -> None:
    """Nothing refused: exit 0."""
    assert checked(folder / "a.xml", folder / "b.xml").exit_code == 0


def test_what_no_rule_judged_does_not_look_judged(folder: Path) -> None:
    """A document without rules says that there were none."""
    other = folder / "other.xml"
    other.write_text("<a/>", encoding="utf-8")
    told = json.loads(checked(other, "--json").stdout)
    assert (told["rules"], told["verdict"]) == (None, "refused")
