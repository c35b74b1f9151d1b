"""What the payables desk decides on, and what it decides: one invoice, one row."""

import dataframely as dy
import polars as pl

from blackstart.base import columns
from blackstart.base.table import Origin, Table
from blackstart.payables.clearing.tables import DECISIONS
from blackstart.payables.matching.tables import BILLED_DESPATCHES, TERMS

KINDS = ("invoice", "credit note", "self-billed")
STATES = ("matched", "posted", "held", "refused", "set off", "paid")
BASES = ("receipt", "despatch")
PAYMENT_STATES = ("proposed", "sent", "settled", "rejected", "lapsed")


class PurchaseOrders(dy.Schema):
    """Lines of orders and schedules with the agreed price."""

    order_no = columns.identifier("order or scheduling agreement", primary_key=True)
    line_no = columns.count("line of the order", primary_key=True)
    supplier = columns.identifier("who delivers")
    part = columns.identifier("our part number")
    unit = columns.identifier("unit of measure, UN/ECE Recommendation 20")
    quantity_micro = columns.quantity_micro("ordered quantity")
    price_micro = columns.price_micro("agreed unit price")
    currency = columns.currency()
    tax_percent_micro = dy.Int64(
        min=0, max=10**8, description="VAT rate, in millionths of a per cent (20 % is 20000000)"
    )
    agreed_from = dy.Date(description="from when the price holds")
    commodity = columns.identifier("kind of goods, for tolerances", nullable=True)
    pack_unit = columns.identifier("unit of a pack that may be billed instead", nullable=True)
    pack_quantity_micro = columns.quantity_micro("what a pack holds", nullable=True)


class Receipts(dy.Schema):
    """Goods that arrived: what is owed whether or not anybody has billed it."""

    receipt_no = columns.identifier("goods receipt", primary_key=True)
    line_no = columns.count("line of the receipt", primary_key=True)
    supplier = columns.identifier("who delivered")
    order_no = columns.identifier("order")
    order_line = columns.count("line of the order")
    part = columns.identifier("our part number")
    quantity_micro = columns.quantity_micro("quantity that arrived")
    received_on = dy.Date(description="business date of the receipt")
    despatch_no = columns.identifier("despatch advice that it is of", nullable=True)


class Agreements(dy.Schema):
    """Self-billing agreements in force (HMRC Notice 700/62): without one, no self-bill."""

    supplier = columns.identifier("who agreed", primary_key=True)
    valid_from = dy.Date(primary_key=True, description="first day of the agreement")
    valid_until = dy.Date(nullable=True, description="last day; empty when open")
    vat_number = columns.identifier("VAT number that the agreement names", nullable=True)
    basis = dy.Enum(
        BASES, nullable=True, description="what is billed from; empty: receipts, as usual"
    )


class PayeeAccounts(dy.Schema):
    """Where a supplier is paid: master data that no invoice ever changes."""

    supplier = columns.identifier("who is paid", primary_key=True)
    valid_from = dy.Date(primary_key=True, description="from when this account counts")
    name = columns.text("account holder")
    account = columns.identifier("IBAN")
    bic = columns.identifier("BIC", nullable=True)
    country = dy.String(regex=r"^[A-Z]{2}$", description="ISO 3166 country of the supplier")
    verified_on = dy.Date(
        nullable=True, description="day of the call-back on an old number; empty: not verified"
    )


class PaymentSignatures(dy.Schema):
    """Who signed the hash of a payment run; two people who are not each other."""

    run = columns.identifier("payment run", primary_key=True)
    person = columns.identifier("who signed", primary_key=True)
    signed_on = dy.Date(description="business date from which it counts")
    shown_sha256 = dy.String(
        nullable=True,
        regex=r"^[0-9a-f]{64}$",
        description="hash of what the person saw; without it the signature counts in EXERCISE only",
    )


class BankAnswers(dy.Schema):
    """What the bank said to a payment run, for all of it or for one payee."""

    run = columns.identifier("payment run", primary_key=True)
    supplier = columns.identifier("payee, or * for the whole run", primary_key=True)
    answered_on = dy.Date(primary_key=True, description="business date of the answer")
    status = dy.Enum(("ACSC", "RJCT"), description="ISO 20022 status: settled or rejected")
    reason = columns.text("the bank's reason", nullable=True)


class DocumentArrivals(dy.Schema):
    """When and how a file of the dossier came; a file without a row came on the dossier's day."""

    file = columns.text("name in the dossier", primary_key=True)
    arrived_on = dy.Date(description="business date of arrival")
    channel = dy.Enum(("edi", "mail", "portal", "paper"), description="how it came")


