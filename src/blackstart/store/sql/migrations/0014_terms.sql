-- What was agreed besides the order's lines, and what matching and self-billing ask for.

ALTER TABLE purchase_orders
    ADD COLUMN commodity           text,   -- kind of goods, for tolerances
    ADD COLUMN pack_unit           text,   -- unit of a pack that may be billed instead
    ADD COLUMN pack_quantity_micro bigint; -- what a pack holds, in millionths of the unit

ALTER TABLE receipts
    ADD COLUMN despatch_no text; -- despatch advice that it is of

ALTER TABLE agreements
    ADD COLUMN basis text; -- what is billed from; empty: receipts, as usual

ALTER TABLE invoices
    ADD COLUMN preceding_no text; -- BT-25 invoice that a credit note is about

-- How far above the agreed price, and above what arrived, an invoice may lie.
CREATE TABLE tolerances (
    supplier               text NOT NULL,  -- who bills, or * for everybody
    commodity              text NOT NULL,  -- kind of goods, or * for all of them
    currency               text NOT NULL,  -- ISO 4217 code, or * for all
    valid_from             date NOT NULL,  -- first day of the tolerance
    valid_until            date,           -- last day; empty when open
    percent_micro          bigint,         -- at most so much above the agreed price, in millionths of a per cent
    amount_minor           bigint,         -- and at most so much above it a line, in minor units
    quantity_percent_micro bigint,         -- at most so much more than arrived, in millionths of a per cent
    PRIMARY KEY (supplier, commodity, currency, valid_from)
);

-- Prices that were agreed later for a line of an order; before the first the order's holds.
CREATE TABLE prices (
    order_no    text NOT NULL,    -- order or scheduling agreement
    line_no     bigint NOT NULL,  -- line of the order
    valid_from  date NOT NULL,    -- first day of the price
    price_micro bigint NOT NULL,  -- agreed unit price, in millionths of the major unit
    PRIMARY KEY (order_no, line_no, valid_from)
);

-- What an order allows beyond its lines, such as freight; without a row the supplier pays.
CREATE TABLE order_charges (
    order_no      text NOT NULL,    -- order or scheduling agreement
    allowed_minor bigint NOT NULL,  -- what one invoice may charge, without VAT, in minor units
    currency      text NOT NULL,    -- ISO 4217 currency code
    what          text,             -- what it is for, such as freight from the works
    PRIMARY KEY (order_no)
);

-- Lines of despatch advices: nothing is owed for them, unless the agreement bills from them.
CREATE TABLE despatches (
    supplier       text NOT NULL,    -- who delivers
    despatch_no    text NOT NULL,    -- despatch advice, the supplier's number
    line_no        bigint NOT NULL,  -- line of the despatch advice
    order_no       text NOT NULL,    -- order
    order_line     bigint,           -- line of the order; empty: by part and unit
    part           text NOT NULL,    -- our part number
    quantity_micro bigint NOT NULL,  -- quantity that was sent, in millionths of the unit
    unit           text,             -- unit of measure as it stands; empty: the order's
    despatched_on  date NOT NULL,    -- business date of the despatch
    document       text,             -- file it was read from, if any
    PRIMARY KEY (supplier, despatch_no, line_no)
);

-- Which self-billed invoice bills which despatch; receipts of it are then billed by the same.
CREATE TABLE billed_despatches (
    supplier       text NOT NULL,    -- who delivers
    despatch_no    text NOT NULL,    -- despatch advice
    line_no        bigint NOT NULL,  -- line of the despatch advice
    invoice        text NOT NULL,    -- the invoice or credit note of ours
    quantity_micro bigint NOT NULL,  -- how much of it is billed, in millionths of the unit
    PRIMARY KEY (supplier, despatch_no, line_no, invoice)
);

GRANT SELECT, INSERT, UPDATE ON
    tolerances,
    prices,
    order_charges,
    despatches,
    billed_despatches
TO blackstart_app;
