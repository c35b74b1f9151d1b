"""X12 despatch advices (856): what is sent, level by level."""

from datetime import date

import pytest

from tests.post.invoices_made import ARRIVED, codes, finding
from tests.post.x12.test_invoices import checked
from tests.post.x12_made import ADVICE, broken, one

COMMON = {"despatch_no": "DA-7", "supplier": "S-100", "despatched_on": date(2025, 9, 2)}


def test_an_advice_is_read() -> None:
    """An item says what it is; order, supplier and day stand on the levels above it."""
    heap = checked(one("856", ADVICE))
    digest = heap.documents["document"].item()
    assert heap.documents["format"].to_list() == ["X12 856 004010"]
    first = {"order_no": "SCHED-1", "order_line": None, "part": "P-1", "unit": "PCE"}
    second = {"order_no": "PO-8", "order_line": 30, "part": "P-2", "unit": "KGM"}
    assert heap.despatches.rows(named=True) == [
        {**COMMON, **first, "line_no": 1, "quantity_micro": 100_000_000, "document": digest},
        {**COMMON, **second, "line_no": 2, "quantity_micro": 7_500_000, "document": digest},
    ]
    assert heap.findings.is_empty()


@pytest.mark.parametrize(
    ("old", "new", "said", "lines"),
    [
        ("PRF*SCHED-1\n", "", ["BS-DOC-029"], [2]),
        ("LIN**BP*P-1\n", "", ["BS-DOC-029"], [2]),
        ("SN1**100*PC", "SN1**-1*PC", ["BS-DOC-013", "BS-DOC-029"], [2]),
        ("BSN*00", "BSN*05", ["BS-EDI-016", "BS-DOC-029"], []),
        ("CTT*6", "CTT*9", ["BS-EDI-017", "BS-DOC-029"], []),
        ("CTT*6", "CTT*2", [], [1, 2]),  # some count items, not levels
        ("N1*SU*Brackets Ltd*92*S-100\n", "", ["BS-DOC-029", "BS-DOC-029"], []),
        ("DTM*011*20250902\n", "", [], [1, 2]),
        ("DTM*011*20250902", "DTM*017*20250909", [], [1, 2]),
    ],
)
def test_what_is_set_aside(old: str, new: str, said: list[str], lines: list[int]) -> None:
    """A line or the whole advice, as with EDIFACT, and each says why."""
    heap = checked(one("856", broken(ADVICE, (old, new))))
    assert heap.despatches["line_no"].to_list() == lines
    assert codes(heap) == said


def test_an_advice_is_cancelled() -> None:
    """By its number."""
    heap = checked(one("856", broken(ADVICE, ("BSN*00", "BSN*01"))))
    assert heap.despatches.is_empty()
    assert heap.cancelled.select("supplier", "despatch_no", "cancelled_on").rows() == [
        ("S-100", "DA-7", ARRIVED)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HL*4*3*I", "HL*4*9*I"),  # below a level that is not there
        ("HL*4*3*I", "HL*4*4*I"),  # below itself
        ("HL*6*5*I", "HL*4*5*I"),  # a number twice
        ("HL*1**S", "HL***S"),
    ],
)
def test_levels_that_hang_on_nothing(old: str, new: str) -> None:
    """The message is refused: nobody can tell what belongs to which order."""
    heap = checked(one("856", broken(ADVICE, (old, new))))
    assert heap.documents["state"].to_list() == ["refused"]
    assert codes(heap) == ["BS-EDI-004"]
    assert "(HL)" in finding(heap, "BS-EDI-004")["place"]


def test_levels_are_not_endless() -> None:
    """A chain of levels deeper than any shipment is refused before anybody walks it."""
    chain = "\n".join(f"HL*{n}*{n - 1 or ''}*I" for n in range(1, 40))
    heap = checked(one("856", f"BSN*00*DA-7*20250901\n{chain}"))
    assert codes(heap) == ["BS-EDI-004"]
