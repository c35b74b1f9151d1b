"""Invoice numbers as people write them: the running part, and what stands around it."""

from itertools import combinations

import polars as pl

from blackstart.payables.words import plain

# What may stand around the running part, and be left out by whoever types the number again.
AROUND = ("year", "prefix", "letters")
READING = ("core", *AROUND)
# A year written together with the number: 20253411; fewer digits are a number of their own.
_TOGETHER_MIN = 7
# A shorter running part says too little without the prefix before it: 4711-1 is not 4712-1.
_ALONE_MIN = 3
# Two swapped digits in a shorter number make another number, not a slip.
_SWAPPED_MIN = 4


def plain_number(number: pl.Expr) -> pl.Expr:
    """Strip an invoice number of case, punctuation and leading zeros: 003411 and 3411- are one.

    Letters stay: A3411 is another number, and so are the parts of one order billed one by one.
    """
    bare = plain(number)
    digits = bare.str.strip_chars_start("0")
    return pl.when(digits == "").then(pl.lit("0")).otherwise(digits)


def readings(invoices: pl.DataFrame) -> pl.DataFrame:
    """Take invoice numbers apart: INV-2025/0815-03411 has core 3411, year 2025 and prefix 815.

    A year counts as one at either end if it is the year of issue or a neighbour of it (in two
    digits: the year of issue only), or at the front of one long run of digits.

    Args:
        invoices: with `number` and `issued_on`.

    Returns:
        The invoices with `core` (empty: no digits), `year`, `prefix` and `letters`, each empty
        when there is none.
    """
    text = pl.col("number").str.normalize("NFKC").str.to_uppercase()
    letters = text.str.extract_all(r"\p{L}+").list.join("")
    runs, rest, year = pl.col("runs"), pl.col("rest"), pl.col("year")
    front, back = runs.list.first(), runs.list.last()
    several = runs.list.len() > 1
    together = _together(front) & several.not_()
    return (
        invoices.with_columns(
            runs=text.str.extract_all("[0-9]+"), letters=pl.when(letters != "").then(letters)
        )
        .with_columns(
            rest=pl.when(several & _year(front))
            .then(runs.list.slice(1))
            .when(several & _year(back))
            .then(runs.list.head(runs.list.len() - 1))
            .when(together)
            .then(pl.concat_list(front.str.slice(4)))
            .otherwise(runs),
            year=pl.when(several & _year(front))
            .then(front)
            .when(several & _year(back))
            .then(back)
            .when(together)
            .then(front.str.slice(0, 4)),
        )
        .with_columns(
            core=_bare(rest.list.last()),
            year=pl.when(year.str.len_chars() == 2).then("20" + year).otherwise(year),  # noqa: PLR2004 - digits of a short year
            prefix=_joined(rest.list.head((rest.list.len().cast(pl.Int64) - 1).clip(0))),
        )
        .drop("runs", "rest")
    )


def left_out(read: pl.DataFrame) -> pl.DataFrame:
    """Give each number as it reads with something around its running part left out.

    Returns:
        A row for each number and each choice of `AROUND` that it has, none included.
    """
    choices = [some for count in range(len(AROUND) + 1) for some in combinations(AROUND, count)]
    return pl.concat(_without(read, some) for some in choices)


def swapped(read: pl.DataFrame) -> pl.DataFrame:
    """Give each number with each two neighbouring digits of its running part swapped."""
    core, at = pl.col("core"), pl.col("at")
    one, two = core.str.slice(at, 1), core.str.slice(at + 1, 1)
    return (
        read.filter(core.str.len_chars() >= _SWAPPED_MIN)
        .with_columns(at=pl.int_ranges(0, core.str.len_chars() - 1))
        .explode("at")
        .filter(one != two)
        .with_columns(core=core.str.slice(0, at) + two + one + core.str.slice(at + 2))
        .drop("at")
    )


def _year(run: pl.Expr) -> pl.Expr:
    """Tell whether digits are a year that the invoice may have been issued in."""
    issued = pl.col("issued_on").dt.year()
    full = run.str.contains("^20[0-9]{2}$")
    near = (run.cast(pl.Int64, strict=False) - issued).abs() <= 1
    short = run == issued.cast(pl.String).str.slice(2)
    return ((full & near.fill_null(value=True)) | short).fill_null(value=False)


def _together(run: pl.Expr) -> pl.Expr:
    """Tell whether digits begin with the year of issue and go on with a number."""
    issued = pl.col("issued_on").dt.year().cast(pl.String)
    begins = run.str.slice(0, 4) == issued
    return (begins & (run.str.len_chars() >= _TOGETHER_MIN)).fill_null(value=False)


def _bare(run: pl.Expr) -> pl.Expr:
    stripped = run.str.strip_chars_start("0")
    return pl.when(stripped == "").then(pl.lit("0")).otherwise(stripped)


def _joined(runs: pl.Expr) -> pl.Expr:
    """Write the runs before the running part as one text; none is empty."""
    text = runs.list.eval(pl.element().str.strip_chars_start("0")).list.join("-")
    return pl.when(runs.list.len() > 0).then(text)


def _without(read: pl.DataFrame, some: tuple[str, ...]) -> pl.DataFrame:
    has = [pl.col(name).is_not_null() for name in some]
    alone = pl.col("core").str.len_chars() >= (_ALONE_MIN if "prefix" in some else 1)
    nothing = [pl.lit(None, dtype=pl.String).alias(name) for name in some]
    return read.filter(alone, *has).with_columns(nothing)
