"""The four rules on cases with known answers, and what holds for all of them."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.parts.fair_share import (
    RULES,
    Rule,
    equal_awards,
    equal_losses,
    proportional,
    talmud,
    whole,
)

CLAIMS = (100, 200, 300)
PIECES = st.integers(0, 60).map(Fraction)
EVERY_RULE = pytest.mark.parametrize(
    "rule", [rule for _, rule in RULES], ids=lambda rule: rule.__name__
)


def divided(rule: Rule, estate: int, *claims: int) -> list[Fraction]:
    """Divide whole numbers."""
    return rule(Fraction(estate), [Fraction(claim) for claim in claims])


@pytest.mark.parametrize(
    ("rule", "estate", "awards"),
    [
        # Babylonian Talmud, Kethubot 93a: three widows, claims 100, 200 and 300.
        (talmud, 100, ("100/3", "100/3", "100/3")),
        (talmud, 200, ("50", "75", "75")),
        (talmud, 300, ("50", "100", "150")),
        # Beyond half of all claims the losses are shared: 100 missing, 33 1/3 each.
        (talmud, 500, ("200/3", "500/3", "800/3")),
        (equal_awards, 100, ("100/3", "100/3", "100/3")),
        (equal_awards, 200, ("200/3", "200/3", "200/3")),
        (equal_awards, 300, ("100", "100", "100")),
        (equal_awards, 450, ("100", "175", "175")),
        (equal_losses, 100, ("0", "0", "100")),
        (equal_losses, 200, ("0", "50", "150")),
        (equal_losses, 300, ("0", "100", "200")),
        (equal_losses, 450, ("50", "150", "250")),
        (proportional, 100, ("50/3", "100/3", "50")),
        (proportional, 200, ("100/3", "200/3", "100")),
        (proportional, 300, ("50", "100", "150")),
    ],
)
def test_known_answers(rule: Rule, estate: int, awards: tuple[str, ...]) -> None:
    """Claims of 100, 200 and 300 are divided as the sources divide them."""
    assert divided(rule, estate, *CLAIMS) == [Fraction(award) for award in awards]


def test_contested_garment() -> None:
    """Who claims half a garment gets a quarter, who claims it all the rest (Baba Metzia 2a)."""
    assert divided(talmud, 100, 50, 100) == [25, 75]


@EVERY_RULE
@given(estate=PIECES, claims=st.lists(PIECES, max_size=8))
def test_nobody_gets_too_much_and_nothing_is_left(
    rule: Rule, estate: Fraction, claims: list[Fraction]
) -> None:
    """Each award lies between nothing and the claim; their sum is all that can be given."""
    awards = rule(estate, claims)
    assert all(0 <= award <= claim for award, claim in zip(awards, claims, strict=True))
    assert sum(awards) == min(estate, sum(claims))


@EVERY_RULE
@given(estate=PIECES, claims=st.lists(PIECES, min_size=1, max_size=6))
def test_who_asks_more_gets_no_less_and_loses_no_less(
    rule: Rule, estate: Fraction, claims: list[Fraction]
) -> None:
    """Awards and losses keep the order of the claims; equal claims get the same."""
    pairs = sorted(zip(claims, rule(estate, claims), strict=True))
    for (claim, award), (larger, more) in pairwise(pairs):
        assert award <= more
        assert claim - award <= larger - more


@given(estate=PIECES, claims=st.lists(PIECES, max_size=6))
def test_talmud_is_its_own_mirror(estate: Fraction, claims: list[Fraction]) -> None:
    """Dividing what is missing leaves the same as dividing what is there (Aumann and Maschler)."""
    estate = min(estate, sum(claims, Fraction()))
    losses = talmud(sum(claims, Fraction()) - estate, claims)
    assert talmud(estate, claims) == [
        claim - loss for claim, loss in zip(claims, losses, strict=True)
    ]


@given(estate=st.integers(0, 60), claims=st.lists(st.integers(0, 30), max_size=8))
def test_whole_pieces_are_less_than_one_off(estate: int, claims: list[int]) -> None:
    """Rounding moves no share by a full piece, adds up, and never passes a whole claim."""
    shares = proportional(Fraction(estate), [Fraction(claim) for claim in claims])
    pieces = whole(shares)
    assert sum(pieces) == min(estate, sum(claims))
    assert all(abs(piece - share) < 1 for piece, share in zip(pieces, shares, strict=True))
    assert all(piece <= claim for piece, claim in zip(pieces, claims, strict=True))


def test_the_first_of_equals_gets_the_odd_piece() -> None:
    """One piece for three equal claims goes to the first."""
    assert whole(divided(proportional, 1, 5, 5, 5)) == [1, 0, 0]
