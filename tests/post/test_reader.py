"""A batch of documents: nothing is lost, nothing is fatal, everything says what became of it."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.post import reader
from blackstart.post.element import Element
from blackstart.post.en16931 import extract
from blackstart.post.reader import Source, read_documents
from tests.post.heaps import check
from tests.post.invoices_made import ARRIVED, CII, CSV, UBL, codes, finding, read, source

DOCUMENTS = [UBL.encode(), CII.encode(), CSV.encode(), UBL.encode("utf-16")]
# What turns a harmless document into a nasty one when it lands in the right place.
SPLICES = [
    b"",
    b"\0",
    b"\xff",
    b"\xc3",
    b"<",
    b">",
    b"&",
    b"&x;",
    b'"',
    b",",
    b"\n",
    b"<!DOCTYPE a>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<b/>",
    b"-",
    b"e9",
    b"9" * 30,
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
    b' currencyID="USD"',
]


def test_a_batch_is_read_in_order() -> None:
    """Good and bad documents side by side: each has its row, in the order of the batch."""
    bodies = [UBL, "no invoice", CII, CSV, UBL[:500], "%PDF-1.4"]
    batch = [source(body, f"post/{place}") for place, body in enumerate(bodies)]
    heap = read_documents(batch)
    check(heap, batch)
    assert heap.documents["file"].to_list() == [f"post/{place}" for place in range(6)]
    states = ["read", "refused", "read", "read", "refused", "refused"]
    assert heap.documents["state"].to_list() == states
    assert heap.documents["bytes"].to_list() == [len(one.body) for one in batch]
    assert heap.invoices["number"].to_list() == ["R-17", "R-17", "R-17", "C-3"]


def test_invoices_in_xml_bring_facts_for_the_rules() -> None:
    """Facts come from the tree that was read; refused documents and other formats have none."""
    no_currency = UBL.replace(">GBP</cbc:DocumentCurrencyCode>", ">XXP</cbc:DocumentCurrencyCode>")
    batch = [source(body) for body in (CSV, UBL, no_currency, CII, UBL[:500])]
    heap = read_documents(batch)
    assert heap.ruled == [batch[1].document, batch[3].document]
    ubl, cii = heap.facts
    assert ubl.frames["invoices"].select("document", "number").rows() == [(0, "R-17")]
    assert cii.frames["invoices"].select("document", "number").rows() == [(1, "R-17")]
    assert heap.documents["rules"].to_list() == [None] * 5


def test_a_fault_in_the_facts_refuses_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document whose facts cannot be taken leaves none behind, and is not called read."""

    def failing(_taker: object, element: Element, *_: object) -> None:
        if "TaxTotalAmount" in str(element.tag):  # near the end, when there is much to forget
            raise ZeroDivisionError

    whole = read_documents([source(UBL)]).facts
    monkeypatch.setattr(extract._Taker, "_watch", failing)  # noqa: SLF001 - CII alone is watched
    heap = read_documents([source(CII), source(UBL)])
    assert heap.documents["state"].to_list() == ["refused", "read"]
    assert codes(heap) == ["BS-DOC-028"]
    assert heap.ruled == [source(UBL).document]
    for name, frame in heap.facts[1].frames.items():
        assert frame.is_empty()
        assert heap.facts[0].frames[name].equals(whole[0].frames[name])


def test_no_documents_are_an_empty_heap() -> None:
    """Frames without rows still have all their columns."""
    check(read_documents([]), [])


def test_the_same_file_twice_is_read_once() -> None:
    """A copy under another name changes nothing, and a note names it."""
    batch = [source(UBL, "a.xml"), source(UBL, "b.xml"), source(CII, "c.xml")]
    heap = read_documents(batch)
    check(heap, batch)
    assert heap.invoices.height == 2
    row = finding(heap, "BS-DOC-026")
    assert (row["place"], row["severity"]) == ("b.xml", "note")
    assert "“a.xml”" in row["message"]


def test_a_document_alone_is_read_as_in_a_batch() -> None:
    """No document leaves a trace in another one's rows."""
    batch = [source(CII), source("junk"), source(UBL)]
    alone = read(UBL)
    together = read_documents(batch)
    mine = pl.col("document") == source(UBL).document
    assert together.invoices.filter(mine).equals(alone.invoices)


def test_a_file_name_that_is_no_text() -> None:
    """Linux allows any bytes in a name; they do not stop the batch."""
    heap = read_documents([source(UBL, "post/\udcff.xml")])
    assert heap.documents["file"].to_list() == ["post/\\udcff.xml"]


def test_a_fault_of_our_own_refuses_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the reader itself fails, that file is refused and the others are read."""
    whole = reader.read_one

    def failing(body: bytes) -> object:
        return whole(body) if b"CrossIndustry" in body else 1 // 0

    monkeypatch.setattr(reader, "read_one", failing)
    heap = read_documents([source(UBL), source(CII)])
    assert heap.documents["state"].to_list() == ["refused", "read"]
    assert "ZeroDivisionError" in finding(heap, "BS-DOC-028")["message"]
    assert codes(heap) == ["BS-DOC-028"]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """Nothing that can arrive is fatal or lost."""
    check(read(body), [source(body)])


@given(st.sampled_from(DOCUMENTS), st.data())
def test_a_truncated_document_is_read_or_refused(body: bytes, data: st.DataObject) -> None:
    """A half-written file, as after a stop, is refused; only a table keeps its whole invoices."""
    cut = body[: data.draw(st.integers(0, len(body)))]
    check(read(cut), [source(cut)])


@given(
    st.sampled_from(DOCUMENTS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(SPLICES)), max_size=4),
)
def test_a_damaged_document_is_read_or_refused(
    body: bytes, damages: list[tuple[float, int, bytes]]
) -> None:
    """Bytes lost, changed or added anywhere make findings, never a fault."""
    for where, lost, splice in damages:
        at = int(where * len(body))
        body = body[:at] + splice + body[at + lost :]
    check(read(body), [source(body)])


@given(st.text(max_size=40), st.sampled_from(["R-17", "200.00", "GBP", "2025-09-01", "380", "C62"]))
def test_any_text_in_a_field_is_kept_or_found(text: str, value: str) -> None:
    """A field may hold anything that XML or CSV can carry."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    batch = [source(body.replace(value, escaped)) for body in (UBL, CII, CSV)]
    check(read_documents(batch), batch)


def test_a_source_hides_its_bytes() -> None:
    """A log that shows a source does not show what a supplier wrote."""
    shown = repr(Source(document="0" * 64, file="f", body=b"secret", arrived_on=ARRIVED))
    assert "secret" not in shown
