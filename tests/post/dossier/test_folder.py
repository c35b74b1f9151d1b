"""Every file of a dossier is told apart, and none is lost."""

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest

from blackstart.base.errors import UnknownTableError
from blackstart.base.today import Mode
from blackstart.day.tables import DOSSIER_TABLES, table
from blackstart.post import findings_load, findings_send
from blackstart.post.dossier import about as dossier_about
from blackstart.post.dossier.folder import About, TableFile, describe, read_table, write_package
from blackstart.post.dossier.package import table_schema
from tests.post.dossier_files import AS_OF, put, read

ABOUT = About(
    name="drill",
    as_of=datetime(2025, 9, 25, 3, tzinfo=UTC),
    mode=Mode.LIVE,
    our_name="Our Firm",
    synthetic=True,
    seed=7,
    recipe="jlr-2025",
)


def said(folder: Path, **own: object) -> None:
    """Write a datapackage.json with these words on the dossier."""
    body = {"name": "drill", "blackstart": own, "resources": []}
    (folder / "datapackage.json").write_text(json.dumps(body), encoding="utf-8")


def test_a_dossier_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """What the exercise writes, in CSV and in Parquet, is what loading reads."""
    teams = pl.DataFrame(
        {"team": ['a "b", c', "é"], "people": [1, 2], "hours_per_day": [8.0, 0.1 + 7]}
    )
    cash = (
        table("cash_accounts")
        .empty()
        .vstack(
            pl.DataFrame(
                [("main", date(2025, 9, 24), "GBP", -5, 0, "Our Firm", None, None)],
                schema=table("cash_accounts").empty().schema,
                orient="row",
            )
        )
    )
    (tmp_path / "tables").mkdir()
    teams.write_csv(tmp_path / "tables" / "teams.csv")
    cash.write_parquet(tmp_path / "tables" / "cash_accounts.parquet")
    files = [
        TableFile(table=path.stem, file=f"tables/{path.name}", path=path)
        for path in (tmp_path / "tables").iterdir()
    ]
    first = write_package(tmp_path, ABOUT, files).read_bytes()
    assert write_package(tmp_path, ABOUT, files[::-1]).read_bytes() == first
    dossier = describe(tmp_path, AS_OF)
    assert dossier.findings == ()
    for name in ("name", "as_of", "mode", "zone", "our_name", "synthetic", "seed", "recipe"):
        assert getattr(dossier, name) == getattr(ABOUT, name)
    assert [file.table for file in dossier.tables] == ["teams", "cash_accounts"]
    assert read(dossier.tables[0].path, "teams").rows.equals(teams)
    assert read(dossier.tables[1].path, "cash_accounts").rows.equals(cash)


def test_files_are_told_apart(tmp_path: Path) -> None:
    """With a datapackage.json, tables, documents and inventories stand where they should."""
    put(
        tmp_path,
        tables__teams_csv="team,people,hours_per_day\n",
        tables__nonsense_csv="a,b\n",
        tables__invoices_csv="made by us, not brought\n",
        documents__inv__1_xml="<a/>",
        documents__stack_yml="services: {web: {}}",
        estate__compose_yaml="services: {web: {}}",
        estate__hosts_json="{}",
        README_md="hello",
    )
    said(tmp_path, as_of="2025-09-25T03:00:00Z", mode="EXERCISE", our_name="Us")
    dossier = describe(tmp_path, AS_OF)
    assert [file.file for file in dossier.tables] == ["tables/teams.csv"]
    assert dossier.tables[0].path.is_file()
    assert dossier.documents == (Path("documents/inv/1.xml"),)
    assert dossier.inventories == (Path("documents/stack.yml"), Path("estate/compose.yaml"))
    assert [(finding.code, finding.subject) for finding in dossier.findings] == [
        ("BS-LOAD-008", "README.md"),
        ("BS-LOAD-008", "estate/hosts.json"),
        ("BS-LOAD-008", "tables/invoices.csv"),
        ("BS-LOAD-008", "tables/nonsense.csv"),
        ("BS-LOAD-004", "tables/teams.csv"),
    ]


