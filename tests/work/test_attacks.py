"""A dossier full of files that attack, and good invoices beside them, from end to end."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from blackstart.base.today import Mode
from blackstart.store.database import open_store
from blackstart.store.server import Server
from tests.work import attacks
from tests.work.attacks import LEFT_ALONE, READ, Attack
from tests.work.incident import drop, tables
from tests.work.killed import Undisturbed

pytestmark = pytest.mark.slow

PROGRAM = Path(sys.executable).parent / "blackstart"
NAME = "attacked"
MEMORY_KB_MAX = 1_000_000
SETTLED = "paid set_off discount open held refused".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A run over everything: what it printed, how much memory it had, and what it left."""

    dossier: Path
    document: Any
    memory_kb: int
    tables: dict[str, pl.DataFrame]

    def findings(self, name: str) -> pl.DataFrame:
        """Give what was found in a file, and in the invoices that were read from it."""
        documents, invoices = self.tables["documents"], self.tables["invoices"]
        (document,) = documents.filter(file=f"documents/attack/{name}")["document"]
        subjects = [document, *invoices.filter(document=document)["invoice"]]
        return self.tables["invoice_findings"].filter(pl.col("subject").is_in(subjects))


@pytest.fixture(scope="module")
def ran(
    home: Path, server: Server, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ran]:
    """Run the small dossier with all attacks in it, as a user does."""
    dossier = Path(shutil.copytree(folder, tmp_path_factory.mktemp("attacks") / "dossier"))
    package = json.loads((dossier / "datapackage.json").read_text("utf-8"))
    package["name"] = package["blackstart"]["name"] = NAME
    (dossier / "datapackage.json").write_text(json.dumps(package), "utf-8")
    attacks.put(dossier / "documents" / "attack")
    with _started(home, dossier) as process:
        assert process.stdout is not None
        printed = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    with open_store(home, NAME, Mode.EXERCISE) as store:
        left = tables(store)
    yield Ran(dossier=dossier, document=json.loads(printed), memory_kb=used.ru_maxrss, tables=left)
    shutil.rmtree(dossier)
    drop(server, NAME)


def _started(home: Path, dossier: Path, *words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "BLACKSTART_HOME": str(home), "BLACKSTART_DATABASE_URL": ""}
    command: list[str | Path] = [PROGRAM, "run", dossier, "--once", "--json", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


@pytest.mark.parametrize("name", [name for name, attack in READ.items() if not attack.held])
def test_it_is_refused_with_its_place(ran: Ran, name: str) -> None:
    """Nothing is made of the file, and a finding says why and where."""
    documents = ran.tables["documents"].filter(file=f"documents/attack/{name}")
    assert documents["state"].to_list() == ["refused"]
    found = ran.findings(name).filter(severity="refused")
    assert found["code"].to_list() == [READ[name].code]
    assert found["place"][0].startswith(READ[name].place)


@pytest.mark.parametrize("name", [name for name, attack in READ.items() if attack.held])
def test_it_waits_for_a_person(ran: Ran, name: str) -> None:
    """What can be read of it is shown, without tricks, and nothing of it is owed yet."""
    (document,) = ran.tables["documents"].filter(file=f"documents/attack/{name}")["document"]
    invoices = ran.tables["invoices"].filter(document=document)
    assert invoices.height == 1
    texts = "".join(str(value) for value in invoices.row(0))
    assert texts.isprintable()
    debts = ran.tables["debts"].filter(pl.col("invoice").is_in(invoices["invoice"].implode()))
    assert set(debts["state"]) <= {"held", "refused"}
    if READ[name].code:
        found = ran.findings(name).filter(code=READ[name].code)
        assert found["place"].str.starts_with(READ[name].place).any()


@pytest.mark.parametrize("name", LEFT_ALONE, ids=ascii)
def test_it_is_left_alone(ran: Ran, name: bytes) -> None:
    """By its kind, name or size alone: it is named, and not a byte of it is kept."""
    attack: Attack = LEFT_ALONE[name]
    shown = os.fsdecode(b"documents/attack/" + name)
    subject = shown if shown.isprintable() else ascii(shown)
    told = {(found["code"], found["subject"]) for found in ran.document["load"]["findings"]}
    assert (attack.code, subject) in told
    assert shown not in set(ran.tables["documents"]["file"])


def test_the_batch_goes_on(ran: Ran, undisturbed: Undisturbed) -> None:
    """Every good invoice becomes the debt that it would have become without the attacks."""
    for name in ("documents", "invoices", "invoice_lines", "debts", "billed_receipts"):
        good = undisturbed.left.tables[name]
        assert good.join(ran.tables[name], on=good.columns, how="anti", nulls_equal=True).is_empty()
    assert "received" not in ran.tables["documents"]["state"]
    assert ran.document["load"]["documents_unread"] == 0


def test_the_books_hold(ran: Ran) -> None:
    """Debt in, less credits, is where it went, to the penny."""
    for book in ran.document["invoices"]["books"].values():
        amounts = {name: Decimal(amount) for name, amount in book.items()}
        assert amounts["debt_in"] - amounts["credits"] == sum(amounts[name] for name in SETTLED)


def test_memory_stays_bounded(ran: Ran) -> None:
    """None of them makes the reader take a gigabyte."""
    assert ran.memory_kb < MEMORY_KB_MAX


def test_strict_ends_with_3(ran: Ran, home: Path) -> None:
    """For a script that wants to stop at the first doubt."""
    with _started(home, ran.dossier, "--strict") as process:
        process.communicate()
    assert process.returncode == 3
