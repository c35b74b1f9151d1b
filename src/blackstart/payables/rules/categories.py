"""The VAT categories of EN 16931 and what each asks for."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A VAT category.

    Attributes:
        id: as rule identifiers name it.
        code: UNTDID 5305.
        name: what it is called.
        needs: the condition on the parties, in the columns of the view of uses.
        needs_says: the same in words.
        rate: what its rate must be: zero, above zero, not below zero, none.
        by_rate: whether taxable amounts are summed by rate, within one unit of the currency.
        exempt: whether a reason for exemption must be there; else none may be.
        once: whether it stands in the breakdown exactly once.
    """

    id: str
    code: str
    name: str
    needs: pl.Expr
    needs_says: str
    rate: str = "zero"
    by_rate: bool = False
    exempt: bool = True
    once: bool = True

    @property
    def named(self) -> str:
        """Give the name with the code."""
        return f"{self.name} ({self.code})"


_SELLER = pl.col("seller_tax_id") | pl.col("representative_vat")
_SELLER_VAT = pl.col("seller_vat") | pl.col("representative_vat")
_SELLER_SAYS = "the seller's or its tax representative's tax number"
_VAT_SAYS = "the seller's or its tax representative's VAT number"

CATEGORIES = (
    Category(
        id="S",
        code="S",
        name="standard rate",
        needs=_SELLER,
        needs_says=_SELLER_SAYS,
        rate="above zero",
        by_rate=True,
        exempt=False,
        once=False,
    ),
    Category(
        id="Z", code="Z", name="zero rate", needs=_SELLER, needs_says=_SELLER_SAYS, exempt=False
    ),
    Category(id="E", code="E", name="exempt", needs=_SELLER, needs_says=_SELLER_SAYS),
    Category(
        id="AE",
        code="AE",
        name="reverse charge",
        needs=_SELLER & (pl.col("buyer_vat") | pl.col("buyer_legal_id")),
        needs_says=f"{_SELLER_SAYS} and the buyer's VAT or registration number",
    ),
    Category(
        id="IC",
        code="K",
        name="intra-community supply",
        needs=_SELLER_VAT & pl.col("buyer_vat"),
        needs_says=f"{_VAT_SAYS} and the buyer's",
    ),
    Category(id="G", code="G", name="export", needs=_SELLER_VAT, needs_says=_VAT_SAYS),
    Category(
        id="O",
        code="O",
        name="outside VAT",
        needs=~_SELLER_VAT & ~pl.col("buyer_vat"),
        needs_says="that nobody gives a VAT number",
        rate="none",
    ),
    Category(
        id="AF",
        code="L",
        name="IGIC, Canary Islands",
        needs=_SELLER,
        needs_says=_SELLER_SAYS,
        rate="not below zero",
        by_rate=True,
        exempt=False,
        once=False,
    ),
    Category(
        id="AG",
        code="M",
        name="IPSI, Ceuta and Melilla",
        needs=_SELLER,
        needs_says=_SELLER_SAYS,
        rate="not below zero",
        by_rate=True,
        exempt=False,
        once=False,
    ),
)