def test_a_heap_of_files_is_a_dossier_too(tmp_path: Path) -> None:
    """Without datapackage.json all is taken as a document that is no table and no compose file."""
    put(
        tmp_path,
        govuk__app__docker_compose_yml="services: {}",
        other__stack_yaml="x-a: 1\nservices:\n  web:\n    image: a\n",
        other__workflow_yaml="jobs:\n  services: none\n",
        einvoice__a_xml="<a/>",
        vehicles_csv="vin\n",
        einvoice__vehicles_csv="vin\n",
    )
    (tmp_path / "govuk/app/docker_compose.yml").rename(tmp_path / "govuk/app/docker-compose.yml")
    dossier = describe(tmp_path, AS_OF)
    assert (dossier.name, dossier.our_name) == (tmp_path.name, tmp_path.name)
    assert (dossier.as_of, dossier.mode) == (AS_OF, Mode.EXERCISE)
    assert [path.as_posix() for path in dossier.inventories] == [
        "govuk/app/docker-compose.yml",
        "other/stack.yaml",
    ]
    assert [path.as_posix() for path in dossier.documents] == [
        "einvoice/a.xml",
        "einvoice/vehicles.csv",
        "other/workflow.yaml",
    ]
    assert [file.file for file in dossier.tables] == ["vehicles.csv"]
    assert [finding.code for finding in dossier.findings] == ["BS-LOAD-002"]


