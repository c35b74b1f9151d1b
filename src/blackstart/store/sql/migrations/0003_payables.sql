-- Payables: from what was delivered or billed to a payment that left.

-- Lines of orders and schedules with the agreed price.
CREATE TABLE purchase_orders (
    order_no          text NOT NULL,    -- order or scheduling agreement
    line_no           bigint NOT NULL,  -- line of the order
    supplier          text NOT NULL,    -- who delivers
    part              text NOT NULL,    -- our part number
    unit              text NOT NULL,    -- unit of measure, UN/ECE Recommendation 20
    quantity_micro    bigint NOT NULL,  -- ordered quantity, in millionths of the unit
    price_micro       bigint NOT NULL,  -- agreed unit price, in millionths of the major unit
    currency          text NOT NULL,    -- ISO 4217 currency code
    tax_percent_micro bigint NOT NULL,  -- VAT rate, in millionths of a per cent (20 % is 20000000)
    agreed_from       date NOT NULL,    -- from when the price holds
    PRIMARY KEY (order_no, line_no)
);

-- Goods that arrived: what is owed whether or not anybody has billed it.
CREATE TABLE receipts (
    receipt_no     text NOT NULL,    -- goods receipt
    line_no        bigint NOT NULL,  -- line of the receipt
    supplier       text NOT NULL,    -- who delivered
    order_no       text NOT NULL,    -- order
    order_line     bigint NOT NULL,  -- line of the order
    part           text NOT NULL,    -- our part number
    quantity_micro bigint NOT NULL,  -- quantity that arrived, in millionths of the unit
    received_on    date NOT NULL,    -- business date of the receipt
    PRIMARY KEY (receipt_no, line_no)
);

-- Self-billing agreements in force (HMRC Notice 700/62): without one, no self-bill.
CREATE TABLE agreements (
    supplier    text NOT NULL,  -- who agreed
    valid_from  date NOT NULL,  -- first day of the agreement
    valid_until date,           -- last day; empty when open
    vat_number  text,           -- VAT number that the agreement names
    PRIMARY KEY (supplier, valid_from)
);

-- Where a supplier is paid: master data that no invoice ever changes.
CREATE TABLE payee_accounts (
    supplier    text NOT NULL,  -- who is paid
    valid_from  date NOT NULL,  -- from when this account counts
    name        text NOT NULL,  -- account holder
    account     text NOT NULL,  -- IBAN
    bic         text,           -- BIC
    country     text NOT NULL,  -- ISO 3166 country of the supplier
    verified_on date,           -- day of the call-back on an old number; empty: not verified
    PRIMARY KEY (supplier, valid_from)
);

-- Who signed the hash of a payment run; two people who are not each other.
CREATE TABLE payment_signatures (
    run          text NOT NULL,  -- payment run
    person       text NOT NULL,  -- who signed
    signed_on    date NOT NULL,  -- business date from which it counts
    shown_sha256 text,           -- hash of what the person saw; without it the signature counts in EXERCISE only
    PRIMARY KEY (run, person)
);

-- What the bank said to a payment run, for all of it or for one payee.
CREATE TABLE bank_answers (
    run         text NOT NULL,  -- payment run
    supplier    text NOT NULL,  -- payee, or * for the whole run
    answered_on date NOT NULL,  -- business date of the answer
    status      text NOT NULL,  -- ISO 20022 status: settled or rejected
    reason      text,           -- the bank's reason
    PRIMARY KEY (run, supplier, answered_on)
);

-- When and how a file of the dossier came; a file without a row came on the dossier's day.
CREATE TABLE document_arrivals (
    file       text NOT NULL,  -- name in the dossier
    arrived_on date NOT NULL,  -- business date of arrival
    channel    text NOT NULL,  -- how it came
    PRIMARY KEY (file)
);

-- A file as it came; its bytes are kept by their hash.
CREATE TABLE documents (
    document   text NOT NULL,    -- SHA-256 of the file
    file       text NOT NULL,    -- name in the dossier
    bytes      bigint NOT NULL,  -- size of the file
    arrived_on date NOT NULL,    -- business date of arrival
    state      text NOT NULL,    -- how far reading has come
    format     text,             -- format that it was read as
    PRIMARY KEY (document)
);

-- The semantic invoice (EN 16931), whatever format it came in.
CREATE TABLE invoices (
    invoice          text NOT NULL,  -- id made from document and place
    document         text,           -- file it was read from; none: self-billed
    kind             text NOT NULL,  -- what it is; a credit note lowers the debt
    number           text,           -- BT-1 invoice number
    seller_id        text,           -- BT-29 seller identifier, ours if the supplier wrote it
    seller_name      text,           -- BT-27 seller name
    seller_vat       text,           -- BT-31 seller VAT identifier
    buyer_name       text,           -- BT-44 buyer name
    issued_on        date,           -- BT-2 issue date
    due_on           date,           -- BT-9 payment due date
    arrived_on       date NOT NULL,  -- business date of arrival
    currency         text,           -- BT-5 currency as it stands in the document
    order_no         text,           -- BT-13 purchase order
    account          text,           -- BT-84 account in the document: evidence, never master data
    lines_minor      bigint,         -- BT-106 sum of lines, in minor units
    allowances_minor bigint,         -- BT-107 allowances, in minor units
    charges_minor    bigint,         -- BT-108 charges, in minor units
    net_minor        bigint,         -- BT-109 total without VAT, in minor units
    tax_minor        bigint,         -- BT-110 VAT, in minor units
    gross_minor      bigint,         -- BT-112 total with VAT, in minor units
    prepaid_minor    bigint,         -- BT-113 paid before, in minor units
    rounding_minor   bigint,         -- BT-114 rounding, in minor units
    payable_minor    bigint,         -- BT-115 amount due, in minor units
    PRIMARY KEY (invoice)
);

