"""Who looks after an invoice that waits, how long that takes, and what nobody may wave through.

One row for each reason for which the desk holds or refuses an invoice. What may be accepted is an
allow-list: a reason that is not in it, or that is new, cannot be waved through. All that may be
accepted still has to bill receipts, or is our own invoice of a despatch whose receipts it bills
when they come, so that the same goods are never paid twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from blackstart.base.finding import FindingCode, Severity
from blackstart.payables import findings

GOODS_IN = "goods-in"
PURCHASING = "purchasing"
MASTER_DATA = "master data"
SUPPLIER = "supplier"
CLERK = "accounts payable"
OWNERS = (GOODS_IN, PURCHASING, MASTER_DATA, SUPPLIER, CLERK)

MINUTES_SOURCE = (
    "assumption: 5 to 15 minutes an exception is what vendors of payables software state (for "
    "example Rho, “AP exception resolution”); how it spreads over the reasons is ours"
)
_CORRECTED = "only a corrected invoice of the supplier helps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How an invoice with one reason is cleared.

    Attributes:
        code: the reason.
        owner: desk that can clear it, one of `OWNERS`.
        minutes: of a person's time: low, likely, high; see `MINUTES_SOURCE`.
        frees: true when clearing it can make the debt certain.
        sealed: why nobody may accept the invoice despite it; empty: a person may.
    """

    code: str
    owner: str
    minutes: tuple[int, int, int]
    frees: bool
    sealed: str


def _each(
    codes: Iterable[FindingCode],
    owner: str,
    minutes: tuple[int, int, int],
    *,
    frees: bool = True,
    sealed: str = "",
) -> Iterable[Handling]:
    return (
        Handling(code=one.code, owner=owner, minutes=minutes, frees=frees, sealed=sealed)
        for one in codes
    )


HANDLING = (
    *_each(
        (code for code in findings.FINDINGS if code.severity is Severity.REFUSED),
        SUPPLIER,
        (3, 5, 10),
        frees=False,
        sealed=_CORRECTED,
    ),
    *_each((findings.LINE_GAPS, findings.NEGATIVE), SUPPLIER, (5, 10, 15), sealed=_CORRECTED),
    *_each(
        (findings.NO_SUPPLIER,),
        MASTER_DATA,
        (10, 20, 40),
        sealed="nobody is paid whom we do not know; a call-back comes first",
    ),
    *_each(
        (findings.DUPLICATE,),
        CLERK,
        (2, 4, 8),
        frees=False,
        sealed="it is claimed already; what is another delivery gets a number of its own",
    ),
    *_each(
        (findings.OTHER_ACCOUNT,),
        MASTER_DATA,
        (10, 20, 40),
        sealed="an account is checked by a call-back on an old number, never by a click",
    ),
    *_each(
        (findings.NO_ORDER,),
        PURCHASING,
        (8, 15, 30),
        sealed="without an order its goods could be billed a second time; name or enter the order",
    ),
    *_each(
        (findings.OTHER_CURRENCY, findings.OTHER_UNIT),
        PURCHASING,
        (5, 10, 15),
        sealed="no price and no quantity can be compared; mend the order or the invoice",
    ),
    *_each((findings.PRICE_ABOVE, findings.TOTAL_ABOVE), PURCHASING, (5, 10, 15)),
    *_each(
        (findings.NO_RECEIPT, findings.QUANTITY_ABOVE),
        GOODS_IN,
        (5, 10, 20),
        sealed="a receipt that is booked later would be billed a second time; book the receipt",
    ),
    *_each(
        (findings.SELF_BILLED,),
        CLERK,
        (2, 4, 8),
        frees=False,
        sealed="we billed it ourselves already",
    ),
    *_each((findings.CANCELLED,), CLERK, (5, 10, 20)),
    *_each(
        (findings.ALIKE, findings.CREDIT_ABOVE, findings.READ_IN_DOUBT, findings.BROKEN_RULE),
        CLERK,
        (5, 10, 15),
    ),
)
# A reason that is not listed: a rule of EN 16931, or what the reader of a document refused.
ELSE = Handling(code="", owner=SUPPLIER, minutes=(5, 10, 15), frees=False, sealed=_CORRECTED)
ACCEPTABLE = tuple(one.code for one in HANDLING if not one.sealed)
_BY_CODE = {one.code: one for one in HANDLING}


def handling(code: str | None) -> Handling:
    """Say how an invoice with that reason is cleared."""
    return _BY_CODE.get(code or "", ELSE)