def test_nothing_leads_out_of_the_folder(tmp_path: Path) -> None:
    """Links out, links to folders, dead links, pipes and hidden things are named and left alone."""
    outside = tmp_path / "secret.xml"
    outside.write_text("<a/>", encoding="utf-8")
    folder = tmp_path / "dossier"
    put(folder, documents__a_xml="<a/>", documents___git__config_xml="x")
    (folder / "documents" / "_git").rename(folder / "documents" / ".git")
    (folder / "documents" / "inside.xml").symlink_to(folder / "documents" / "a.xml")
    (folder / "documents" / "out.xml").symlink_to(outside)
    (folder / "documents" / "up").symlink_to(tmp_path, target_is_directory=True)
    (folder / "documents" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "documents" / "dead.xml").symlink_to(folder / "nowhere.xml")
    os.mkfifo(folder / "documents" / "pipe.xml")
    (folder / "documents" / "bad\nname.xml").write_text("x", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/documents/\xff.xml")).write_text(
        "x", encoding="utf-8"
    )
    said(folder, as_of="2025-09-25T03:00:00Z", mode="EXERCISE", our_name="Us")
    dossier = describe(folder, AS_OF)
    assert [path.name for path in dossier.documents] == ["a.xml", "inside.xml"]
    assert {(finding.code, finding.subject) for finding in dossier.findings} == {
        ("BS-LOAD-005", "documents/out.xml"),
        ("BS-LOAD-005", "documents/up"),
        ("BS-LOAD-006", "documents/loop"),
        ("BS-LOAD-006", "documents/dead.xml"),
        ("BS-LOAD-006", "documents/pipe.xml"),
        ("BS-LOAD-007", "'documents/bad\\nname.xml'"),
        ("BS-LOAD-007", "'documents/\\udcff.xml'"),
        ("BS-LOAD-008", "documents/.git"),
    }


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other folders are still read."""
    put(tmp_path, open__a_xml="<a/>", shut__b_xml="<a/>")
    scandir = os.scandir

    def refusing(folder: str) -> Any:  # noqa: ANN401 - what scandir gives has no public type
        if folder.endswith("shut"):
            raise PermissionError(folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    dossier = describe(tmp_path, AS_OF)
    assert dossier.documents == (Path("open/a.xml"),)
    assert ("BS-LOAD-006", "shut") in [(found.code, found.subject) for found in dossier.findings]


def test_resources_are_checked(tmp_path: Path) -> None:
    """A resource may have any file name, must be there, lie inside, and be the only one."""
    put(
        tmp_path,
        export__cars_csv="vin\n",
        tables__vehicles_csv="vin\n",
        tables__teams_csv="team\n",
        truth__faults_csv="file\n",
    )
    resources = [
        {"name": "vehicles", "path": ["export/cars.csv"]},
        {"name": "retailers", "path": "tables/retailers.csv"},
        {"name": "lines", "path": "../lines.csv"},
        {"name": "firms", "path": "/etc/passwd"},
        {"name": "teams", "path": "tables/teams.csv"},
        {"name": "plants", "path": ["a.csv", "b.csv"]},
        {"name": "opinions", "path": "truth/faults.csv"},
        "nonsense",
    ]
    own = {"as_of": "2025-09-25T03:00:00Z", "mode": "LIVE", "our_name": "Us", "name": "x"}
    body = {"blackstart": own, "resources": resources}
    (tmp_path / "datapackage.json").write_text(json.dumps(body), encoding="utf-8")
    dossier = describe(tmp_path, AS_OF)
    assert [(file.table, file.file) for file in dossier.tables] == [
        ("teams", "tables/teams.csv"),
        ("vehicles", "export/cars.csv"),
    ]
    assert [(finding.code, finding.subject) for finding in dossier.findings] == [
        ("BS-LOAD-004", "datapackage.json, resource 6"),
        ("BS-LOAD-004", "datapackage.json, resource 8"),
        ("BS-LOAD-009", "tables/retailers.csv"),
        ("BS-LOAD-005", "datapackage.json, lines: ../lines.csv"),
        ("BS-LOAD-005", "datapackage.json, firms: /etc/passwd"),
        ("BS-LOAD-010", "tables/vehicles.csv"),
        ("BS-LOAD-008", "truth/faults.csv"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "taken"),
    [
        ("as_of", None, AS_OF),
        ("as_of", "yesterday", AS_OF),
        ("as_of", 20250925, AS_OF),
        ("as_of", "2025-09-25T03:00:00", AS_OF),  # no zone: nobody can tell when that is
        ("as_of", "0001-01-01T00:00:00+14:00", AS_OF),
        ("mode", "live", Mode.EXERCISE),
        ("zone", "Europe/Nowhere", "Europe/London"),
        ("our_name", " \n ", "drill"),
        ("our_name", 4, "drill"),
        ("synthetic", "yes", False),
        ("seed", "7", None),
        ("seed", True, None),
        ("seed", 2**70, None),
    ],
)
def test_a_field_that_is_unreadable_leaves_its_default(
    tmp_path: Path, field: str, value: object, taken: object
) -> None:
    """The default is named, so that nobody is surprised by it."""
    own = {"as_of": "2025-09-25T04:00:00Z", "mode": "LIVE", "our_name": "Us", field: value}
    said(tmp_path, **own)
    dossier = describe(tmp_path, AS_OF)
    assert getattr(dossier, field) == taken
    (finding,) = dossier.findings
    assert (finding.code, finding.severity) == ("BS-LOAD-004", "note")
    assert finding.subject == f"datapackage.json, {field}"
    assert f"{taken!s} was taken" in finding.message


def test_names_are_one_printable_line(tmp_path: Path) -> None:
    """A name that will stand in mail headers brings no line of its own."""
    own = {"as_of": "2025-09-25T04:00:00+01:00", "mode": "LIVE", "our_name": "Us\r\nBcc: them"}
    said(tmp_path, **own)
    dossier = describe(tmp_path, datetime(2030, 1, 1, tzinfo=UTC))
    assert dossier.our_name == "Us Bcc: them"
    assert dossier.as_of == AS_OF


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff", b"[" * 200_000, b'{"a": ' + b"1" * 5000 + b"}"]
)
def test_a_broken_package_is_named(tmp_path: Path, body: bytes) -> None:
    """The rest of the folder is still read, as if there were none."""
    (tmp_path / "datapackage.json").write_bytes(body)
    put(tmp_path, tables__teams_csv="team\n", a_xml="<a/>")
    dossier = describe(tmp_path, AS_OF)
    assert [finding.code for finding in dossier.findings] == ["BS-LOAD-003"]
    assert (len(dossier.tables), len(dossier.documents)) == (1, 1)


def test_a_giant_package_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes are capped before anything is parsed."""
    monkeypatch.setattr(dossier_about, "PACKAGE_BYTES_MAX", 10)
    said(tmp_path)
    assert [finding.code for finding in describe(tmp_path, AS_OF).findings] == ["BS-LOAD-003"]


