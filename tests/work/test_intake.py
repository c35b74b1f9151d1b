"""A dossier is taken in row by row and byte for byte; twice is the same as once."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from blackstart.post.dossier.folder import read_table
from blackstart.store import frames, inbox, record, rejects
from blackstart.store.database import Store
from blackstart.work import (
    documents,
    intake,
    inventories,
    moment,
    once,
    queue,
    reading,
    refusals,
)
from tests.work.incident import MADE, described, quiet, tables, take_in

COMPOSE = "services:\n  web:\n    image: w\n    depends_on: [db]\n  db:\n    image: d\n"


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """Copy the small dossier for a test that changes it."""
    return Path(shutil.copytree(folder, tmp_path / "dossier"))


def _load(store: Store, folder: Path) -> dict[str, Any]:
    dossier = described(folder)
    clock = moment.start(store, dossier.as_of)
    return dict(intake.load(store, dossier, clock, quiet))


def _edit(folder: Path, name: str, change: Callable[[list[str]], list[str]]) -> None:
    """Change the lines of a table's file; its header is line 0."""
    path = folder / "tables" / f"{name}.csv"
    lines = change(path.read_text("utf-8").splitlines())
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _counts(**changed: int) -> dict[str, int]:
    return {"inserted": 0, "updated": 0, "unchanged": 0, "refused": 0, **changed}


def _versions(store: Store) -> dict[str, int]:
    with store.connect() as conn:
        return frames.versions(conn, [*MADE, "part_orders", "firms", "services"])


def test_all_of_it_is_there(store: Store, folder: Path) -> None:
    """Every row of every table is kept, and every file of different bytes waits to be read."""
    facts = _load(store, folder)
    lines = {
        path.stem: len(path.read_text("utf-8").splitlines()) - 1
        for path in (folder / "tables").glob("*.csv")
    }
    assert {name: counts["inserted"] for name, counts in facts["tables"].items()} == lines
    assert facts["refused"] == 0
    kept = tables(store, ("documents",))["documents"]
    files = [path for path in (folder / "documents").rglob("*") if path.is_file()]
    assert kept.height == facts["documents"]["new"] == len({path.read_bytes() for path in files})
    assert facts["documents"]["files"] == len(files)
    assert kept["state"].unique().to_list() == ["received"]


def test_twice_changes_nothing(store: Store, folder: Path) -> None:
    """The same dossier again says the same, and no table is touched; touched files neither."""
    facts, versions = _load(store, folder), _versions(store)
    assert _load(store, folder) == facts
    with store.connect() as conn:
        events = record.counts(conn)
    assert events == (1, 0)
    for path in (folder / "tables").glob("*.csv"):
        os.utime(path)
    again = _load(store, folder)
    assert all(counts["inserted"] == counts["updated"] == 0 for counts in again["tables"].values())
    assert again["documents"] == {
        **facts["documents"],
        "new": 0,
        "known": facts["documents"]["new"],
    }
    assert _versions(store) == versions


def test_a_newer_export_updates_what_changed(store: Store, own: Path) -> None:
    """One row that is new and one that is different: the others stay, and what is gone stays."""
    _load(store, own)
    before = tables(store, ("part_orders",))["part_orders"]

    def newer(lines: list[str]) -> list[str]:
        first = lines[1].split(",")
        changed = ",".join([*first[:5], "77", *first[6:]])
        return [lines[0], changed, *lines[3:], ",".join(["NEW-1", *first[1:]])]

    _edit(own, "part_orders", newer)
    facts = _load(store, own)
    rows = before.height
    assert facts["tables"]["part_orders"] == _counts(inserted=1, updated=1, unchanged=rows - 2)
    after = tables(store, ("part_orders",))["part_orders"]
    assert after.height == rows + 1
    assert after.join(before, on=after.columns, how="anti", nulls_equal=True)["line"].to_list() == [
        "NEW-1",
        before["line"][0],
    ]


def test_a_bad_row_is_set_aside_with_its_place(store: Store, own: Path) -> None:
    """A row that breaks a rule is named by file, row, column and value; the others are kept."""

    def spoilt(lines: list[str]) -> list[str]:
        cells = lines[2].split(",")
        return [*lines[:2], ",".join([*cells[:5], "-4", *cells[6:]]), *lines[3:]]

    rows = len((own / "tables" / "part_orders.csv").read_text("utf-8").splitlines()) - 1
    _edit(own, "part_orders", spoilt)
    facts = _load(store, own)
    assert facts["tables"]["part_orders"] == _counts(inserted=rows - 1, refused=1)
    assert facts["refused"] == 1
    with store.connect() as conn:
        refused = rejects.read(conn).rows(named=True)
    assert [(row["file"], row["row"], row["column"], row["value"]) for row in refused] == [
        ("tables/part_orders.csv", 3, "quantity", "-4")
    ]
    told: Any = refusals.told(store)
    assert [row["value"] for row in told["rows_refused"]] == ["-4"]