-- A line of an invoice.
CREATE TABLE invoice_lines (
    invoice        text NOT NULL,    -- the invoice
    line_no        bigint NOT NULL,  -- place in the document, from 1
    line_id        text,             -- BT-126 line identifier
    part           text,             -- BT-156 our, else BT-155 the seller's part number
    description    text,             -- BT-153 item name
    quantity_micro bigint,           -- BT-129 quantity, in millionths of the unit
    unit           text,             -- BT-130 unit of measure
    price_micro    bigint,           -- BT-146 net price for one unit, in millionths of the major unit
    net_minor      bigint,           -- BT-131 line total, in minor units
    order_no       text,             -- order of the line, or else of the invoice
    order_line     bigint,           -- BT-132 line of the order
    receipt_no     text,             -- BT-16 despatch or receipt that the line bills
    PRIMARY KEY (invoice, line_no)
);

-- What was found in a document or an invoice, for the person who has to clear it.
CREATE TABLE invoice_findings (
    subject  text NOT NULL,  -- invoice id, or document hash
    code     text NOT NULL,  -- code of the finding
    place    text NOT NULL,  -- where: element path, line, field
    severity text NOT NULL,  -- what it stops
    message  text NOT NULL,  -- what is wrong and what was not done
    fix      text NOT NULL,  -- how to mend it
    PRIMARY KEY (subject, code, place)
);

-- What an invoice makes us owe, and where it stands.
CREATE TABLE debts (
    invoice      text NOT NULL,     -- the invoice
    supplier     text,              -- who is owed
    kind         text NOT NULL,     -- a credit note lowers the debt
    currency     text NOT NULL,     -- ISO 4217 currency code
    amount_minor bigint NOT NULL,   -- what it claims; a credit note is positive too, in minor units
    state        text NOT NULL,     -- where it stands
    code         text,              -- finding that holds or refuses it
    reason       text,              -- why it is held or refused, in a clerk's words
    clears       text,              -- what would clear it
    due_on       date NOT NULL,     -- when it is due
    arrived_on   date NOT NULL,     -- when it came
    changed_on   date NOT NULL,     -- business date of the last change of state
    verified     boolean NOT NULL,  -- true when the payee's account may be used
    PRIMARY KEY (invoice)
);

-- Which invoice bills which receipt line: nothing is billed twice.
CREATE TABLE billed_receipts (
    receipt_no     text NOT NULL,    -- goods receipt
    line_no        bigint NOT NULL,  -- line of the receipt
    invoice        text NOT NULL,    -- the invoice that bills it
    quantity_micro bigint NOT NULL,  -- how much of it is billed, in millionths of the unit
    PRIMARY KEY (receipt_no, line_no, invoice)
);

-- A proposal of whom to pay today; it leaves only with two signatures.
CREATE TABLE payment_runs (
    run           text NOT NULL,    -- id of the run
    currency      text NOT NULL,    -- ISO 4217 currency code
    proposed_on   date NOT NULL,    -- business date
    allowed_minor bigint NOT NULL,  -- what treasury allowed, in minor units
    payments      bigint NOT NULL,  -- how many payments
    total_minor   bigint NOT NULL,  -- what they add up to, in minor units
    state         text NOT NULL,    -- unsigned runs never reach a bank; one that nobody signs lapses
    shown_sha256  text NOT NULL,    -- hash of what the signers see: the run in all currencies
    PRIMARY KEY (run, currency)
);

-- One payment of a run to one supplier.
CREATE TABLE payments (
    payment      text NOT NULL,     -- end-to-end id, made before it is sent
    run          text NOT NULL,     -- the run
    supplier     text NOT NULL,     -- who is paid
    currency     text NOT NULL,     -- ISO 4217 currency code
    amount_minor bigint NOT NULL,   -- how much, in minor units
    account      text NOT NULL,     -- IBAN, frozen at the proposal
    name         text NOT NULL,     -- account holder, frozen at the proposal
    bic          text,              -- BIC
    country      text NOT NULL,     -- country of the supplier
    state        text NOT NULL,     -- how far it is
    weeks_left   double precision,  -- the supplier's likely weeks of cash
    changed_on   date NOT NULL,     -- business date of the last change of state
    PRIMARY KEY (payment)
);

-- Which debts a payment pays.
CREATE TABLE paid_debts (
    payment      text NOT NULL,    -- the payment
    invoice      text NOT NULL,    -- the debt
    amount_minor bigint NOT NULL,  -- how much of it; a credit note is negative, in minor units
    PRIMARY KEY (payment, invoice)
);

GRANT SELECT, INSERT, UPDATE ON
    purchase_orders,
    receipts,
    agreements,
    payee_accounts,
    payment_signatures,
    bank_answers,
    document_arrivals,
    documents,
    invoices,
    invoice_lines,
    invoice_findings,
    debts,
    billed_receipts,
    payment_runs,
    payments,
    paid_debts
TO blackstart_app;
