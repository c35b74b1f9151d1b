-- What people decide about invoices that wait.

-- What a person decided about one held invoice, or about price differences of one supplier.
CREATE TABLE invoice_decisions (
    decision      text NOT NULL,  -- id of the decision
    decided_on    date NOT NULL,  -- business date from which it counts
    person        text NOT NULL,  -- who decided
    verdict       text NOT NULL,  -- accept or reject one invoice, tolerate price differences of a supplier, or assign an invoice to a person
    invoice       text,           -- the invoice; none: it is about a supplier
    code          text,           -- finding that is accepted
    assigned_to   text,           -- who looks after it from now on
    supplier      text,           -- whose price differences are tolerated
    commodity     text,           -- of which commodity; none: of all
    percent_micro bigint,         -- at most so much above the agreed price, in millionths of a per cent
    amount_minor  bigint,         -- and at most so much above it a line, in minor units
    currency      text,           -- ISO 4217 currency code
    valid_until   date,           -- last day of a tolerance
    reason        text NOT NULL,  -- why, in the person's words
    PRIMARY KEY (decision)
);
GRANT SELECT, INSERT, UPDATE ON invoice_decisions TO blackstart_app;
