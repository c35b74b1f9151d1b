"""What is typed, how it ends, and in which words: the documented exit codes, one row a case."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.cli.door import Door, fresh_names, run, small

RECIPE = files("blackstart.exercise") / "data" / "small-recipe.toml"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT")
UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

# What is typed where no incident was ever opened, the exit code, and words on stderr.
NOTHING_YET = (
    ("status", 2, "There is no incident yet. Nothing was done. Begin with `blackstart run"),
    ("worker --until-idle", 2, "There is no incident yet. Nothing was done."),
    ("record verify", 2, "There is no incident yet. Nothing was done."),
    ("record export {tmp}/out", 2, "There is no incident yet. Nothing was done."),
    ("exercise advance", 2, "There is no incident yet. Nothing was done."),
    ("exercise advance --days 0", 2, "0 is not in the range 1<=x<=365"),
    ("run {tmp}/nowhere", 3, "BS-LOAD-001 {tmp}/nowhere: There is no such folder; nothing was"),
    ("load {tmp}/nowhere", 3, "nothing was loaded. Name the folder that holds datapackage.json"),
    ("run {tmp}/file", 3, "BS-LOAD-001 {tmp}/file: It is a file."),
    ("run {tmp}/folder --scale 2", 2, "holds no recipe.toml, so it has neither scale nor seed."),
    ("run {tmp}/folder --port 0", 2, "0 is not in the range 1<=x<=65535"),
    ("run {tmp}/broken", 3, "The recipe cannot be used; nothing was built. (recipe.toml: "),
    ("run {tmp}/empty", 3, "(recipe: accounts, as_of, cash_plan, "),
    ("exercise new {tmp}/folder", 2, "{tmp}/folder exists already. Nothing was written."),
    ("exercise new {tmp}/new --recipe {tmp}/nowhere", 3, "Mend recipe.toml, then give the same"),
    ("exercise new {tmp}/new --scale 0", 2, "0 is not in the range x>0"),
    ("record verify --against {tmp}/nowhere", 2, "does not exist"),
    ("restart", 2, "No such command 'restart'"),
    ("status --verbose", 2, "No such option '--verbose'"),
)


@pytest.mark.parametrize(("typed", "exit_code", "words"), NOTHING_YET)
def test_before_the_first_incident(tmp_path: Path, typed: str, exit_code: int, words: str) -> None:
    """Whatever cannot be done ends with its code and sentence, and makes nothing."""
    for name, text in (("broken", 'name = "'), ("empty", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "recipe.toml").write_text(text)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    home = tmp_path / "home"
    said = run(*typed.format(tmp=tmp_path).split(), BLACKSTART_HOME=str(home))
    assert (said.exit_code, said.stdout) == (exit_code, "")
    assert words.format(tmp=tmp_path) in said.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("environment", "exit_code", "words"),
    [
        ({"BLACKSTART_HOME": "{tmp}/file"}, 6, "File exists: {tmp}/file."),
        ({"BLACKSTART_HOME": "{tmp}/file/home"}, 6, "Not a directory: {tmp}/file/home."),
        (
            {
                "BLACKSTART_HOME": "{tmp}/home",
                "BLACKSTART_DATABASE_URL": "postgresql://127.0.0.1:1/none",
            },
            6,
            "The database server does not answer; nothing was read or changed. (connection",
        ),
    ],
)
def test_where_nothing_can_be_kept(
    tmp_path: Path, environment: dict[str, str], exit_code: int, words: str
) -> None:
    """A data folder or a server that cannot be used is not reachable, in a sentence."""
    (tmp_path / "file").touch()
    (tmp_path / "dossier").mkdir()
    set_to = {name: value.format(tmp=tmp_path) for name, value in environment.items()}
    for words_typed in (("run", "--once"), ("load",)):
        said = run(*words_typed, tmp_path / "dossier", **set_to)
        assert (said.exit_code, said.stdout) == (exit_code, "")
        assert words.format(tmp=tmp_path) in " ".join(said.stderr.split())


def test_a_fault_is_one_json_document_too(tmp_path: Path) -> None:
    """With --json a command that cannot do its work says so on stdout, for the script."""
    said = run("load", tmp_path / "nowhere", "--json", BLACKSTART_HOME=str(tmp_path))
    fault = json.loads(said.stdout)["fault"]
    assert fault["exit"] == said.exit_code == 3
    assert fault["message"].startswith("BS-LOAD-001 ")
    assert fault["fix"].startswith("Name the folder that holds ")


@pytest.fixture(scope="module")
def incident(blackstart: Door, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open the small exercise, and give its dossier."""
    name = blackstart.make_room(next(fresh_names))
    dossier = small(tmp_path_factory.mktemp("incident"), name)
    blackstart("run", dossier, "--once")
    return dossier


