"""What the two signers of a run see, and the hash of it that they sign."""

from collections.abc import Mapping

import polars as pl

from blackstart.base.canonical import canonical, sha256
from blackstart.base.money import show

_FINGERPRINT_DIGITS = 16


def masked(account: str) -> str:
    """Show which account it is without giving it away: GB33BUKB20201555555555 is GB…5555."""
    return f"{account[:2]}…{account[-4:]}"


def shown(payments: pl.DataFrame) -> list[Mapping[str, str]]:
    """List the payments of a run as the signers see them, sorted by payment.

    The fingerprint stands for the whole account: another account of the same ending has another.
    """
    return [
        {
            "payment": row["payment"],
            "payee": row["name"],
            "supplier": row["supplier"],
            "account": masked(row["account"]),
            "fingerprint": sha256(row["account"])[:_FINGERPRINT_DIGITS],
            "amount": show(row["amount_minor"], row["currency"]),
            "currency": row["currency"],
        }
        for row in payments.sort("payment").iter_rows(named=True)
    ]


def shown_sha256(payments: pl.DataFrame) -> str:
    """Give the hash of what the signers of these payments see."""
    return sha256(canonical(shown(payments)))
