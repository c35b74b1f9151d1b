"""Compose files become services and what they need; hostile ones become findings."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.day.tables import table
from blackstart.post.findings_load import FINDINGS
from blackstart.post.inventory.compose import read_compose
from blackstart.post.inventory.estate import Estate
from blackstart.post.inventory.importing import is_inventory

CODES = {finding.code for finding in FINDINGS}


def estate(**files: str) -> Estate:
    """Read compose files; the name of each is its keyword and .yml."""
    return read_compose([(f"{name}.yml", text.encode()) for name, text in files.items()])


def pairs(found: Estate) -> list[tuple[str, str]]:
    """List who needs whom."""
    return found.dependencies.select("service", "needs").rows()


def said(found: Estate) -> list[tuple[str, str]]:
    """List code and subject of the findings."""
    return [(finding.code, finding.subject) for finding in found.findings]


def test_both_forms_of_depends_on_are_read() -> None:
    """A list, or a map with conditions; the rows fit the dossier's tables."""
    found = estate(
        a="""
        services:
          web:
            depends_on: [db, cache]
          worker:
            depends_on:
              db: {condition: service_healthy}
            links: ["cache:redis"]
          db: {}
          cache: {image: redis}
        """
    )
    assert found.services.row(0) == ("cache", "unknown", None, "compose: a.yml", "redis")
    assert found.services["service"].to_list() == ["cache", "db", "web", "worker"]
    assert pairs(found) == [
        ("web", "cache"),
        ("web", "db"),
        ("worker", "cache"),
        ("worker", "db"),
    ]
    assert found.dependencies.row(0)[2:] == ("rebuild", False, "compose: a.yml")
    assert table("services").schema.is_valid(found.services)
    assert table("dependencies").schema.is_valid(found.dependencies)
    assert found.findings == ()


def test_anchors_merges_and_tags_are_understood() -> None:
    """A merge brings dependencies, the service's own word wins, `!reset` takes back."""
    found = estate(
        a="""
        x-app: &app
          build: .
        x-rails: &rails
          <<: *app
          depends_on: &on [db]
        services:
          one: {<<: *rails}
          two:
            <<: [*app, *rails]
          three:
            <<: *rails
            depends_on: !override [cache]
          four:
            <<: *rails
            depends_on: !reset null
          five:
            depends_on:
              <<: {db: {}}
              cache: {}
          six: !reset null
          db: {volumes: !custom {a: b}}
          cache: {}
        """
    )
    assert pairs(found) == [
        ("five", "cache"),
        ("five", "db"),
        ("one", "db"),
        ("three", "cache"),
        ("two", "db"),
    ]
    assert found.services.height == 7
    assert found.findings == ()


def test_a_service_takes_over_what_it_extends() -> None:
    """From the same file or from another one of the set; a circle ends."""
    found = read_compose(
        [
            ("app/compose.yml", b"services: {web: {extends: {file: ../base.yml, service: base}}}"),
            ("base.yml", b"services: {base: {extends: core}, core: {links: [db]}, db: {}}"),
            ("loop.yml", b"services: {a: {extends: b}, b: {extends: a}, c: {extends: nobody}}"),
        ]
    )
    assert pairs(found) == [("base", "db"), ("core", "db"), ("web", "db")]


def test_one_name_is_one_service() -> None:
    """Two files may each say a part of what it needs; that is noted."""
    found = estate(
        a="services: {web: {depends_on: [db]}, db: {}}",
        b="services: {web: {depends_on: [cache]}, cache: {}}",
    )
    assert found.services["service"].to_list() == ["cache", "db", "web"]
    assert pairs(found) == [("web", "cache"), ("web", "db")]
    assert said(found) == [("BS-LOAD-025", "b.yml, web")]


def test_what_is_needed_must_come_back_too() -> None:
    """A service that only others name is added, and said to be so."""
    found = estate(a="services: {web: {depends_on: [ldap]}}")
    assert found.services.rows()[0] == (
        "ldap",
        "unknown",
        None,
        "named in compose: a.yml",
        None,
    )
    assert said(found) == [("BS-LOAD-023", "a.yml, web: ldap")]


