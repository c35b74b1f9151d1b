"""How to divide what is not enough: four rules of rationing, and whole pieces from their shares.

Every rule gives each claim between nothing and all of it, gives out the whole estate when the
claims are larger, and treats equal claims equally. They differ in who feels the shortage.
Source: Thomson, "Axiomatic and game-theoretic analysis of bankruptcy and taxation problems: a
survey", Mathematical Social Sciences 45 (2003); Aumann and Maschler, "Game theoretic analysis of a
bankruptcy problem from the Talmud", Journal of Economic Theory 36 (1985).
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

Rule: TypeAlias = Callable[[Fraction, Sequence[Fraction]], list[Fraction]]


def proportional(estate: Fraction, claims: Sequence[Fraction]) -> list[Fraction]:
    """Give everybody the same share of what was asked: a large order stays a large order.

    Args:
        estate: what there is, 0 or more.
        claims: what each asks, 0 or more.

    Returns:
        What each gets, in the order of the claims.
    """
    asked = sum(claims, Fraction())
    share = min(Fraction(1), estate / asked) if asked else Fraction()
    return [claim * share for claim in claims]


def equal_awards(estate: Fraction, claims: Sequence[Fraction]) -> list[Fraction]:
    """Give everybody the same, never more than was asked: small orders are filled first.

    Args:
        estate: what there is, 0 or more.
        claims: what each asks, 0 or more.

    Returns:
        What each gets, in the order of the claims.
    """
    awards = [Fraction()] * len(claims)
    left = estate
    for place, index in enumerate(sorted(range(len(claims)), key=claims.__getitem__)):
        awards[index] = min(claims[index], left / (len(claims) - place))
        left -= awards[index]
    return awards


def equal_losses(estate: Fraction, claims: Sequence[Fraction]) -> list[Fraction]:
    """Let everybody miss the same, never more than was asked: large orders are served first.

    Args:
        estate: what there is, 0 or more.
        claims: what each asks, 0 or more.

    Returns:
        What each gets, in the order of the claims.
    """
    losses = equal_awards(max(Fraction(), sum(claims, Fraction()) - estate), claims)
    return [claim - loss for claim, loss in zip(claims, losses, strict=True)]


def talmud(estate: Fraction, claims: Sequence[Fraction]) -> list[Fraction]:
    """Divide equally up to half of every claim, and the losses equally beyond it.

    Args:
        estate: what there is, 0 or more.
        claims: what each asks, 0 or more.

    Returns:
        What each gets, in the order of the claims.
    """
    halves = [claim / 2 for claim in claims]
    beyond = estate - sum(halves, Fraction())
    if beyond <= 0:
        return equal_awards(estate, halves)
    upper = equal_losses(beyond, halves)
    return [half + more for half, more in zip(halves, upper, strict=True)]


RULES: tuple[tuple[str, Rule], ...] = (
    ("proportional", proportional),
    ("constrained equal awards", equal_awards),
    ("constrained equal losses", equal_losses),
    ("Talmud", talmud),
)


def whole(shares: Sequence[Fraction]) -> list[int]:
    """Make whole pieces of shares by largest remainder: nobody is a full piece off.

    Args:
        shares: what each should get; what is over after rounding down goes to the largest
            remainders, and among equal ones to the first in the list.

    Returns:
        Whole pieces whose sum is that of the shares, rounded down.
    """
    pieces = [int(share) for share in shares]
    over = int(sum(shares, Fraction())) - sum(pieces)
    by_remainder = sorted(range(len(shares)), key=lambda index: pieces[index] - shares[index])
    for index in by_remainder[:over]:
        pieces[index] += 1
    return pieces
