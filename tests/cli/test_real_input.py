"""Real input: public invoices, bank files and compose files in one folder, run to the end."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from blackstart.base.money import show
from blackstart.store import frames
from tests.cli.door import Door, fresh_names

INVOICES = (
    "xrechnung_testsuite",
    "en16931_examples_ubl",
    "en16931_examples_cii",
    "en16931_testfiles_ubl",
    "zugferd_corpus",
)
FOLDERS = (*(f"einvoice/{name}" for name in INVOICES), "iso20022", "estate/govuk_docker")
READ_SHARE_MIN = 0.95

# The amount due, found without an XML parser: comments aside, the last element of that name.
ASIDE = re.compile(rb"<!--.*?-->", re.DOTALL)
ROOT = re.compile(rb"<(?:\w+:)?(?:Invoice|CreditNote|CrossIndustryInvoice)[\s>]")
DUE = re.compile(rb"<(?:\w+:)?(?:PayableAmount|DuePayableAmount)\b[^>]*>\s*([-+.\d]+)\s*<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """What the folder holds, what the run printed, and what is in the store."""

    files: tuple[str, ...]
    stated: dict[str, Decimal]
    run: Any
    stderr: str
    tables: dict[str, pl.DataFrame]

    def named(self) -> set[str]:
        """Give the files that a finding on the dossier names."""
        subjects = [finding["subject"] for finding in self.run["load"]["findings"]]
        return {file for file in self.files if any(text.startswith(file) for text in subjects)}


@pytest.fixture(scope="module")
def real(
    blackstart: Door, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Real]:
    """Copy the public files into a folder, and run it like any dossier."""
    name = blackstart.make_room(next(fresh_names))
    dossier = tmp_path_factory.mktemp("real") / name
    for folder in FOLDERS:
        shutil.copytree(shared_data / folder, dossier / folder)
    files = sorted(path for path in dossier.rglob("*") if path.is_file())
    said = blackstart("run", dossier, "--once", "--json")
    run = blackstart.document("run", dossier, "--once")
    with blackstart.store(name) as store, store.transaction() as conn:
        names = ("documents", "invoices", "invoice_findings", "services", "plan", "gates")
        tables = {table: frames.read(conn, table) for table in names}
    found = {path: due(path.read_bytes()) for path in files}
    yield Real(
        files=tuple(path.relative_to(dossier).as_posix() for path in files),
        stated={
            path.relative_to(dossier).as_posix(): amount
            for path, amount in found.items()
            if amount is not None
        },
        run=run,
        stderr=said.stderr,
        tables=tables,
    )
    shutil.rmtree(dossier)


def due(body: bytes) -> Decimal | None:
    """Find the amount that an invoice states as due; None if the file is no invoice."""
    text = ASIDE.sub(b"", body)
    amounts = DUE.findall(text)
    return Decimal(amounts[-1].decode()) if ROOT.search(text) and amounts else None


def read_amounts(real: Real) -> dict[str, Decimal]:
    """Give by file the payable amount that is in the store."""
    rows = real.tables["invoices"].join(
        real.tables["documents"].select("document", "file"), on="document"
    )
    return {
        row["file"]: Decimal(show(row["payable_minor"], row["currency"]))
        for row in rows.iter_rows(named=True)
        if row["payable_minor"] is not None
    }


@pytest.mark.conformance
def test_invoices_are_read_with_the_amount_that_they_state(real: Real) -> None:
    """At least 95 of 100 UBL and CII examples, to the penny; none with another amount."""
    read = read_amounts(real)
    exact = [file for file, amount in real.stated.items() if read.get(file) == amount]
    print(f"\n{len(exact)} of {len(real.stated)} invoices with the amount they state")  # noqa: T201 - shown with -s
    assert len(real.stated) > 100
    assert len(exact) >= READ_SHARE_MIN * len(real.stated)
    assert {file: read[file] for file in real.stated if file in read} == {
        file: amount for file, amount in real.stated.items() if file in read
    }


@pytest.mark.conformance
def test_compose_files_become_an_estate_with_a_plan(real: Real) -> None:
    """192 services and 370 dependencies; every open gate of every service has its hours."""
    assert real.run["load"]["inventories"] == {"dependencies": 370, "services": 192}
    estate = real.run["estate"]
    assert (estate["services"], estate["dependencies"]) == (192, 370)
    assert real.tables["services"].height == 192
    plan = real.tables["plan"]
    print(f"\n{plan.height} gates planned in {len(estate['phases'])} phases")  # noqa: T201 - shown with -s
    assert plan.height == estate["gates"]["open"] > 192
    assert set(plan["service"]) == set(real.tables["services"]["service"])
    assert sum(phase["gates"] for phase in estate["phases"]) == plan.height


@pytest.mark.conformance
def test_no_file_is_lost(real: Real) -> None:
    """Each file is a document that was read, one that was refused with a reason, or named."""
    documents = real.tables["documents"]
    read, refused = (set(documents.filter(state=state)["file"]) for state in ("read", "refused"))
    inventories = {file for file in real.files if file.startswith("estate/")} - real.named()
    fates = Counter(
        {
            "read": len(read),
            "refused": len(refused),
            "inventories": len(inventories),
            "named": len(real.named()),
        }
    )
    print(f"\n{len(real.files)} files: {dict(fates)}")  # noqa: T201 - shown with -s
    assert read | refused | inventories | real.named() == set(real.files)
    assert fates.total() == len(real.files)
    assert read >= set(real.stated)


@pytest.mark.conformance
def test_every_refused_document_says_why(real: Real) -> None:
    """A bank file, a schema and a list are kept, and each has its own sentence."""
    refused = real.tables["documents"].filter(state="refused")
    reasons = real.tables["invoice_findings"].filter(severity="refused")
    assert set(refused["document"]) <= set(reasons["subject"])
    papers = {paper["file"] for paper in real.run["load"]["papers"]}
    assert papers == set(refused["file"])
    assert real.run["load"]["documents_refused"] == refused.height
    assert all(file.startswith("iso20022/") for file in papers)


@pytest.mark.conformance
def test_the_run_ends_without_a_traceback(real: Real) -> None:
    """The whole chain was gone through, and the books of what was read close."""
    assert "Traceback" not in real.stderr
    assert "outlook.forecast" in real.stderr
    for book in real.run["invoices"]["books"].values():
        amounts = {name: Decimal(amount) for name, amount in book.items()}
        kept = ("paid", "set_off", "discount", "open", "held", "refused")
        assert amounts["debt_in"] - amounts["credits"] == sum(amounts[name] for name in kept)
