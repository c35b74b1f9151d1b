"""Amounts and words on whole columns say what their scalar twins say."""

from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.base.canonical import sha256
from blackstart.base.money import CURRENCIES, MICRO, minor_digits, show
from blackstart.payables import findings
from blackstart.payables.amounts import countable, digits, major, product_minor, tax_minor
from blackstart.payables.paying.shown import masked, shown, shown_sha256
from blackstart.payables.telling import tell
from blackstart.payables.terms import due_on
from blackstart.payables.words import money, plain, quantity, said
from tests.payables.made import ago, frame

MAX = 10**15
amounts = st.integers(-MAX, MAX)
currencies = st.sampled_from(["GBP", "JPY", "KWD", "CLF", "EUR"])


def test_digits_of_all_currencies() -> None:
    """The columns know the same digits as `base.money`."""
    codes = sorted(CURRENCIES)
    made = pl.DataFrame({"c": codes}).select(d=digits(pl.col("c")), m=major(pl.col("c")))
    assert made["d"].to_list() == [minor_digits(code) for code in codes]
    assert made["m"].to_list() == [10 ** minor_digits(code) for code in codes]


@given(st.lists(st.tuples(amounts, currencies), min_size=1, max_size=5))
def test_money_in_words(rows: list[tuple[int, str]]) -> None:
    """What a message says is what `show` says."""
    made = pl.DataFrame(rows, {"a": pl.Int64, "c": pl.String}, orient="row")
    words = made.select(w=money(pl.col("a"), pl.col("c")))["w"].to_list()
    assert words == [f"{show(amount, currency)} {currency}" for amount, currency in rows]


@given(st.integers(0, MAX), st.integers(-MAX, MAX), currencies)
def test_a_product_is_rounded_once_and_exactly(price: int, pieces: int, currency: str) -> None:
    """Price times quantity is that of decimals, halves away from zero, however large."""
    product = pl.select(product_minor(pl.lit(price), pl.lit(pieces), pl.lit(currency))).item()
    exact = Decimal(price) * Decimal(pieces) * 10 ** minor_digits(currency) / Decimal(MICRO**2)
    assert product == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("net", "percent", "tax"),
    [(12_500, 20, 2_500), (3, 50, 2), (-3, 50, -2), (1, 49, 0), (MAX, 100, MAX), (7, 0, 0)],
)
def test_tax_rounds_halves_away_from_zero(net: int, percent: int, tax: int) -> None:
    """VAT is a share of the net amount (BR-CO-17)."""
    assert pl.select(tax_minor(pl.lit(net), pl.lit(percent * MICRO))).item() == tax


@pytest.mark.parametrize(("amount", "good"), [(MAX, True), (-MAX, True), (MAX + 1, False)])
def test_what_can_be_counted(amount: int, good: bool) -> None:  # noqa: FBT001 - a column of the table
    """Ten to the fifteenth is the limit, on both sides."""
    assert pl.select(countable(pl.lit(amount))).item() is good


@pytest.mark.parametrize(
    ("micro", "words"),
    [(1_500_000, "1.5"), (100_000_000, "100"), (1, "0.000001"), (-2_000_000, "-2"), (0, "0")],
)
def test_quantities_without_idle_zeros(micro: int, words: str) -> None:
    """Hundred stays hundred."""
    assert pl.select(quantity(pl.lit(micro))).item() == words


def test_what_a_document_says_is_quoted() -> None:
    """Text is quoted and cut; silence is called nothing."""
    made = pl.DataFrame({"t": ["a", None, "x" * 99]}).select(w=said(pl.col("t")))["w"]
    assert made.to_list() == ["“a”", "nothing", f"“{'x' * 80}”"]


@pytest.mark.parametrize(("text", "bare"), [("Ab-1 ", "AB1"), ("½", "12"), (" ./", None)])
def test_plain_names(text: str, bare: str | None) -> None:
    """Only letters and digits count."""
    assert pl.select(plain(pl.lit(text))).item() == bare


def test_when_a_debt_is_due() -> None:
    """As it says; else sixty days after its date; else after its arrival."""
    papers = frame(
        "invoices",
        {"due_on": ago(3)},
        {"due_on": None, "issued_on": ago(60)},
        {"due_on": None, "issued_on": None, "arrived_on": ago(59)},
    )
    assert papers.select(due_on())["due_on"].to_list() == [ago(3), ago(0), ago(-1)]


def test_one_finding_for_many_rows() -> None:
    """How many, and the first five; nothing for nothing."""
    assert tell(findings.DUPLICATE, [], "invoices") == ()
    (few,) = tell(findings.DUPLICATE, ["a", "b"], "invoices")
    (many,) = tell(findings.DUPLICATE, list("abcdef"), "invoices")
    assert few.message.endswith("2 invoices: a, b")
    assert many.message.endswith("6 invoices: a, b, c, d, e, …")


def test_signers_see_masked_accounts_and_sign_all_of_it() -> None:
    """The hash changes with amount, payee and account; the account itself is not shown."""
    one = frame("payments", {})
    (row,) = shown(one)
    assert row["account"] == "GB…5555" == masked("GB33BUKB20201555555555")
    assert row["fingerprint"] == sha256("GB33BUKB20201555555555")[:16]
    assert row["amount"] == "150.00"
    others: list[dict[str, object]] = [
        {"amount_minor": 1},
        {"name": "Thief"},
        {"account": "GB99BUKB20201555555555"},
    ]
    hashes = {shown_sha256(frame("payments", other)) for other in others} | {shown_sha256(one)}
    assert len(hashes) == 4
    two = frame("payments", {"payment": "b"}, {"payment": "a"})
    assert shown_sha256(two) == shown_sha256(two.reverse())