def test_entries_that_are_no_service_are_named() -> None:
    """A list, a name of two lines or too long, a need of itself or of something nameless."""
    found = estate(
        a=f"""
        services:
          web: {{depends_on: [web, [nested]]}}
          list: [a]
          "two\\nlines": {{}}
          {"x" * 121}: {{}}
        """
    )
    assert found.services["service"].to_list() == ["web"]
    assert pairs(found) == []
    assert [code for code, _ in said(found)] == [*["BS-LOAD-022"] * 4, "BS-LOAD-024"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("services: [", "BS-LOAD-020"),
        ("a: 1", "BS-LOAD-020"),
        ("- a", "BS-LOAD-020"),
        ("", "BS-LOAD-020"),
        ("services: {web: *nobody}", "BS-LOAD-020"),
        ("services: !!python/object/apply:os.system [exit 1]", "BS-LOAD-020"),
        ("services: " + "[" * 100_000, "BS-LOAD-021"),
        ("services: " + "{a: " * 100, "BS-LOAD-021"),
        ("services: [" + "a," * 250_000 + "]", "BS-LOAD-021"),
        ("#" * (4 * 2**20 + 1), "BS-LOAD-021"),
        ("services: {web: &a {<<: *a}}", "BS-LOAD-021"),  # merges in a circle
        ("services: {web: &a {<<: [*a, *a]}}", "BS-LOAD-021"),
    ],
)
def test_hostile_files_are_findings(text: str, code: str) -> None:
    """Nothing is built, run or copied; the other files are still read."""
    found = estate(bad=text, good="services: {db: {}}")
    assert found.services["service"].to_list() == ["db"]
    assert said(found) == [(code, "bad.yml")]


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    """Twenty levels of ten aliases are ten nodes each, not ten to the twentieth entries."""
    levels = [f"l0: &l0 {{{', '.join(f'k{n}: 1' for n in range(10))}}}"]
    levels += [
        f"l{n}: &l{n} {{<<: [{', '.join([f'*l{n - 1}'] * 10)}], own{n}: 1}}" for n in range(1, 20)
    ]
    found = estate(a="\n".join([*levels, "services: {web: {<<: *l19}}"]))
    assert found.services.height == 1
    wide = [f"w: &w {{{', '.join(f'k{n}: 1' for n in range(2000))}}}"]
    wide += ["services:", *(f"  s{n}: {{<<: *w}}" for n in range(2000))]
    assert said(estate(a="\n".join(wide))) == [("BS-LOAD-021", "a.yml")]


@given(
    files=st.lists(st.text(alphabet="services:web{}[]&*<! \n-ad,", max_size=60), max_size=3),
)
def test_any_text_gives_an_answer(files: Sequence[str]) -> None:
    """Rows that fit the tables and findings of the list; never a traceback."""
    found = read_compose([(f"{place}.yml", text.encode()) for place, text in enumerate(files)])
    assert table("services").schema.is_valid(found.services)
    assert table("dependencies").schema.is_valid(found.dependencies)
    assert {finding.code for finding in found.findings} <= CODES


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("docker-compose.yml", "", True),
        ("compose.override.yaml", "", True),
        ("Compose.YML", "", True),
        ("stack.yml", "services: {web: {}}", True),
        ("stack.yml", "services: [web]", False),
        ("stack.yml", "services:", False),
        ("stack.yml", "jobs: {services: {web: {}}}", False),
        ("stack.yml", "services: [", False),
        ("stack.yml", "jobs: {}", False),
        ("compose.json", "services: {web: {}}", False),
    ],
)
def test_compose_files_are_known_by_name_or_content(
    tmp_path: Path, name: str, text: str, *, answer: bool
) -> None:
    """`services` at the top with something in it."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert is_inventory(tmp_path / name) is answer


@pytest.mark.conformance
@pytest.mark.parametrize(
    "inventory", ["govuk_docker", "compose/otel_demo", "compose/frappe_docker"]
)
def test_public_inventories_are_counted_right(shared_data: Path, inventory: str) -> None:
    """Real compose files give as many services and dependencies as their own tables say."""
    folder = shared_data / "estate"
    with (folder / "expected_counts.csv").open(encoding="utf-8", newline="") as file:
        expected = {
            row["measure"]: row["value"]
            for row in csv.DictReader(file)
            if row["inventory"] == inventory
        }
    paths = sorted((folder / inventory).rglob("*.y*ml"))
    found = read_compose([(path.as_posix(), path.read_bytes()) for path in paths])
    assert len(paths) == int(expected["files"])
    assert found.services.height == int(expected["services"])
    assert found.dependencies.height == int(expected["depends_on_edges"])
    assert found.findings == ()
