"""What an invoice type code says: whether a document raises the debt or lowers it."""

INVOICE = "invoice"
CREDIT_NOTE = "credit note"

# UNTDID 1001 as EN 16931's code lists admit it for BT-3.
_CREDIT_CODES = frozenset("81 83 261 262 296 308 381 396 420 458 502 503 532".split())
_INVOICE_CODES = frozenset(
    (
        "71 80 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 "
        "388 389 390 393 394 395 456 457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 "
        "875 876 877 935"
    ).split()
)
SELF_BILLED_CODES = frozenset("261 389 471 473 500 501 502 527".split())


def kind_of(type_code: str) -> str | None:
    """Tell what a document with this type code is (BT-3); None when the code is not known."""
    if type_code in _CREDIT_CODES:
        return CREDIT_NOTE
    return INVOICE if type_code in _INVOICE_CODES else None


def settled(stated: str | None, form: str | None) -> tuple[str, bool]:
    """Settle what a document is from its type code and from its form.

    Args:
        stated: what its type code says; None if missing or not known.
        form: what the form itself says, as a UBL CreditNote does; None if it says nothing.

    Returns:
        The kind, and whether it is clear. In doubt it lowers the debt: money that was not paid
        can still be paid.
    """
    kind = CREDIT_NOTE if CREDIT_NOTE in (stated, form) else INVOICE
    return kind, stated is not None and form in (None, stated)
