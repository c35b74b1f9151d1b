"""An invoice before it is written in a format: the terms of EN 16931 that we use."""

from dataclasses import dataclass
from datetime import date

from blackstart.exercise.draw import rounded_div

INVOICE, CREDIT_NOTE = "invoice", "credit note"
PRICE_DIGITS = 4
QUANTITY_DIGITS = 3
SPECIFICATION = "urn:cen.eu:en16931:2017"
# Minor units from thousandths of a unit times ten-thousandths of a price, in currencies of cents.
_TO_MINOR = 10 ** (PRICE_DIGITS + QUANTITY_DIGITS - 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """A line of an invoice: quantity in thousandths, price in ten-thousandths."""

    part: str
    description: str
    unit: str
    quantity_milli: int
    price_e4: int
    order_line: int

    @property
    def net_minor(self) -> int:
        """Give the line's total."""
        return int(rounded_div(self.quantity_milli * self.price_e4, _TO_MINOR))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Who bills: an empty identifier or VAT number is left out of the document.

    Every firm has a company registration; who leaves its VAT number out is known to its tax office
    by that.
    """

    identifier: str
    name: str
    registration: str
    vat: str
    country: str
    street: str
    town: str
    contact: str
    account: str
    bic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """An invoice or a credit note."""

    kind: str
    number: str
    seller: Seller
    buyer: str
    buyer_vat: str
    issued_on: date
    due_on: date
    delivered_on: date
    currency: str
    tax_percent: int
    order_no: str
    receipt_no: str
    lines: tuple[BillLine, ...]
    specification: str = SPECIFICATION

    @property
    def net_minor(self) -> int:
        """Add up the lines."""
        return sum(line.net_minor for line in self.lines)

    @property
    def tax_minor(self) -> int:
        """Give the VAT, rounded once (EN 16931 BR-CO-17)."""
        return int(rounded_div(self.net_minor * self.tax_percent, 100))

    @property
    def gross_minor(self) -> int:
        """Give the amount due."""
        return self.net_minor + self.tax_minor

    @property
    def tax_category(self) -> str:
        """Name the category of UNTDID 5305: standard rate, or reverse charge from abroad."""
        return "S" if self.tax_percent else "AE"


def decimal(scaled: int, digits: int) -> str:
    """Write a whole number of 10^-digits as a decimal: (12345, 2) is "123.45"."""
    whole, part = divmod(scaled, 10**digits)
    return f"{whole}.{part:0{digits}d}"


def quantity(milli: int) -> str:
    """Write a quantity without idle zeros."""
    return decimal(milli, QUANTITY_DIGITS).rstrip("0").rstrip(".")


def minor(amount: int) -> str:
    """Write an amount of a currency with cents."""
    return decimal(amount, 2)


def price(price_e4: int) -> str:
    """Write a unit price."""
    return decimal(price_e4, PRICE_DIGITS)
