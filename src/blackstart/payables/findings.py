"""What the payables desk may have to tell, in order of precedence.

An invoice may fail in several ways at once: the first code of this list that applies is the reason
that its debt shows. What refuses stands before what holds; among what holds, what makes all
further questions idle stands first (nobody looks at the prices of a duplicate).
"""

from blackstart.base.finding import FindingCode, Severity


def _refuses(number: int, meaning: str, fix: str) -> FindingCode:
    return FindingCode(
        code=f"BS-PAY-{number:03d}", severity=Severity.REFUSED, meaning=meaning, fix=fix
    )


def _holds(number: int, meaning: str, fix: str) -> FindingCode:
    return FindingCode(
        code=f"BS-PAY-{number:03d}", severity=Severity.HELD, meaning=meaning, fix=fix
    )


def _notes(number: int, meaning: str, fix: str) -> FindingCode:
    return FindingCode(
        code=f"BS-PAY-{number:03d}", severity=Severity.NOTE, meaning=meaning, fix=fix
    )


_AGAIN = "Ask the supplier for a corrected invoice under the same number."

NO_NUMBER = _refuses(1, "The invoice has no number (BT-1, EN 16931 BR-02).", _AGAIN)
NO_DATE = _refuses(2, "The invoice has no issue date (BT-2, EN 16931 BR-03).", _AGAIN)
NO_CURRENCY = _refuses(
    3, "The currency is missing or unknown (BT-5, EN 16931 BR-05 and BR-CL-04).", _AGAIN
)
NO_SELLER = _refuses(4, "The invoice does not say who sells (BT-27, EN 16931 BR-06).", _AGAIN)
NO_LINE = _refuses(5, "The invoice has no line (EN 16931 BR-16).", _AGAIN)
NO_AMOUNT = _refuses(6, "The invoice does not say what is due (BT-115, EN 16931 BR-15).", _AGAIN)
LINES_SUM = _refuses(
    7, "The lines do not add up to the sum of lines (BT-106, EN 16931 BR-CO-10).", _AGAIN
)
NET_SUM = _refuses(
    8,
    "The total without VAT is not lines less allowances plus charges (BT-109, EN 16931 BR-CO-13).",
    _AGAIN,
)
GROSS_SUM = _refuses(
    9,
    "The total with VAT is not the total without it plus VAT (BT-112, EN 16931 BR-CO-15).",
    _AGAIN,
)
PAYABLE_SUM = _refuses(
    10,
    "The amount due is not the total less what is paid plus rounding (BT-115, EN 16931 BR-CO-16).",
    _AGAIN,
)
REJECTED = _refuses(
    19,
    "A person rejected the invoice.",
    "Tell the supplier why; a corrected invoice comes under a number of its own.",
)
LINE_GAPS = _holds(
    20,
    "A line lacks its quantity, or both its total and its price (EN 16931 BR-22, BR-24, BR-26).",
    "Ask the supplier for the missing figure, or for a corrected invoice.",
)
NEGATIVE = _holds(
    21,
    "The amount due is negative: nobody can tell whether it is a claim or a credit.",
    "Ask the supplier whether it is a credit note, and for one if it is.",
)
NO_SUPPLIER = _holds(
    22,
    "The seller is none of our suppliers, or more than one answers to its name.",
    "Add the firm to the list of firms, or its VAT number, after a call-back.",
)
DUPLICATE = _holds(
    23,
    "The same supplier sent an invoice with this number, amount and currency before.",
    "Nothing to pay. If it is another delivery, ask for an invoice with a number of its own.",
)
OTHER_ACCOUNT = _holds(
    24,
    "The account on the invoice is none that we know of this supplier; ours was not changed.",
    "Call the supplier back on a number that we had before, never on one from the invoice.",
)
NO_ORDER = _holds(
    25,
    "A line names no order of ours with this supplier.",
    "Ask the supplier for order number and line, or the buyer for an order.",
)
OTHER_CURRENCY = _holds(
    26,
    "The invoice is in another currency than the order.",
    "Ask the supplier for an invoice in the order's currency, or the buyer for a changed order.",
)
OTHER_UNIT = _holds(
    27,
    "A line bills in another unit than the order's, so quantities cannot be compared.",
    "Ask the supplier for an invoice in the order's unit.",
)
PRICE_ABOVE = _holds(
    28,
    "A line bills more than the agreed price allows.",
    "Ask the buyer to agree the price, or the supplier for a credit note.",
)
TOTAL_ABOVE = _holds(
    29,
    "Charges, rounding or VAT beyond the order's rate make the amount due larger than its lines.",
    "Ask the buyer to agree the charge, or the supplier for a credit note.",
)
NO_RECEIPT = _holds(
    30,
    "What a line bills has not arrived.",
    "Wait for the goods, or ask the site to book the receipt: it clears by itself.",
)
SELF_BILLED = _holds(
    31,
    "We billed these receipts ourselves under a self-billing agreement.",
    "Nothing to pay. Tell the supplier that the self-billed invoice stands.",
)
QUANTITY_ABOVE = _holds(
    32,
    "More is billed than arrived and is not billed yet.",
    "Wait for the rest, ask the site to book it, or the supplier for a credit note.",
)
PAYEE_OPEN = _holds(
    33,
    "Certain debts are due, but the supplier's account is missing or not verified.",
    "Have the account verified by a call-back on an old number; nothing is paid until then.",
)
SIGNATURE_VOID = _holds(
    34,
    "A signature does not count: it is older than the run, or not about what the run shows.",
    "Have the run looked at and signed again by two people who are not each other.",
)
NOT_OURS = _holds(
    35,
    "The bank answers about a payment that we never sent.",
    "Ring the bank now, on a number that we had before: someone else may have sent a file.",
)
BANK_WAVERS = _holds(
    36,
    "The bank's newest answer contradicts the one that we booked; nothing was changed.",
    "Ask the bank which answer holds, and look for the money in the next statement.",
)
READ_IN_DOUBT = _holds(
    37,
    "Something in the document could not be read for certain; see the finding of its reader.",
    "Look at the original beside what was read; ask the supplier for a corrected invoice.",
)
BROKEN_RULE = _holds(
    38,
    "The invoice breaks a rule of EN 16931, the European standard for invoices; see its findings.",
    "Ask the supplier for a corrected invoice, or accept it as it is and say why.",
)
ALIKE = _holds(
    50,
    "It looks like another invoice of the supplier: same amount, and nearly the same otherwise.",
    "Compare it with the one that is named: reject it if it is the same, accept it if it is not.",
)
CREDIT_ABOVE = _holds(
    53,
    "Credit notes give back more than the invoice claims that they are about.",
    "Ask the supplier which invoices it is about, or for a corrected credit note.",
)
CREDITS = _notes(
    54,
    "What a credit note is about (BT-25).",
    "Nothing; if it is about no invoice that we know, it lowers what we owe all the same.",
)
SUMS_UNCHECKED = _notes(
    40,
    "Totals are missing (EN 16931 BR-12, BR-13, BR-14), so not every sum could be checked.",
    "Nothing, if orders and receipts match; otherwise ask for a complete invoice.",
)
VAT_NUMBER = _notes(
    41,
    "The self-billing agreement names another VAT number than the firm's (HMRC Notice 700/62).",
    "Make a new agreement; until then the supplier has to send invoices of its own.",
)
NO_PRICE = _notes(
    42,
    "No price was agreed for the day of the receipt, so it was not billed by ourselves.",
    "Have the buyer enter the price, and from when it holds.",
)
EXPIRED = _notes(
    51,
    "The self-billing agreement ended before the goods were billed (HMRC Notice 700/62).",
    "Make a new agreement, or tell the supplier to send an invoice of its own.",
)
NEVER_CAME = _notes(
    52,
    "We billed goods when they were sent, and nothing of them has arrived.",
    "Ask the site to book them or the supplier where they are; dispute the debt if they are lost.",
)
ADVICE_AGAIN = _notes(
    55,
    "A despatch advice came again with other lines. The one that came first counts.",
    "Ask the supplier what was sent; receipts are billed as what arrived, whatever was advised.",
)
CANCELLED = _holds(
    57,
    "The supplier cancelled the despatch that this invoice of ours bills; nothing of it arrived.",
    "Ask the supplier. Reject it and a credit note of ours takes it back; accept it if goods come.",
)
CANCELLED_LATE = _notes(
    58,
    "A despatch was cancelled that we have paid for, or that a payment on its way pays for.",
    "Ask the supplier for a credit note that names our invoice, or for the goods.",
)
ADVICE_OPEN = _notes(
    56,
    "A despatch advice names no line of an order, or several, or a unit that is not the order's.",
    "Nothing, if goods are booked: they are billed by their receipt. Otherwise ask the supplier.",
)
TOO_LARGE = _notes(
    43,
    "A receipt is worth more than can be counted (10^15 minor units); it was not billed.",
    "Correct the quantity of the receipt or the price of the order.",
)
LAPSED = _notes(
    44,
    "A payment run was not signed in time and lapsed; its debts are free for the next run.",
    "Nothing; the next run proposes what is due then.",
)
ACCOUNT_MOVED = _notes(
    45,
    "A payee's account changed after the run was proposed; that payment was not sent.",
    "Nothing; the next run proposes it to the new account once that is verified.",
)
BANK_REFUSED = _notes(
    46,
    "The bank rejected a payment; its debts are free for the next run.",
    "Look at the bank's reason, and at the payee's account, before the next run is signed.",
)
NOT_FOLLOWED = _notes(
    47,
    "A decision would wave through what nobody may wave through; it changed nothing.",
    "Clear the reason itself; `blackstart invoices explain` says how.",
)