def test_a_row_that_was_mended_is_refused_no_more(store: Store, own: Path, folder: Path) -> None:
    """A refused row is forgotten when its file is right."""
    _edit(own, "part_orders", lambda lines: [*lines, lines[1].replace("PO", "QO", 1) + ",x"])
    assert _load(store, own)["tables"]["part_orders"]["refused"] == 1
    shutil.copy(folder / "tables" / "part_orders.csv", own / "tables" / "part_orders.csv")
    assert _load(store, own)["tables"]["part_orders"]["refused"] == 0
    with store.connect() as conn:
        assert rejects.read(conn).is_empty()


def test_a_table_that_is_broken_loads_nothing(store: Store, own: Path) -> None:
    """Half a table is worse than none: a file that cannot be read to its end gives no row."""
    path = own / "tables" / "part_orders.csv"
    path.write_bytes(path.read_bytes() + b"PO9,\xff\xfe\n")
    facts = _load(store, own)
    assert facts["tables"]["part_orders"]["inserted"] == 0
    assert tables(store, ("part_orders",))["part_orders"].is_empty()
    assert [found["subject"] for found in facts["findings"] if found["severity"] == "refused"] == [
        "tables/part_orders.csv"
    ]
    assert facts["refused"] == 1
    assert facts["tables"]["firms"]["inserted"] > 0


