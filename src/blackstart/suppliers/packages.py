"""Support packages: several schemes under one name."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from blackstart.base.finding import Finding
from blackstart.suppliers.assumed import minor_units
from blackstart.suppliers.book import Amounts, Book, Flags
from blackstart.suppliers.findings import MIXED_PACKAGE
from blackstart.suppliers.schemes import KINDS
from blackstart.suppliers.schemes.furlough import Furlough
from blackstart.suppliers.schemes.loan import Loan
from blackstart.suppliers.schemes.scheme import Scheme

_KIND = {kind.kind: kind for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What somebody could do for the firms of one currency.

    Attributes:
        name: of the package.
        currency: of its caps; firms of another currency are not reached.
        schemes: what it consists of.
        source: where its terms come from.
    """

    name: str
    currency: str
    schemes: tuple[Scheme, ...]
    source: str

    def reach(self, book: Book) -> Flags:
        """Tell which firms it reaches."""
        return np.asarray(book.currency == self.currency, dtype=np.bool_)

    def paid_out_minor(self, book: Book, days: int) -> Amounts:
        """Tell what each firm has got from all schemes by a day."""
        nothing = np.zeros(len(book.firm), np.int64)
        paid = sum((scheme.paid_out_minor(book, days) for scheme in self.schemes), nothing)
        return np.where(self.reach(book), paid, 0)

    def cost_minor(self, book: Book, days: int, lost: Flags) -> Amounts:
        """Tell by draw and firm what all schemes cost within some days."""
        reach = self.reach(book)
        cost = np.zeros(lost.shape, np.int64)
        for scheme in self.schemes:
            cost += scheme.cost_minor(scheme.paid_out_minor(book, days) * reach, lost)
        return cost


def planned(rows: pl.DataFrame, day: date) -> tuple[tuple[Package, ...], tuple[Finding, ...]]:
    """Read packages from the dossier's table.

    Args:
        rows: the table `packages`.
        day: today; the schemes' first days are counted from it.

    Findings:
        BS-SUP-003: a package mixes currencies and is left out.
    """
    groups = rows.sort("package", "scheme").partition_by("package", maintain_order=True)
    mixed = [group["package"][0] for group in groups if group["currency"].n_unique() > 1]
    packages = (_package(group.to_dicts(), day) for group in groups)
    return (
        tuple(package for package in packages if package.name not in mixed),
        tuple(MIXED_PACKAGE.at(name) for name in mixed),
    )


def _package(rows: list[dict[str, Any]], day: date) -> Package:
    return Package(
        name=rows[0]["package"],
        currency=rows[0]["currency"],
        schemes=tuple(
            _KIND[row["scheme"]](
                first_day=(row["from_on"] - day).days,
                days=row["days"],
                rate=row["rate"],
                cap_minor=row["cap_minor"],
            )
            for row in rows
        ),
        source=rows[0]["source"],
    )


def built_in(currency: str) -> tuple[Package, Package]:
    """Give two packages on the terms of public schemes, for a dossier without packages.

    Both start today. How long they run, and the loan's share of costs, are assumptions; caps of
    other currencies than GBP are taken at par.

    Args:
        currency: of the firms.

    Source: HMRC, Coronavirus Job Retention Scheme; British Business Bank, Growth Guarantee Scheme.
    """
    unit = minor_units(currency)
    furlough = Furlough(first_day=0, days=90, rate=0.8, cap_minor=2_500 * unit)
    loan = Loan(first_day=0, days=60, rate=0.5, cap_minor=2_000_000 * unit)
    return (
        Package(
            name="furlough, built in",
            currency=currency,
            schemes=(furlough,),
            source="assumption: rate and cap of the Coronavirus Job Retention Scheme (HMRC)",
        ),
        Package(
            name="guaranteed loan, built in",
            currency=currency,
            schemes=(loan,),
            source="assumption: cap and guarantee of the Growth Guarantee Scheme",
        ),
    )
