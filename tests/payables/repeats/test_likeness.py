"""Invoices that look like another one, as a clerk would see it; and those that do not."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.base.money import MICRO
from blackstart.payables.repeats.duplicates import copies, ranked
from blackstart.payables.repeats.likeness import FORMAT, GOODS, SPELLED, SWAPPED, likenesses
from tests.payables.made import ago, billed, frame

UBL, CSV = "1" * 64, "2" * 64
DOCUMENTS = frame(
    "documents", {"document": UBL, "format": "UBL"}, {"document": CSV, "format": "CSV"}
).select("document", "format")
Paper = dict[str, Any]
LINE = ("order_no", "order_line", "receipt_no", "quantity_micro", "net_minor")


def known(papers: list[Paper]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make invoices with their suppliers and states, and their lines; unsaid is ordinary."""
    pairs = [
        billed(f"I-{place}", **{"document": UBL, **_head(paper)})
        for place, paper in enumerate(papers)
    ]
    extra = [{"supplier": "S1", "state": None, **paper} for paper in papers]
    schema = {"state": pl.String, "supplier": pl.String}
    about = pl.DataFrame([{name: row[name] for name in schema} for row in extra], schema)
    heads = pl.concat([frame("invoices", *(head for head, _ in pairs)), about], how="horizontal")
    lines = [
        {**line, **{name: paper[name] for name in LINE if name in paper}}
        for (_, line), paper in zip(pairs, papers, strict=True)
    ]
    return heads, frame("invoice_lines", *lines)


def _head(paper: Paper) -> Paper:
    return {name: cell for name, cell in paper.items() if name not in (*LINE, "state", "supplier")}


def alike(papers: list[Paper]) -> dict[str, tuple[str, str]]:
    """Tell which invoices are held, whose likeness they are, and how."""
    heads, lines = known(papers)
    places = ranked(heads)
    same = copies(places)
    others = places.join(same, on="invoice", how="anti")
    found = likenesses(others, lines, frame("purchase_orders", {}), DOCUMENTS)
    exact = {invoice: (first, "same") for invoice, first in same.iter_rows()}
    return exact | {invoice: (like, how) for invoice, like, how in found.iter_rows()}


def verdict(first: Paper, second: Paper) -> str | None:
    """Tell how the later of two invoices of one supplier and amount looks like the earlier."""
    held = alike([first, second])
    assert len(held) < 2
    return next((how for _, how in held.values()), None)


def n(number: str | None, **said: Any) -> Paper:  # noqa: ANN401 - any cell of an invoice
    """Make an invoice with a number."""
    return {"number": number, **said}


ANOTHER_DAY = {"issued_on": ago(9)}
FIRST_TRUCK, SECOND_TRUCK = {"receipt_no": "G1"}, {"receipt_no": "G2"}
WHOLE = {"quantity_micro": 1000 * MICRO}