class Documents(dy.Schema):
    """A file as it came; its bytes are kept by their hash."""

    document = dy.String(
        primary_key=True, regex=r"^[0-9a-f]{64}$", description="SHA-256 of the file"
    )
    file = columns.text("name in the dossier")
    bytes = columns.count("size of the file")
    arrived_on = dy.Date(description="business date of arrival")
    state = dy.Enum(("received", "read", "refused"), description="how far reading has come")
    format = dy.String(nullable=True, description="format that it was read as")
    rules = dy.String(
        nullable=True, description="rule set that judged it last; empty: not checked by any"
    )


class Invoices(dy.Schema):
    """The semantic invoice (EN 16931), whatever format it came in."""

    invoice = columns.identifier("id made from document and place", primary_key=True)
    document = dy.String(
        nullable=True,
        regex=r"^[0-9a-f]{64}$",
        description="file it was read from; none: self-billed",
    )
    kind = dy.Enum(KINDS, description="what it is; a credit note lowers the debt")
    number = columns.text("BT-1 invoice number", nullable=True)
    seller_id = columns.text(
        "BT-29 seller identifier, ours if the supplier wrote it", nullable=True
    )
    seller_name = columns.text("BT-27 seller name", nullable=True)
    seller_vat = columns.text("BT-31 seller VAT identifier", nullable=True)
    buyer_name = columns.text("BT-44 buyer name", nullable=True)
    issued_on = dy.Date(nullable=True, description="BT-2 issue date")
    due_on = dy.Date(nullable=True, description="BT-9 payment due date")
    arrived_on = dy.Date(description="business date of arrival")
    currency = dy.String(nullable=True, description="BT-5 currency as it stands in the document")
    order_no = columns.text("BT-13 purchase order", nullable=True)
    account = columns.text(
        "BT-84 account in the document: evidence, never master data", nullable=True
    )
    lines_minor = columns.amount_minor("BT-106 sum of lines", signed=True, nullable=True)
    allowances_minor = columns.amount_minor("BT-107 allowances", signed=True, nullable=True)
    charges_minor = columns.amount_minor("BT-108 charges", signed=True, nullable=True)
    net_minor = columns.amount_minor("BT-109 total without VAT", signed=True, nullable=True)
    tax_minor = columns.amount_minor("BT-110 VAT", signed=True, nullable=True)
    gross_minor = columns.amount_minor("BT-112 total with VAT", signed=True, nullable=True)
    prepaid_minor = columns.amount_minor("BT-113 paid before", signed=True, nullable=True)
    rounding_minor = columns.amount_minor("BT-114 rounding", signed=True, nullable=True)
    payable_minor = columns.amount_minor("BT-115 amount due", signed=True, nullable=True)
    preceding_no = columns.text("BT-25 invoice that a credit note is about", nullable=True)


class InvoiceLines(dy.Schema):
    """A line of an invoice."""

    invoice = columns.identifier("the invoice", primary_key=True)
    line_no = columns.count("place in the document, from 1", primary_key=True)
    line_id = columns.text("BT-126 line identifier", nullable=True)
    part = columns.text("BT-156 our, else BT-155 the seller's part number", nullable=True)
    description = columns.text("BT-153 item name", nullable=True)
    quantity_micro = columns.quantity_micro("BT-129 quantity", signed=True, nullable=True)
    unit = dy.String(nullable=True, description="BT-130 unit of measure")
    price_micro = columns.price_micro("BT-146 net price for one unit", nullable=True)
    net_minor = columns.amount_minor("BT-131 line total", signed=True, nullable=True)
    order_no = columns.text("order of the line, or else of the invoice", nullable=True)
    order_line = dy.Int64(nullable=True, description="BT-132 line of the order")
    receipt_no = columns.text("BT-16 despatch or receipt that the line bills", nullable=True)


class Debts(dy.Schema):
    """What an invoice makes us owe, and where it stands.

    Every invoice has exactly one, but for those that are refused because they name no amount or no
    known currency: those are counted, not booked.
    """

    invoice = columns.identifier("the invoice", primary_key=True)
    supplier = columns.identifier("who is owed", nullable=True)
    kind = dy.Enum(KINDS, description="a credit note lowers the debt")
    currency = columns.currency()
    amount_minor = columns.amount_minor(
        "what it claims; a credit note is positive too", signed=True
    )
    state = dy.Enum(STATES, description="where it stands")
    code = columns.identifier("finding that holds or refuses it", nullable=True)
    reason = columns.text("why it is held or refused, in a clerk's words", nullable=True)
    clears = columns.text("what would clear it", nullable=True)
    due_on = dy.Date(description="when it is due")
    arrived_on = dy.Date(description="when it came")
    changed_on = dy.Date(description="business date of the last change of state")
    verified = dy.Bool(description="true when the payee's account may be used")


