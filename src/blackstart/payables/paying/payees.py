"""Which account of a supplier counts today: master data only, never an invoice's word."""

from datetime import date

import polars as pl

_NATIONAL_DIGITS_MIN = 8  # a UK account number; an IBAN ends with the national number


def payees(accounts: pl.DataFrame, day: date) -> pl.DataFrame:
    """Give the account of each supplier that counts on a day: the newest one.

    Args:
        accounts: the payee accounts with `valid_from` and `verified_on`.
        day: the business date.

    Returns:
        One row a supplier: `supplier`, `name`, `account`, `bic`, `country` and `verified`, which
        is true once somebody called back on an old number. A new account that nobody verified
        blocks the supplier: the older one may be closed, the new one may be a thief's.
    """
    verified = (pl.col("verified_on") <= day).fill_null(value=False)
    return (
        accounts.filter(pl.col("valid_from") <= day)
        .sort("supplier", "valid_from")
        .unique("supplier", keep="last", maintain_order=True)
        .select("supplier", "name", "account", "bic", "country", verified=verified)
    )


def strange_accounts(invoices: pl.DataFrame, accounts: pl.DataFrame, day: date) -> pl.DataFrame:
    """Find invoices that name an account that is none of the supplier's known ones.

    A supplier without any known account has nothing to differ from; its debts cannot be paid
    before its account is entered and verified anyway.

    Args:
        invoices: with `invoice`, `supplier` and `account`; without an account nothing differs.
        accounts: the payee accounts; all that counted up to `day` are known.
        day: the business date.

    Returns:
        `invoice` of those that differ, sorted.
    """
    ours = accounts.filter(pl.col("valid_from") <= day).select(
        "supplier", known=_bare(pl.col("account"))
    )
    given = _bare(pl.col("account"))
    national = given.str.len_chars() >= _NATIONAL_DIGITS_MIN
    same = (given == pl.col("known")) | (national & pl.col("known").str.ends_with(given))
    return (
        invoices.select("invoice", "supplier", "account")
        .filter(given.str.len_chars() > 0)
        .join(ours, on="supplier")
        .group_by("invoice")
        .agg(same=same.any())
        .filter(pl.col("same").not_())
        .select("invoice")
        .sort("invoice")
    )


def _bare(account: pl.Expr) -> pl.Expr:
    """Write an account without blanks and hyphens, in capitals."""
    return account.str.replace_all(r"[\s-]", "").str.to_uppercase()