CASES: tuple[tuple[str, Paper, Paper, str | None], ...] = (
    # the same claim again
    ("sent again", n("3411"), n("3411"), "same"),
    ("zeros lost in a spreadsheet", n("003411"), n("3411"), "same"),
    ("a dash at the end", n("3411"), n("3411-"), "same"),
    ("blanks and slashes", n("34/11"), n("34 11"), "same"),
    ("small letters", n("re3411"), n("RE3411"), "same"),
    ("sent again with a new date", n("3411"), n("3411", **ANOTHER_DAY), "same"),
    ("sent again a year later", n("3411"), n("3411", issued_on=ago(380)), "same"),
    ("a letter before it", n("003411"), n("A3411"), SPELLED),
    ("the letter lost", n("A3411"), n("3411-"), SPELLED),
    ("letters before it and zeros lost", n("RE0003411"), n("3411"), SPELLED),
    ("a letter after it", n("3411"), n("3411a"), SPELLED),
    ("a letter, and another date", n("3411"), n("A3411", **ANOTHER_DAY), SPELLED),
    ("full-width digits and a letter", n("3411"), n("A３４１１"), SPELLED),
    ("the year before it", n("3411"), n("2025-3411"), SPELLED),
    ("the year lost", n("2025/03411"), n("3411"), SPELLED),
    ("the year behind it", n("3411"), n("3411/2025"), SPELLED),
    ("a short year before it", n("3411"), n("25-3411"), SPELLED),
    ("a short year and a long one", n("2025-3411"), n("25/3411"), SPELLED),
    ("the year at the other end", n("2025-3411"), n("3411-2025"), SPELLED),
    ("the year run together with it", n("3411"), n("20253411"), SPELLED),
    ("last year's number, booked in January", n("3411"), n("2024-3411"), SPELLED),
    ("letters and year", n("3411"), n("INV-2025-03411"), SPELLED),
    ("the letters lost, the year kept", n("INV-2025-3411"), n("2025-3411"), SPELLED),
    ("a customer number before it", n("3411"), n("0815/3411"), SPELLED),
    ("customer number, letters and year", n("3411"), n("RE 2025/0815-3411"), SPELLED),
    ("a letter, from a paper without a date", n("3411"), n("A3411", issued_on=None), SPELLED),
    ("year, from a paper without a date", n("3411"), n("2025-3411", issued_on=None), SPELLED),
    ("a letter, and no order named", n("3411"), n("A3411", order_no=None), SPELLED),
    ("a letter, of the same receipt", n("3411", **FIRST_TRUCK), n("A3411", **FIRST_TRUCK), SPELLED),
    ("typed with two digits swapped", n("3411"), n("3141"), SWAPPED),
    ("swapped at the end, with letters", n("RE3412"), n("RE3421"), SWAPPED),
    ("another number, the same receipt", n("3411", **FIRST_TRUCK), n("8", **FIRST_TRUCK), GOODS),
    ("the receipt spelled another way", n("3411", receipt_no="g-1"), n("8", **FIRST_TRUCK), GOODS),
    ("the whole order billed again", n("3411", **WHOLE), n("8", **WHOLE), GOODS),
    ("by EDI, and as a table under another number", n("3411"), n("8", document=CSV), FORMAT),
    ("as a table without a number", n("3411"), n(None, document=CSV), FORMAT),
    # each its own claim
    ("the next number", n("3411"), n("3412"), None),
    ("parts -1 and -2 of one order", n("4711-1"), n("4711-2"), None),
    ("parts -1 and -2, many of them", n("4711-11"), n("4711-12"), None),
    ("the order's number and its first part", n("4711"), n("4711-1"), None),
    ("parts A and B", n("4711A"), n("4711B"), None),
    ("two branches with letters of their own", n("A3411"), n("B3411"), None),
    ("two customers' numbers before it", n("0815/3411"), n("0816/3411"), None),
    ("part 1 of two orders", n("4711-1"), n("4712-1"), None),
    ("a part's number alone says too little", n("12"), n("4711-12"), None),
    ("the same number of two years", n("2024-3411"), n("2025-3411"), None),
    ("months of a rent", n("2025-08"), n("2025-09"), None),
    ("days as numbers", n("20250901-1"), n("20250902-1"), None),
    ("a letter, but another amount", n("3411"), n("A3411", payable_minor=14_999), None),
    ("a letter, but another currency", n("3411"), n("A3411", currency="EUR"), None),
    ("a letter, but a credit note", n("3411"), n("A3411", kind="credit note"), None),
    ("a letter, but another supplier", n("3411"), n("A3411", supplier="S2"), None),
    ("a letter, but nobody we know", n("3411", supplier=None), n("A3411", supplier=None), None),
    ("a letter, but the second truck", n("3411", **FIRST_TRUCK), n("A3411", **SECOND_TRUCK), None),
    ("a letter, but another order", n("3411"), n("A3411", order_no="PO2"), None),
    ("swapped digits, but another day", n("3412"), n("3421", **ANOTHER_DAY), None),
    (
        "swapped digits, but the second truck",
        n("3412", **FIRST_TRUCK),
        n("3421", **SECOND_TRUCK),
        None,
    ),
    ("swapped digits of a short number", n("12"), n("21"), None),
    ("swapped and a letter", n("3412"), n("A3421"), None),
    ("another number, the second truck", n("3411", **FIRST_TRUCK), n("8", **SECOND_TRUCK), None),
    ("another number, half of the order each", n("3411"), n("8"), None),
    ("two tables of one day", n("3411", document=CSV), n("8", document=CSV), None),
    ("another format on another day", n("3411"), n("8", document=CSV, **ANOTHER_DAY), None),
    ("another format, other pieces", n("3411"), n("8", document=CSV, quantity_micro=MICRO), None),
    ("no number at all", n(None), n(None), None),
    ("words only", n("ABC"), n("ABD"), None),
    ("far more digits than a year", n("3411"), n("20263411"), None),
)