# What is typed in an incident, the exit code, and words on stdout or stderr.
IN_AN_INCIDENT = (
    ("status", 0, "documents  0 wait to be read"),
    ("worker --until-idle", 0, "ended; 0 documents wait to be read."),
    ("doctor", 0, "missing: 0"),
    ("record verify", 0, "entries hold under 1 signed checkpoints"),
    ("record export {tmp}/out", 0, "Check it with: python {tmp}/out/verifier.py {tmp}/out/record"),
    ("load {dossier}", 3, "refused  BS-DOC-003 documents/"),
    ("run {dossier} --once", 0, "EXERCISE cli-"),
    ("exercise new {tmp}/new --recipe {dossier}", 3, "The recipe cannot be used; nothing was"),
    ("exercise advance --days 2", 0, "2025-09-27T03:00:00Z"),
)


@pytest.mark.parametrize(("typed", "exit_code", "words"), IN_AN_INCIDENT)
def test_in_an_incident(
    blackstart: Door, incident: Path, tmp_path: Path, typed: str, exit_code: int, words: str
) -> None:
    """Every command speaks of the incident that was worked on last."""
    names = {"tmp": tmp_path, "dossier": incident}
    said = blackstart(*typed.format(**names).split(), exit_code=exit_code)
    assert words.format(**names) in said.output


@pytest.mark.parametrize(
    ("typed", "exit_code"),
    [
        ("status", 0),
        ("doctor", 0),
        ("record verify", 0),
        ("record export {tmp}/out", 0),
        ("exercise advance", 0),
        ("load {dossier}", 3),
        ("run {dossier} --once", 0),
        ("worker --until-idle", 0),
    ],
)
def test_every_json_is_one_document(
    blackstart: Door, incident: Path, tmp_path: Path, typed: str, exit_code: int
) -> None:
    """Keys are sorted, instants are in UTC, and no amount of money is a number."""
    words = typed.format(tmp=tmp_path, dossier=incident).split()
    said = blackstart(*words, "--json", exit_code=exit_code)
    document = json.loads(said.stdout, object_pairs_hook=sorted_pairs)
    assert isinstance(document, dict)
    for text in texts(document):
        assert UTC.fullmatch(text) or not INSTANT.match(text), text


def sorted_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object whose keys must come in order, and whose money must be text."""
    assert [key for key, _ in pairs] == sorted(key for key, _ in pairs)
    for key, value in pairs:
        assert not key.endswith("_minor") or key in STAND_INS, key
        assert key not in {"GBP", "EUR", "USD"} or isinstance(value, str | dict), (key, value)
    return dict(pairs)


# Counts of values that were assumed; the key is the column that they stand in for.
STAND_INS = {"cash_minor", "costs_per_day_minor", "sales_per_day_minor"}


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any document
    """Give all texts of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def test_doctor_before_the_first_incident(tmp_path: Path) -> None:
    """That there is no incident yet is said, and is no fault."""
    said = run("doctor", BLACKSTART_HOME=str(tmp_path / "home"))
    assert said.exit_code == 0
    assert "No incident is open yet" in said.stdout
    assert not (tmp_path / "home").exists()


def test_doctor_tells_of_the_open_incident(blackstart: Door, incident: Path) -> None:
    """Name, mode and size of the database, and the key to hand out."""
    report = blackstart.document("doctor")
    assert report["missing"] == []
    assert report["database"]["incident"] == incident.name
    assert report["database"]["public_key"].startswith("blackstart/exercise_cli_")


