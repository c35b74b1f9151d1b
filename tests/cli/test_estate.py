"""`blackstart estate import`: one document, or lines for a person."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from blackstart.cli.main import main


def imported(*arguments: str) -> Result:
    """Call the command."""
    return CliRunner().invoke(main, ["estate", "import", *arguments])


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Put two inventories with a circle and a team list into a folder."""
    compose = "services: {web: {depends_on: [db]}, db: {depends_on: [web]}, cache: {}}"
    (tmp_path / "compose.yml").write_text(compose, encoding="utf-8")
    (tmp_path / "repos.yml").write_text("[{repo_name: web, team: shop}]", encoding="utf-8")
    (tmp_path / "README.md").write_text("hello", encoding="utf-8")
    return tmp_path


def test_the_document_counts_and_names_what_is_unknown(folder: Path) -> None:
    """Services, dependencies, layers, cycles with a way out, a plan, and what is unknown."""
    result = imported(str(folder), "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["services"], told["dependencies"]) == (3, 2)
    assert (told["layers"], told["cycles"]) == (2, 1)
    assert told["circles"][0]["services"] == ["db", "web"]
    assert "the plan does not wait for" in told["circles"][0]["way_out"]
    assert told["teams"] == ["shop"]
    assert told["plan"]["gates"] == told["plan"]["gates_assumed"] == 27
    assert told["unknown"]["teams"] == 2
    assert told["unknown"]["dependencies"] == 1
    assert told["unknown"]["layers"] == 3
    layers = {one["template"]: one["of"] for one in told["filled"] if one["what"] == "layer"}
    assert layers == {"cache": ["cache"], "database": ["db"], "plain application": ["web"]}
    assert all(one["source"] for one in told["filled"])
    assert told["assumed"] == {"dependencies": 0, "services": 0}
    assert told["findings"] == []
    assert told["files"] == {"read": 2, "passed_over": 1}


def test_a_person_reads_lines(folder: Path) -> None:
    """The same for a person, file by file."""
    result = imported(str(folder / "compose.yml"), str(folder / "repos.yml"))
    assert result.exit_code == 0
    first = result.stdout.splitlines()[0]
    assert first == (
        "3 services, 2 dependencies (0 inferred), 2 layers, 1 cycles, 1 teams, 0 systems"
    )
    assert "unknown  2 services have no team" in result.stdout
    assert "cycle    db → web → db" in result.stdout
    assert (
        "filled   3 of 3 layers, by what services are called or run: "
        "cache 1; database 1; plain application 1\n"
    ) in result.stdout
    assert "dependencies are assumed" not in result.stdout


def test_a_person_is_told_in_a_few_lines_what_is_filled_and_circular(tmp_path: Path) -> None:
    """Four kinds, how many have others, what is assumed, and ten circles with their way out."""
    names = ["lan", "dns", "redis", "mysql", "shop-app", *(f"a{n}" for n in range(12))]
    services = [f"{name}: {{}}" for name in names]
    services += [f"b{n}: {{depends_on: [c{n}]}}, c{n}: {{depends_on: [b{n}]}}" for n in range(12)]
    text = f"services: {{{', '.join(services)}}}"
    (tmp_path / "compose.yml").write_text(text, encoding="utf-8")
    lines = imported(str(tmp_path)).stdout.splitlines()
    assert [line for line in lines if line.startswith("filled")] == [
        (
            "filled   5 of 41 layers, by what services are called or run: "
            "cache 1; database 1; names, addresses and time 1; network core 1; 1 other kinds 1"
        ),
        "filled   7 dependencies are assumed, for 4 services of which nobody says what they need",
        "filled   hours, team, team size: by templates; --json names each with its source",
    ]
    circles = [line for line in lines if line.startswith("cycle")]
    assert len(circles) == 11
    assert "Way out: say that people bridge it by hand" in circles[0]
    assert circles[-1] == "cycle    … and 2 more: --json has them all"


def test_a_damaged_file_ends_with_3(folder: Path) -> None:
    """The others are read all the same."""
    (folder / "bad.yml").write_text("[", encoding="utf-8")
    result = imported(str(folder), "--json")
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert told["services"] == 3
    assert [one["code"] for one in told["findings"]] == ["BS-LOAD-020"]


def test_nothing_at_all_ends_with_3(folder: Path) -> None:
    """A file that is no inventory is named, and there is nothing to plan."""
    result = imported(str(folder / "README.md"))
    assert result.exit_code == 3
    assert "BS-LOAD-028" in result.stdout


def test_a_path_must_be_there() -> None:
    """A wrong path is wrong use."""
    assert imported("nowhere").exit_code == 2
    assert imported().exit_code == 2


@pytest.mark.conformance
def test_govuk_in_one_command(shared_data: Path) -> None:
    """Compose files, team list and Helm values: 192 services, 370 dependencies, six layers."""
    folders = (
        shared_data / "estate" / name for name in ("govuk_docker", "govuk_repos", "govuk_helm")
    )
    told = json.loads(imported(*map(str, folders), "--json").stdout)
    assert (told["services"], told["dependencies"]) == (192, 370)
    assert (told["layers"], told["cycles"]) == (6, 0)
    assert set(told["unknown"]) >= {"teams", "durations", "values", "dependencies"}
    assert (told["unknown"]["layers"], told["unknown"]["dependencies"]) == (192, 20)
    assert told["assumed"] == {"dependencies": 0, "services": 0}