@pytest.mark.parametrize(
    ("first", "second", "how"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_looks_like_the_same_claim(first: Paper, second: Paper, how: str | None) -> None:
    """The later one of two is held or not, for the reason that a clerk would give."""
    assert verdict(first, second) == how


@pytest.mark.parametrize(
    ("first", "second", "how"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_whichever_comes_first(first: Paper, second: Paper, how: str | None) -> None:
    """The other way round the answer is the same, and again it is the later one that is held."""
    assert verdict(second, first) == how


def test_the_table_is_long_enough() -> None:
    """At least forty cases, of which many are claims of their own."""
    assert len({name for name, *_ in CASES}) == len(CASES) >= 60
    assert sum(how is None for *_, how in CASES) >= 25


def test_what_was_posted_is_never_the_likeness() -> None:
    """A paper that turns up late looks like the posted one, although it is older."""
    posted = n("3411", state="posted")
    assert alike([n("A3411", arrived_on=ago(99)), posted]) == {"I-0": ("I-1", SPELLED)}
    assert alike([posted, n("A3411", state="paid")]) == {}


def test_the_earliest_is_named() -> None:
    """Of three that look alike the first stays, and both others name it."""
    papers = [n("A3411", arrived_on=ago(3)), n("2025-3411", arrived_on=ago(4)), n("3411")]
    assert alike(papers) == {"I-0": ("I-2", SPELLED), "I-1": ("I-2", SPELLED)}


NUMBERS = ("3411", "A3411", "003411", "2025-3411", "3141", "3412", "4711-1", "4711-2", None)
paper = st.builds(
    n,
    st.sampled_from(NUMBERS),
    issued_on=st.sampled_from([ago(15), ago(15), ago(14)]),
    arrived_on=st.sampled_from([ago(10), ago(9)]),
    document=st.sampled_from([UBL, CSV]),
    state=st.sampled_from([None, None, None, "held", "posted"]),
    receipt_no=st.sampled_from([None, None, "G1", "G2"]),
    payable_minor=st.sampled_from([15_000, 15_000, 14_999]),
)
papers = st.lists(paper, max_size=8)
few = settings(max_examples=40)


@few
@given(papers, st.randoms(use_true_random=False))
def test_the_order_of_the_heap_makes_no_difference(heap: list[Paper], random: Any) -> None:  # noqa: ANN401 - Hypothesis' random
    """Rows in another order get the same answer."""
    heads, lines = known(heap)
    order = list(range(len(heap)))
    random.shuffle(order)
    mixed = lines[order] if order else lines
    one = likenesses(ranked(heads), lines, frame("purchase_orders", {}), DOCUMENTS)
    two = likenesses(
        ranked(heads[order] if order else heads), mixed, frame("purchase_orders", {}), DOCUMENTS
    )
    assert one.rows() == two.rows()


@few
@given(papers)
def test_nobody_is_lost_and_somebody_stays(heap: list[Paper]) -> None:
    """Each is held once at most, names another one that came before it, and the first is free."""
    found = alike(heap)
    order = ranked(known(heap)[0])["invoice"].to_list()
    assert all(order.index(like) < order.index(invoice) for invoice, (like, _) in found.items())
    assert not order or order[0] not in found
    stands = {f"I-{place}" for place, paper in enumerate(heap) if paper["state"] == "posted"}
    assert not stands & found.keys()


@few
@given(paper, paper)
def test_likeness_is_mutual(first: Paper, second: Paper) -> None:
    """If the later of two looks like the earlier, then it would the other way round as well."""
    fresh = [{**one, "state": None, "arrived_on": ago(5)} for one in (first, second)]
    assert verdict(*fresh) == verdict(*reversed(fresh))
