"""`blackstart exercise estate`: an estate is written, imported and planned like any other."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blackstart.base.clock import business_date
from blackstart.base.money import show
from blackstart.cli.estate_files import inventories, planned
from blackstart.estate.restart import restart
from blackstart.exercise.estates import DAY, estate
from tests.cli.door import run
from tests.post.dossier_files import put


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small estate."""
    folder = tmp_path_factory.mktemp("made") / "estate"
    said = run("exercise", "estate", str(folder), "--gates", "180", "--seed", "5", "--json")
    assert f"Next: blackstart estate plan {folder}" in said.stderr
    told = json.loads(said.stdout)
    assert (told["folder"], told["gates"], told["seed"]) == (str(folder), 180, 5)
    assert told["rows"]["services"] == 20
    return folder


def test_the_plan_of_the_folder_is_the_plan_of_the_tables(folder: Path) -> None:
    """Hours, people, needs and values survive the way out and in, to the last bit."""
    made, tables = planned(inventories([folder])), estate(180, 5)
    ours = restart(tables, DAY)
    assert made.plan.equals(ours.plan)
    assert made.activities.equals(ours.activities)
    assert made.returns.equals(ours.returns)
    told = json.loads(run("estate", "plan", str(folder), "--json").stdout)
    assert told["day"] == DAY.isoformat()
    assert told["gates"] == {"assumed": 0, "open": 180}
    worth = tables["activities"].select("activity", "value_per_day_minor", "currency").rows()
    assert {row["activity"]: row["value_of_a_day"] for row in told["activities"]} == {
        name: {currency: show(value, currency)} for name, value, currency in worth
    }


def test_who_is_kept_free_is_said(tmp_path: Path) -> None:
    """For people and as JSON: which gate waits until which other one has ended."""
    folder = tmp_path / "estate"
    run("exercise", "estate", str(folder), "--gates", "180", "--seed", "2")
    told = json.loads(run("estate", "plan", str(folder), "--json").stdout)
    first, lines = told["kept_back"][0], run("estate", "plan", str(folder)).stdout
    assert set(first) == {
        *("team", "service", "gate", "start_on"),
        *("behind_service", "behind_gate"),
    }
    assert (
        f"free     {first['team']} for what is more urgent: {first['service']}: {first['gate']} "
        f"waits until {first['behind_service']}: {first['behind_gate']} has ended\n"
    ) in lines


def test_the_import_knows_what_the_tables_say(folder: Path) -> None:
    """Nothing of hours, team sizes, layers or kinds of dependency is unknown."""
    told = json.loads(run("estate", "import", str(folder), "--json").stdout)
    tables = estate(180, 5)
    assert (told["services"], told["dependencies"]) == (20, tables["dependencies"].height)
    assert told["files"] == {"passed_over": 0, "read": 6}
    assert told["findings"] == []
    unknown = {name for name, count in told["unknown"].items() if count}
    assert unknown <= {"dependencies", "teams", "values"}
    assert told["unknown"]["values"] == 20 - tables["activity_needs"].height
    assert told["plan"]["gates_assumed"] == 0


def test_what_is_there_is_left_alone(folder: Path) -> None:
    """A folder that exists is wrong use, and so is an estate without a service in each layer."""
    before = (folder / "datapackage.json").read_bytes()
    refused = run("exercise", "estate", str(folder))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "exists already. Nothing was written." in refused.stderr
    assert (folder / "datapackage.json").read_bytes() == before
    assert run("exercise", "estate", str(folder / "new"), "--gates", "35").exit_code == 2
    assert not (folder / "new").exists()


def test_a_dossier_of_ones_own_is_planned(tmp_path: Path) -> None:
    """Its tables go before its inventories; a bad row ends with 3; LIVE is planned today."""
    put(
        tmp_path,
        tables__services_csv="service,layer,team,source\nweb,application,,told\n",
        tables__firms_csv="firm\n",
        tables__gates_csv="service,gate,hours_likely\nweb,rebuilt,5\nweb,scanned,long\n",
        estate__compose_yml="services: {web: {depends_on: [db]}, db: {}}",
        estate__repos_yml="[{repo_name: web, team: shop}]",
        documents__letter_txt="hello",
    )
    result = run("estate", "import", str(tmp_path), "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["services"], told["teams"]) == (3, 2, ["shop"])
    assert told["files"] == {"passed_over": 2, "read": 4}
    assert told["unknown"]["durations"] == 1
    refused = [one for one in told["findings"] if one["severity"] == "refused"]
    assert [(one["code"], one["subject"]) for one in refused] == [
        ("BS-LOAD-016", "tables/gates.csv")
    ]
    assert "row 3 hours_likely: is no number (long)" in refused[0]["message"]
    live = {"name": "mine", "as_of": "2025-09-25T03:00:00Z", "mode": "LIVE", "our_name": "We"}
    put(tmp_path, datapackage_json=json.dumps({"name": "mine", "blackstart": live}))
    before = business_date(datetime.now(UTC))
    day = planned(inventories([tmp_path])).day
    assert before <= day <= business_date(datetime.now(UTC))
