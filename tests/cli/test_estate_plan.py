"""`blackstart estate plan | explain | what-if | replan`: questions to the plan, and answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from blackstart.cli.estate_plan_ask import what_if
from blackstart.cli.main import main
from blackstart.day.tables import table
from blackstart.estate.asking.kinds import KINDS
from blackstart.store import frames
from blackstart.work import moment
from tests.cli.door import Door
from tests.estate.asking.firm import SAID
from tests.estate.desk import START
from tests.estate.made import signatures

COMPOSE = "services: {web: {depends_on: [db]}, db: {}, cache: {}}"


def planned(*arguments: object) -> Result:
    """Plan what is named on the command line."""
    return CliRunner().invoke(main, ["estate", "plan", *map(str, arguments)])


def test_any_inventory_is_planned(tmp_path: Path) -> None:
    """The order, where people can decide, and what is unknown; lines for a person beside JSON."""
    (tmp_path / "compose.yml").write_text(COMPOSE, encoding="utf-8")
    told = json.loads(planned(tmp_path, "--json").stdout)
    assert [row["place"] for row in told["order"]] == [1, 2, 3]
    assert {service for one in told["stages"] for service in one["services"]} == {
        *("web", "db", "cache")
    }
    assert told["gates"] == {"assumed": 27, "open": 27}
    assert "No activities are known" in told["unknown"][-1]
    lines = planned(tmp_path).stdout
    assert "plan     3 services, 0 up; 27 gates open, until " in lines
    assert "decide   " in lines
    assert "unknown  27 open gates have assumed teams, people or hours." in lines


def test_a_damaged_inventory_ends_with_3(tmp_path: Path) -> None:
    """The rest is planned all the same."""
    (tmp_path / "compose.yml").write_text(COMPOSE, encoding="utf-8")
    (tmp_path / "bad.yml").write_text("[", encoding="utf-8")
    result = planned(tmp_path, "--json")
    assert result.exit_code == 3
    assert len(json.loads(result.stdout)["order"]) == 3


@pytest.mark.conformance
def test_every_inventory_of_the_shared_data_is_planned(shared_data: Path) -> None:
    """Each gives an order of all services, moments to decide, and a list of what is unknown."""
    folders = sorted(path for path in (shared_data / "estate").iterdir() if path.is_dir())
    assert len(folders) >= 9
    for folder in folders:
        told = json.loads(planned(folder, "--json").stdout)
        assert len(told["order"]) == told["services"] > 0, folder
        assert sum(len(one["services"]) for one in told["stages"]) == told["services"]
        assert "gates have assumed teams" in "".join(told["unknown"]), folder


@pytest.fixture(name="begun", scope="module")
def _begun(blackstart: Door) -> str:
    """Make an exercise with the firm's estate."""
    name = blackstart.make_room("asking")
    with blackstart.store(name) as store, store.transaction() as conn:
        for each, rows in SAID.items():
            frames.upsert(conn, table(each), rows)
    with blackstart.store(name) as store:
        moment.start(store, START)
    return name


@pytest.fixture(name="door")
def _door(blackstart: Door, begun: str) -> Door:
    """Make it the incident that commands are about."""
    pointer = json.dumps({"incident": begun, "mode": "EXERCISE"})
    (blackstart.home / "current.json").write_text(pointer)
    return blackstart


def test_the_incident_is_planned(door: Door) -> None:
    """Without a path: what the store knows; activities with their return and worth."""
    told = door.document("estate", "plan")
    assert [row["activity"] for row in told["activities"]] == ["paying", "reporting", "selling"]
    assert told["activities"][0]["value_of_a_day"] == {"GBP": "1000.00"}
    assert told["activities"][1]["value_of_a_day"] is None
    assert "returns  selling: 2025-09-" in door("estate", "plan").stdout


def test_a_service_is_explained(door: Door) -> None:
    """Why, what decides, what later costs, what sooner takes; 3 for what does not wait."""
    told = door.document("estate", "explain", "directory")
    assert (told["place"], told["of"]) == (1, 4)
    assert told["later"][0]["cost_a_day"]["GBP"].count(".") == 1
    lines = door("estate", "explain", "directory").stdout
    assert "directory is number 1 of 4 services" in lines
    assert "If it were put later:" in lines
    refused = door.document("estate", "explain", "directry", exit_code=3)
    assert refused["findings"][0]["code"] == "BS-EST-202"
    assert "there is directory" in door("estate", "explain", "directry", exit_code=3).stderr


def test_what_if(door: Door) -> None:
    """Several in one table, each with its range; money as text with its currency."""
    wishes = ("estate", "what-if", "--person", "apps=+1", "--late", "erp=2d", "--without", "mail")
    told = door.document(*wishes)
    assert [one["what"] for one in told["options"]] == [
        "1 person more in apps",
        "erp: isolated 2 days late",
        "doing without mail",
        "all of it together",
    ]
    saved = told["options"][0]["saved"]["GBP"]
    assert float(saved["p10"]) <= float(saved["p50"]) <= float(saved["p90"])
    assert not saved["within_noise"]
    lines = door(*wishes).stdout
    assert "1 person more in apps" in lines
    assert "restarts were played" in lines


def test_what_cannot_be_asked(door: Door) -> None:
    """Nothing asked is wrong use; a name that is not there ends with 3, and nothing is compared."""
    door("estate", "what-if", exit_code=2)
    refused = door("estate", "what-if", "--person", "aps=+1", "--late", "erp=2d", exit_code=3)
    assert refused.stdout == ""
    assert "BS-EST-202 person: aps" in refused.stderr


def test_the_options_are_the_kinds() -> None:
    """A kind of change has its option."""
    options = {param.name for param in what_if.params}
    assert options == {*(kind.option for kind in KINDS), "as_json"}


def test_planning_anew_says_what_moved(door: Door, begun: str) -> None:
    """The preview keeps nothing; then it is kept; then nothing is new; a day later all slipped."""
    first: dict[str, Any] = door.document("estate", "replan")
    assert (first["anew"], first["since"]) == (True, "the plan in force")
    assert door.document("estate", "replan")["anew"] is False
    with door.store(begun) as store:
        moment.advance(store, 2)
        with store.transaction() as conn:
            frames.upsert(conn, table("gate_signatures"), signatures("mail 1 pass 1"))
    looked = door.document("estate", "replan", "--preview")
    again = door.document("estate", "replan")
    assert looked["anew"] is False
    assert again["anew"] is True
    assert looked["gates"] == again["gates"]
    assert float(again["cost"]["GBP"]) > 0
    assert {row["activity"] for row in again["activities"]} >= {"paying", "selling"}
    lines = door("estate", "replan").stdout
    assert lines.startswith("Against what was said until 2025-09-25: ")
    assert "slipped  selling; " in lines
    assert "moved    " in lines