def test_a_missing_folder_is_a_finding(tmp_path: Path) -> None:
    """A wrong path is told, not thrown."""
    dossier = describe(tmp_path / "none", AS_OF)
    assert [finding.code for finding in dossier.findings] == ["BS-LOAD-001"]
    assert (dossier.tables, dossier.documents) == ((), ())


def test_an_unknown_table_is_a_programmers_fault(tmp_path: Path) -> None:
    """Only the catalogue's tables can be asked for."""
    with pytest.raises(UnknownTableError):
        read_table(TableFile(table="x", file="x.csv", path=tmp_path), "x")


def test_table_schemas_say_what_a_column_holds() -> None:
    """Type, description, constraints and key stand in the words of the standard."""
    schema = table_schema(table("gates").schema)
    fields = {field["name"]: field for field in schema["fields"]}
    assert schema["primaryKey"] == ["service", "gate"]
    assert fields["gate"]["type"] == "string"
    assert fields["gate"]["constraints"]["enum"][0] == "isolated"
    assert fields["people"]["constraints"] == {"minimum": 0, "maximum": 10**9}
    assert fields["service"]["constraints"]["required"]
    assert fields["hours_low"]["type"] == "number"
    for one in DOSSIER_TABLES:
        assert json.dumps(table_schema(one.schema))


@pytest.mark.parametrize("module", [findings_load, findings_send])
def test_the_lists_of_findings_are_closed_and_ordered(module: ModuleType) -> None:
    """Codes are unique, in order, and every one is in the tuple."""
    codes = [finding.code for finding in module.FINDINGS]
    assert codes == sorted(set(codes))
    named = [name for name in vars(module) if name.isupper() and name != "FINDINGS"]
    assert len(named) == len(codes)


@pytest.mark.conformance
def test_no_public_file_is_lost(shared_data: Path) -> None:
    """The shared data as one heap: each file is a document, an inventory, or has a finding."""
    dossier = describe(shared_data, AS_OF)
    found = {path.as_posix() for path in (*dossier.documents, *dossier.inventories)}
    found |= {finding.subject for finding in dossier.findings}
    files = {path for path in shared_data.rglob("*") if path.is_file()}
    assert {path.relative_to(shared_data).as_posix() for path in files} <= found
    assert len(dossier.inventories) == 66
    assert dossier.tables == ()


def test_live_and_exercise_are_kept(tmp_path: Path) -> None:
    """The mode that is written is the mode that is read."""
    for mode in Mode:
        write_package(tmp_path, replace(ABOUT, mode=mode), [])
        assert describe(tmp_path, AS_OF).mode is mode


def test_what_an_exercise_knows_of_its_own_faults_is_left_alone(tmp_path: Path) -> None:
    """A resource called truth is no table, no document and no finding: nobody may look it up."""
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "faults.csv").write_text("file,fault\n", "utf-8")
    package = {"resources": [{"name": "truth-faults", "path": "truth/faults.csv"}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    found = describe(tmp_path, AS_OF)
    assert (found.tables, found.documents) == ((), ())
    assert not [one for one in found.findings if "faults.csv" in one.subject]
