"""Public invoices, read with the amounts that they state, and public damage, survived."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from blackstart.base.money import show
from blackstart.post.reader import Heap, Source, read_documents
from tests.post.heaps import check
from tests.post.invoices_made import source

EXAMPLES = (
    "xrechnung_testsuite",
    "en16931_examples_ubl",
    "en16931_examples_cii",
    "en16931_testfiles_ubl",
    "zugferd_corpus",
    "kosit_config_tests",
)
DAMAGED = ("mutants_ubl", "xrechnung_schematron_instances")
TEST_SETS = ("en16931_unit_ubl", "en16931_unit_cii")

ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
ROOT = re.compile(rb"<(?:\w+:)?(Invoice|CreditNote|CrossIndustryInvoice)\s")
PAYABLE = re.compile(rb"<(?:\w+:)?(?:PayableAmount|DuePayableAmount)\b[^>]*>([^<]*)<")


def batch_of(folder: Path) -> list[Source]:
    """Take all files of a folder, sorted by name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [source(path.read_bytes(), path.relative_to(folder.parent).as_posix()) for path in files]


def stated(body: bytes) -> Decimal | None:
    """Find the payable amount without an XML parser; None if the file is no invoice."""
    text = ASIDE.sub(b"", body)
    payable = [amount.decode().strip() for amount in PAYABLE.findall(text)]
    return Decimal(payable[-1]) if ROOT.search(text) and payable and payable[-1] else None


def verdicts(heap: Heap, batch: list[Source]) -> Iterator[str]:
    """Compare what was read with what is stated: exact, wrong, held with a finding, or silent."""
    held = set(heap.findings.filter(severity="held")["subject"])
    said = {one.document: stated(one.body) for one in batch}
    for row in heap.invoices.iter_rows(named=True):
        minor, amount = row["payable_minor"], said[row["document"]]
        if minor is not None:
            exact = Decimal(show(minor, row["currency"])) == amount
            yield "exact" if exact else "wrong"
        else:
            yield "held" if row["invoice"] in held else "silent" if amount else "unstated"


def table(shared_data: Path, folders: tuple[str, ...]) -> Counter[str]:
    """Count the files of folders, print the counts, and give their sum."""
    names = ("files", "read", "refused", "exact", "held", "unstated", "silent", "wrong")
    print(f"\n{'folder':32}", *(f"{name:>9}" for name in names))  # noqa: T201 - shown with -s
    total: Counter[str] = Counter()
    for folder in folders:
        batch = batch_of(shared_data / "einvoice" / folder)
        heap = read_documents(batch)
        check(heap, batch)
        row = Counter([*heap.documents["state"], *verdicts(heap, batch)])
        row.update(files=len(batch), invoices=sum(stated(one.body) is not None for one in batch))
        print(f"{folder:32}", *(f"{row[name]:9}" for name in names))  # noqa: T201 - as above
        total += row
    return total


@pytest.mark.conformance
def test_public_examples_are_read_with_the_amount_that_they_state(shared_data: Path) -> None:
    """At least 95 of 100 UBL and CII examples, to the penny; every other file has a finding."""
    total = table(shared_data, EXAMPLES)
    assert total["invoices"] > 140
    assert total["exact"] >= 0.95 * total["invoices"]
    assert total["wrong"] == total["silent"] == 0


@pytest.mark.conformance
def test_public_damage_is_survived(shared_data: Path) -> None:
    """Of 654 damaged invoices each is accounted for, and none is read with a wrong amount."""
    total = table(shared_data, DAMAGED)
    assert total["files"] == 654
    assert total["read"] > 600
    assert total["wrong"] == total["silent"] == 0


@pytest.mark.conformance
def test_what_is_no_invoice_is_set_aside(shared_data: Path) -> None:
    """Unit tests and bank files are named; nothing of them becomes a debt."""
    assert table(shared_data, TEST_SETS)["read"] == 0
    batch = batch_of(shared_data / "iso20022")
    heap = read_documents(batch)
    check(heap, batch)
    assert heap.invoices.is_empty()
    assert heap.documents["format"].fill_null("").str.starts_with("ISO 20022").sum() == 26