def test_a_fault_of_ours_leaves_a_table_as_it_was(
    store: Store, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails in the middle of a table has changed none of it, and goes on there."""
    put = rejects.put

    def fails(*_: object) -> int:
        raise RuntimeError("power")

    monkeypatch.setattr("blackstart.store.rejects.put", fails)
    with pytest.raises(RuntimeError, match="power"):
        _load(store, own)
    assert tables(store, ("services",))["services"].is_empty()
    monkeypatch.setattr("blackstart.store.rejects.put", put)
    assert _load(store, own)["tables"]["services"]["inserted"] > 0


def test_it_goes_on_with_what_is_missing(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A load that broke off does not read again what it has, and tells it all in the end."""
    monkeypatch.setattr(documents, "FILES_A_BATCH", 10)
    read_tables: list[str] = []

    def noting(file: Any, name: str) -> Any:  # noqa: ANN401 - handed on
        read_tables.append(name)
        if name == "vehicles" and read_tables.count(name) == 1:
            raise RuntimeError("power")
        return read_table(file, name)

    monkeypatch.setattr(intake, "read_table", noting)
    with pytest.raises(RuntimeError, match="power"):
        _load(store, folder)
    facts = _load(store, folder)
    again = {name for name in read_tables if read_tables.count(name) > 1}
    assert again == {"vehicles"}
    assert all(counts["unchanged"] == 0 for counts in facts["tables"].values())


def test_a_file_that_is_too_large(store: Store, own: Path) -> None:
    """A file over 100 MB is refused by name, and neither kept nor read."""
    with (own / "documents" / "huge.xml").open("wb") as file:
        file.truncate(documents.BYTES_MAX + 1)
    facts = _load(store, own)
    assert facts["documents"]["refused"] == facts["refused"] == 1
    assert ("BS-LOAD-051", "documents/huge.xml") in {
        (found["code"], found["subject"]) for found in facts["findings"]
    }
    names = tables(store, ("documents",))["documents"]["file"]
    assert "documents/huge.xml" not in names


def test_large_files_come_in_small_heaps(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Heaps are cut by bytes, when they are taken in and when they are read: memory is bounded."""
    (tmp_path / "documents").mkdir()
    for name in "abc":
        (tmp_path / "documents" / f"{name}.csv").write_text(name * 60, "utf-8")
    monkeypatch.setattr(documents, "BYTES_A_BATCH", 120)
    monkeypatch.setattr(inbox, "take", partial(inbox.take, bytes_max=1))
    told: list[str] = []
    dossier = described(tmp_path)
    intake.load(store, dossier, moment.start(store, dossier.as_of), told.append)
    assert [line for line in told if line.startswith("documents")] == [
        "documents 0 of 3",
        "documents 2 of 3",
    ]
    with store.connect() as conn:
        conn.execute("DELETE FROM procrastinate_jobs")
    queue.ask(store, "read")  # one job is enough
    queue.work_off(store)
    assert _read_events(store) == [1, 1, 1]


def test_of_two_copies_the_first_to_arrive_counts(store: Store, own: Path) -> None:
    """The same bytes under two names are kept once, by the name and day that came first."""
    bodies = {"a-sent-again.csv": "2025-09-20", "z-first.csv": "2025-09-05", "zz.csv": ""}
    for name in bodies:
        (own / "documents" / name).write_text("number;net\nX-1;5\n", "utf-8")
    _edit(
        own,
        "document_arrivals",
        lambda lines: [
            *lines,
            *(f"documents/{name},{day},mail" for name, day in bodies.items() if day),
        ],
    )
    facts = _load(store, own)
    kept = tables(store, ("documents",))["documents"].filter(
        pl.col("file").is_in([f"documents/{name}" for name in bodies])
    )
    assert kept.select("file", "arrived_on").rows() == [("documents/z-first.csv", date(2025, 9, 5))]
    told = {
        found["subject"]: found["message"]
        for found in facts["findings"]
        if found["code"] == "BS-LOAD-052"
    }
    for name in ("a-sent-again.csv", "zz.csv"):
        message = "The same bytes as documents/z-first.csv; kept once."
        assert told[f"documents/{name}"] == message


def test_a_file_without_a_date_came_today(store: Store, own: Path) -> None:
    """What no table dates came on the day on which it was loaded, and keeps that day."""
    (own / "documents" / "new.csv").write_text("number;net\nX-2;5\n", "utf-8")
    _load(store, own)
    moment.advance(store, 3)
    os.utime(own / "documents" / "new.csv")
    dossier = described(own)
    intake.load(store, dossier, moment.clock(store), quiet)
    kept = tables(store, ("documents",))["documents"].filter(file="documents/new.csv")
    assert kept["arrived_on"].to_list() == [date(2025, 9, 25)]


def test_documents_are_read_once(store: Store, own: Path) -> None:
    """A document that was read is not read again when the dossier comes once more."""
    take_in(store, own)
    before = tables(store)
    os.utime(next((own / "tables").glob("*.csv")))
    (own / "documents" / "new.csv").write_text("number;net\nX-2;5\n", "utf-8")
    take_in(store, own)
    after = tables(store)
    assert after["documents"].height == before["documents"].height + 1
    for name in ("documents", "invoices", "invoice_lines"):
        lost = before[name].join(after[name], on=before[name].columns, how="anti", nulls_equal=True)
        assert lost.is_empty()
    assert _read_events(store) == [before["documents"].height, 1]


def test_what_another_load_has_kept_stays_read(store: Store, folder: Path) -> None:
    """Two loads at once: what the other one has kept meanwhile, and somebody read, stays so."""
    dossier = described(folder)
    clock = moment.start(store, dossier.as_of)
    slow = once.Once(store=store, step=intake.LOAD, inputs={"slow": True}, at=clock.now())
    told: list[str] = []

    def others(line: str) -> None:
        """Let the other load do everything once this one has looked at what is known."""
        told.append(line)
        take_in(store, folder)

    parts = documents.load(slow, dossier, date(2025, 9, 25), others)
    assert documents.counted(parts)["new"] == 0
    assert documents.counted(parts)["known"] == tables(store)["documents"].height
    assert "received" not in tables(store)["documents"]["state"]
    assert len(told) == 1


def test_reading_is_asked_for_again(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents whose job was lost are asked for again, a batch a job; with none, nothing is."""
    _load(store, folder)
    monkeypatch.setattr(reading, "DOCUMENTS_A_JOB", 20)
    with store.connect() as conn:
        conn.execute("DELETE FROM procrastinate_jobs")
        queue.ask_for_reading(store)
        jobs = conn.execute("SELECT task_name, status FROM procrastinate_jobs").fetchall()
        assert inbox.waiting(conn) == 45
        assert jobs == [("read", "todo")] * 3
        queue.work_off(store)
        assert inbox.waiting(conn) == 0
        queue.ask_for_reading(store)
        assert conn.execute("SELECT task_name FROM procrastinate_jobs").fetchall() == []


def test_inventories_of_the_estate(store: Store, own: Path) -> None:
    """A compose file adds services; the dossier's own table goes before, and twice adds nothing."""
    (own / "estate").mkdir(exist_ok=True)
    (own / "estate" / "compose.yaml").write_text(COMPOSE, "utf-8")
    dossier = described(own)
    clock = moment.start(store, dossier.as_of)
    before = _load(store, own)
    names = tables(store, ("services",))["services"]["service"].to_list()
    assert (
        before["inventories"]["services"] == len(names) - before["tables"]["services"]["inserted"]
    )
    assert len([name for name in names if name.endswith(("web", "db"))]) == 2
    versions = _versions(store)
    work = once.Once(store=store, step=intake.LOAD, inputs={"again": True}, at=clock.now())
    assert inventories.load(work, dossier)["counts"] == before["inventories"]
    assert _versions(store) == versions


def _read_events(store: Store) -> list[int]:
    """Tell how many documents each reading took, in order."""
    with store.connect() as conn:
        rows = conn.execute(
            "SELECT (body::json -> 'facts' ->> 'documents')::int FROM event"
            " WHERE act = 'documents.read' ORDER BY seq"
        ).fetchall()
    return [row[0] for row in rows]