def test_doctor_when_the_server_does_not_answer(blackstart: Door, incident: Path) -> None:
    """The rest of the report is there, and what is missing is that answer."""
    assert incident.is_dir()
    url = "postgresql://127.0.0.1:1/none"
    said = blackstart("doctor", "--json", exit_code=6, BLACKSTART_DATABASE_URL=url)
    report = json.loads(said.stdout)
    assert report["versions"]["blackstart"]
    assert len(report["missing"]) == 1
    assert report["missing"][0].startswith("The database server does not answer;")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"incident": "x"}', '{"incident": 1, "mode": 2}'])
@pytest.mark.parametrize("typed", ["status", "doctor"])
def test_a_damaged_pointer_is_named(tmp_path: Path, text: str, typed: str) -> None:
    """The file that says which incident is open is named, not guessed."""
    (tmp_path / "current.json").write_text(text)
    said = run(typed, BLACKSTART_HOME=str(tmp_path))
    assert said.exit_code == 5
    assert f"{tmp_path}/current.json does not say which incident is open." in said.stderr
    assert "`blackstart run DOSSIER` writes it anew." in said.stderr


def test_two_incidents_never_share_a_database(blackstart: Door, tmp_path: Path) -> None:
    """Names that would give the same database are told apart; the second is refused."""
    for folder in ("a b", "a-b"):
        (tmp_path / folder).mkdir()
    blackstart.make_room("a b")
    blackstart("load", tmp_path / "a b")
    said = blackstart("load", tmp_path / "a-b", exit_code=3)
    assert "asked for a-b in EXERCISE; it is that of a b in EXERCISE" in said.stderr
    assert "Give the dossier another name in its datapackage.json." in said.stderr


def test_live_and_exercise_never_share_a_database(
    blackstart: Door, tmp_path: Path, name: str
) -> None:
    """A database that was made for the real thing is not opened for a rehearsal."""
    dossier = small(tmp_path, blackstart.make_room(name))
    blackstart.as_intruder(name, "UPDATE meta SET mode = 'LIVE'")
    said = blackstart("run", dossier, "--once", exit_code=3)
    assert "it was not opened. (asked for" in said.stderr
    assert f"it is that of {name} in LIVE" in said.stderr


def test_a_live_clock_cannot_be_moved(blackstart: Door, tmp_path: Path, name: str) -> None:
    """Only an exercise has a clock of its own."""
    dossier = small(tmp_path, name, damaged_share=0.0)
    package = json.loads((dossier / "datapackage.json").read_text())
    package["blackstart"]["mode"] = "LIVE"
    (dossier / "datapackage.json").write_text(json.dumps(package))
    blackstart("load", dossier)
    said = blackstart("exercise", "advance", exit_code=2)
    assert "its clock is the wall's. Nothing was changed." in said.stderr
    assert blackstart.document("status")["mode"] == "LIVE"


def test_exercise_new_writes_the_same_bytes(tmp_path: Path) -> None:
    """The same recipe, scale and seed make the same dossier, and the command says what it took."""
    (tmp_path / "recipe.toml").write_text(RECIPE.read_text("utf-8"))
    made = []
    for name in ("one", "two"):
        typed = f"exercise new {tmp_path / name} --recipe {tmp_path} --seed 5 --scale 0.5 --json"
        said = run(*typed.split(), BLACKSTART_HOME=str(tmp_path))
        assert said.exit_code == 0, said.stderr
        assert f"Next: blackstart run {tmp_path / name}" in said.stderr
        asked = {"recipe": "small", "scale": 0.5, "seed": 5}
        assert json.loads(said.stdout) == {"folder": str(tmp_path / name), **asked}
        written = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        made.append({path.relative_to(tmp_path / name): path.read_bytes() for path in written})
    assert made[0] == made[1]


def test_a_recipe_is_built_into_the_data_folder_at_first_run(
    blackstart: Door, tmp_path: Path, name: str
) -> None:
    """A folder with a recipe runs like a dossier; scale and seed are the user's to choose."""
    recipe = RECIPE.read_text("utf-8")
    (tmp_path / "recipe.toml").write_text(recipe.replace('"small"', f'"{name}"', 1))
    blackstart.make_room(name)
    first = blackstart("run", tmp_path, "--once", "--seed", 3, "--json")
    again = blackstart("run", tmp_path, "--once", "--seed", 3, "--json")
    assert json.loads(first.stdout)["dossier"] == name
    assert "making documents" in first.stderr
    assert "making documents" not in again.stderr
    assert json.loads(again.stdout)["performed"] == []
