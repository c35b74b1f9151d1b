"""`blackstart invoices check`: a line for each document, and an exit code."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from blackstart.cli import incident
from blackstart.cli.main import main
from blackstart.exercise.build import build
from blackstart.exercise.small import small_recipe
from blackstart.payables.rules.rule import RULES_VERSION
from blackstart.store.server import Server
from tests.fixtures_store import fresh_store
from tests.payables.rules.invoices import CII, UBL, change
from tests.post.invoices_made import CSV
from tests.work.incident import take_in


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
    assert {one["rules"] for one in told} == {RULES_VERSION}
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
    """A document without rules says that there were none, in words too where it was accepted."""
    other = folder / "other.xml"
    other.write_text("<a/>", encoding="utf-8")
    told = json.loads(checked(other, "--json").stdout)
    assert (told["rules"], told["verdict"]) == (None, "refused")
    table = folder / "table.csv"
    table.write_text(CSV, encoding="utf-8")
    assert json.loads(checked(table, "--json").stdout)["rules"] is None
    assert f"{table} (not checked by the rules of EN 16931" in checked(table).stdout
    assert "not checked" not in checked(folder / "a.xml").stdout


def test_warnings_are_told_on_demand(folder: Path) -> None:
    """An element that the standard does not use is told when asked for, and stops nothing."""
    unused = folder / "unused.xml"
    unused.write_text(change(UBL, ("<cbc:Note>", "<cbc:UUID>1</cbc:UUID><cbc:Note>")))
    assert json.loads(checked(unused, "--json").stdout)["findings"] == []
    told = json.loads(checked(unused, "--json", "--warnings").stdout)
    assert [one["rule"] for one in told["findings"]] == ["UBL-CR-005"]
    assert told["verdict"] == "accepted"


def test_the_backlog_is_judged_again(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is judged by today's rules, twice the same; what has no facts is counted.

    Two documents of the small exercise break a rule on purpose.
    """
    with fresh_store(home, server) as store:
        take_in(store, build(small_recipe(1), home / "recheck"))
        monkeypatch.setattr(incident, "current", lambda: nullcontext(store))
        first, second = (
            json.loads(CliRunner().invoke(main, ["invoices", "recheck", "--json"]).stdout)
            for _ in range(2)
        )
        words = CliRunner().invoke(main, ["invoices", "recheck"]).stdout
    assert first == second
    assert (first["rules"], first["held"], first["changed"]) == (RULES_VERSION, 2, 0)
    assert first["documents"] > 20
    assert first["not_checked"] > 0
    assert f"{first['documents']} documents judged again by {RULES_VERSION}: 2 break" in words