FINDINGS = (
    NO_NUMBER,
    NO_DATE,
    NO_CURRENCY,
    NO_SELLER,
    NO_LINE,
    NO_AMOUNT,
    LINES_SUM,
    NET_SUM,
    GROSS_SUM,
    PAYABLE_SUM,
    REJECTED,
    LINE_GAPS,
    NEGATIVE,
    NO_SUPPLIER,
    DUPLICATE,
    ALIKE,
    CREDIT_ABOVE,
    OTHER_ACCOUNT,
    NO_ORDER,
    OTHER_CURRENCY,
    OTHER_UNIT,
    PRICE_ABOVE,
    TOTAL_ABOVE,
    NO_RECEIPT,
    SELF_BILLED,
    QUANTITY_ABOVE,
    CANCELLED,
    PAYEE_OPEN,
    SIGNATURE_VOID,
    NOT_OURS,
    BANK_WAVERS,
    READ_IN_DOUBT,
    BROKEN_RULE,
    SUMS_UNCHECKED,
    VAT_NUMBER,
    NO_PRICE,
    EXPIRED,
    NEVER_CAME,
    ADVICE_AGAIN,
    ADVICE_OPEN,
    CANCELLED_LATE,
    CREDITS,
    TOO_LARGE,
    LAPSED,
    ACCOUNT_MOVED,
    BANK_REFUSED,
    NOT_FOLLOWED,
)
PRECEDENCE = {finding.code: place for place, finding in enumerate(FINDINGS)}
