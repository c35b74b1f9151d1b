"""Expressions that every family of rules uses: absent, blank, a code, a number, its decimals.

Numbers are exact: integers of 10⁻⁸ in 128 bits. What is no number, or has more than 8 decimals or
15 digits before the point, is null and found by a rule of its own. Halves are rounded up, towards
plus infinity, as XPath's `round` does.
"""

import polars as pl

E8 = 10**8
E2 = 10**2
_CENT_E8 = E8 // E2
_SPACE = " \t\r\n"
_NUMBER = rf"^[{_SPACE}]*[+-]?(\d{{1,15}}(\.\d{{0,8}}0*)?|\.\d{{1,8}}0*)[{_SPACE}]*$"


def text(column: str) -> pl.Expr:
    """Give a text without the blanks around it."""
    return _plain(column).str.strip_chars(_SPACE)


def _plain(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String)


def absent(column: str) -> pl.Expr:
    """Say that the element is not there."""
    return pl.col(column).is_null()


def blank(column: str) -> pl.Expr:
    """Say that the element is not there or holds nothing but blanks."""
    return (text(column).str.len_bytes() == 0).fill_null(value=True)


def is_code(column: str, *codes: str) -> pl.Expr:
    """Say that the text is one of some codes, whatever blanks are around it; false where absent."""
    return text(column).is_in(codes).fill_null(value=False)


def exactly(column: str, *codes: str) -> pl.Expr:
    """Say that the text is one of some codes to the letter; false where absent."""
    return pl.col(column).is_in(codes).fill_null(value=False)


def number(column: str) -> pl.Expr:
    """Read a text as an exact number, in units of 10⁻⁸; null where it is none."""
    told = pl.when(is_number(column)).then(text(column))
    return told.cast(pl.Decimal(38, 8), strict=False).to_physical()


def is_number(column: str) -> pl.Expr:
    """Say that a text is a number that can be read exactly; reading it costs twice as much."""
    return _plain(column).str.contains(_NUMBER).fill_null(value=False)


def to_cents(amount_e8: pl.Expr) -> pl.Expr:
    """Round to two decimals, still in units of 10⁻⁸."""
    return (amount_e8 + _CENT_E8 // 2) // _CENT_E8 * _CENT_E8


def to_whole(amount_e8: pl.Expr) -> pl.Expr:
    """Round to a whole number, still in units of 10⁻⁸."""
    return (amount_e8 + E8 // 2) // E8 * E8


def differs(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Say that two numbers are not equal; what is not there equals nothing."""
    return (left != right).fill_null(value=True)


def decimals_over(column: str, most: int = 2) -> pl.Expr:
    """Say that more characters follow the decimal point than are allowed."""
    after = pl.col(column).str.len_bytes() - pl.col(column).str.find(".", literal=True) - 1
    return after > most


def without(condition: pl.Expr) -> pl.Expr:
    """Say that a condition does not hold; one about something absent does not hold."""
    return ~condition.fill_null(value=False)


# In CII a VAT breakdown of one of these categories is judged by the rules of its category alone: of
# the official rules for one element only the first holds.
PLAIN_IN_CII = ~(
    pl.col("category").is_in(("L", "M", "O")).fill_null(value=False) & pl.col("is_vat")
)
