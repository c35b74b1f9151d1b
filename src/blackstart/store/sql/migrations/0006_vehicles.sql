-- Vehicles from the end of the line to the money.

-- Who sells our cars, and on what terms they pay.
CREATE TABLE retailers (
    retailer   text NOT NULL,    -- name or number of the retailer
    market     text NOT NULL,    -- market
    terms_days bigint NOT NULL,  -- days from wholesale invoice to money
    PRIMARY KEY (retailer)
);

-- A car, by its VIN, as the dossier knows it.
CREATE TABLE vehicles (
    vin              text NOT NULL,    -- VIN (ISO 3779), no I, O, Q
    model            text NOT NULL,    -- model
    plant            text NOT NULL,    -- plant that built it
    built_on         date NOT NULL,    -- business date it left the line
    market           text NOT NULL,    -- where it goes
    retailer         text,             -- who sells it
    currency         text NOT NULL,    -- ISO 4217 currency code
    net_minor        bigint NOT NULL,  -- wholesale price without tax, in minor units
    tax_minor        bigint NOT NULL,  -- tax on it, in minor units
    list_price_minor bigint,           -- list price; no UK registration without, in minor units
    co2_g_per_km     bigint,           -- CO2; no UK registration without
    hold             text,             -- why it may not be wholesaled: quality, recall, CoC missing
    sold_on          date,             -- day a customer bought it
    promised_on      date,             -- day promised to the customer
    wholesaled_on    date,             -- day of a wholesale invoice before the stop
    registered_on    date,             -- day of a registration before the stop
    paid_on          date,             -- day the money came, if it did
    PRIMARY KEY (vin)
);

-- One invoice per car, ever.
CREATE TABLE wholesale_invoices (
    vin         text NOT NULL,    -- VIN (ISO 3779), no I, O, Q
    number      text NOT NULL,    -- invoice number
    retailer    text NOT NULL,    -- who owes
    currency    text NOT NULL,    -- ISO 4217 currency code
    net_minor   bigint NOT NULL,  -- without tax, in minor units
    tax_minor   bigint NOT NULL,  -- tax, in minor units
    gross_minor bigint NOT NULL,  -- with tax, in minor units
    issued_on   date NOT NULL,    -- business date
    due_on      date NOT NULL,    -- when the money is due
    PRIMARY KEY (vin)
);

-- The queue of first registrations.
CREATE TABLE registrations (
    vin          text NOT NULL,    -- VIN (ISO 3779), no I, O, Q
    rank         bigint NOT NULL,  -- place in today's queue, 1 first; 0 when not waiting
    state        text NOT NULL,    -- where it stands; withdrawn: no longer in the queue
    reason       text,             -- why it is blocked
    submitted_on date,             -- business date of the submission
    PRIMARY KEY (vin)
);

GRANT SELECT, INSERT, UPDATE ON
    retailers,
    vehicles,
    wholesale_invoices,
    registrations
TO blackstart_app;