class BilledReceipts(dy.Schema):
    """Which invoice bills which receipt line: nothing is billed twice."""

    receipt_no = columns.identifier("goods receipt", primary_key=True)
    line_no = columns.count("line of the receipt", primary_key=True)
    invoice = columns.identifier("the invoice that bills it", primary_key=True)
    quantity_micro = columns.quantity_micro("how much of it is billed")


class PaymentRuns(dy.Schema):
    """A proposal of whom to pay today; it leaves only with two signatures."""

    run = columns.identifier("id of the run", primary_key=True)
    currency = columns.currency(primary_key=True)
    proposed_on = dy.Date(description="business date")
    allowed_minor = columns.amount_minor("what treasury allowed")
    payments = columns.count("how many payments")
    total_minor = columns.amount_minor("what they add up to")
    state = dy.Enum(
        ("proposed", "signed", "lapsed"),
        description="unsigned runs never reach a bank; one that nobody signs lapses",
    )
    shown_sha256 = dy.String(
        regex=r"^[0-9a-f]{64}$",
        description="hash of what the signers see: the run in all currencies",
    )


class Payments(dy.Schema):
    """One payment of a run to one supplier."""

    payment = columns.identifier("end-to-end id, made before it is sent", primary_key=True)
    run = columns.identifier("the run")
    supplier = columns.identifier("who is paid")
    currency = columns.currency()
    amount_minor = columns.amount_minor("how much")
    account = columns.identifier("IBAN, frozen at the proposal")
    name = columns.text("account holder, frozen at the proposal")
    bic = columns.identifier("BIC", nullable=True)
    country = dy.String(regex=r"^[A-Z]{2}$", description="country of the supplier")
    state = dy.Enum(PAYMENT_STATES, description="how far it is")
    weeks_left = dy.Float64(nullable=True, description="the supplier's likely weeks of cash")
    changed_on = dy.Date(description="business date of the last change of state")


class PaidDebts(dy.Schema):
    """Which debts a payment pays."""

    payment = columns.identifier("the payment", primary_key=True)
    invoice = columns.identifier("the debt", primary_key=True)
    amount_minor = columns.amount_minor("how much of it; a credit note is negative", signed=True)


class InvoiceFindings(dy.Schema):
    """What was found in a document or an invoice, for the person who has to clear it."""

    subject = columns.identifier("invoice id, or document hash", primary_key=True)
    code = columns.identifier("code of the finding", primary_key=True)
    place = columns.text("where: element path, line, field", primary_key=True)
    severity = dy.Enum(("refused", "held", "note"), description="what it stops")
    message = columns.text("what is wrong and what was not done")
    fix = columns.text("how to mend it")

    @dy.rule()
    def says_something(cls) -> pl.Expr:
        """A finding without words helps nobody."""
        return pl.col("message").str.len_chars() > 0


TABLES = (
    Table(name="purchase_orders", schema=PurchaseOrders),
    *TERMS,
    Table(name="receipts", schema=Receipts),
    Table(name="agreements", schema=Agreements),
    Table(name="payee_accounts", schema=PayeeAccounts),
    Table(name="payment_signatures", schema=PaymentSignatures),
    Table(name="bank_answers", schema=BankAnswers),
    Table(name="document_arrivals", schema=DocumentArrivals),
    DECISIONS,
    Table(name="documents", schema=Documents, origin=Origin.MADE),
    Table(name="invoices", schema=Invoices, origin=Origin.MADE),
    Table(name="invoice_lines", schema=InvoiceLines, origin=Origin.MADE),
    Table(name="invoice_findings", schema=InvoiceFindings, origin=Origin.MADE),
    Table(name="debts", schema=Debts, origin=Origin.MADE),
    Table(name="billed_receipts", schema=BilledReceipts, origin=Origin.MADE),
    BILLED_DESPATCHES,
    Table(name="payment_runs", schema=PaymentRuns, origin=Origin.MADE),
    Table(name="payments", schema=Payments, origin=Origin.MADE),
    Table(name="paid_debts", schema=PaidDebts, origin=Origin.MADE),
)
