"""Columns that mean the same in every room, so that they are written down once."""

from typing import Any

import dataframely as dy

from blackstart.base.money import AMOUNT_MINOR_MAX, CURRENCIES, MICRO

QUANTITY_MICRO_MAX = 10**9 * MICRO
PRICE_MICRO_MAX = 10**9 * MICRO


def identifier(description: str, **options: Any) -> dy.String:  # noqa: ANN401 - dataframely's own
    """Make a column of identifiers: 1 to 120 visible characters, no line breaks."""
    return dy.String(
        min_length=1,
        max_length=120,
        regex=r"^[^\x00-\x1f\x7f]+$",
        description=description,
        **options,
    )


def text(description: str, **options: Any) -> dy.String:  # noqa: ANN401 - dataframely's own
    """Make a column of free text of at most 2,000 characters."""
    return dy.String(max_length=2000, description=description, **options)


def currency(**options: Any) -> dy.String:  # noqa: ANN401 - dataframely's own
    """Make a column of ISO 4217 currency codes."""
    return dy.String(
        check=lambda code: code.is_in(sorted(CURRENCIES)),
        description="ISO 4217 currency code",
        **options,
    )


def amount_minor(description: str, *, signed: bool = False, nullable: bool = False) -> dy.Int64:
    """Make a column of money in minor units of the row's currency, within 10^15."""
    return dy.Int64(
        min=-AMOUNT_MINOR_MAX if signed else 0,
        max=AMOUNT_MINOR_MAX,
        nullable=nullable,
        description=f"{description}, in minor units",
    )


def price_micro(description: str, *, nullable: bool = False) -> dy.Int64:
    """Make a column of unit prices in millionths of the major unit (GBP 1.25 is 1250000)."""
    return dy.Int64(
        min=0,
        max=PRICE_MICRO_MAX,
        nullable=nullable,
        description=f"{description}, in millionths of the major unit",
    )


def quantity_micro(description: str, *, signed: bool = False, nullable: bool = False) -> dy.Int64:
    """Make a column of quantities in millionths of the unit of measure."""
    return dy.Int64(
        min=-QUANTITY_MICRO_MAX if signed else 0,
        max=QUANTITY_MICRO_MAX,
        nullable=nullable,
        description=f"{description}, in millionths of the unit",
    )


def count(description: str, **options: Any) -> dy.Int64:  # noqa: ANN401 - dataframely's own
    """Make a column of whole pieces, people or cars: 0 to 10^9."""
    return dy.Int64(min=0, max=10**9, description=description, **options)


def share(description: str, **options: Any) -> dy.Float64:  # noqa: ANN401 - dataframely's own
    """Make a column of shares between 0 and 1."""
    return dy.Float64(min=0, max=1, description=description, **options)


def hours(description: str, **options: Any) -> dy.Float64:  # noqa: ANN401 - dataframely's own
    """Make a column of hours: 0 to 10,000."""
    return dy.Float64(min=0, max=10_000, description=description, **options)
