-- Treasury: cash, what will move it, what may be spent.

-- The firm's own accounts, with the newest balance that somebody saw.
CREATE TABLE cash_accounts (
    account       text NOT NULL,    -- our name for the account
    as_of         date NOT NULL,    -- business date of the balance
    currency      text NOT NULL,    -- ISO 4217 currency code
    balance_minor bigint NOT NULL,  -- booked balance, in minor units
    floor_minor   bigint NOT NULL,  -- what must stay on it, in minor units
    holder        text NOT NULL,    -- our name at the bank
    iban          text,             -- IBAN, when payments may leave from it
    bic           text,             -- BIC
    PRIMARY KEY (account, as_of)
);

-- Credit that a bank has promised.
CREATE TABLE facilities (
    facility        text NOT NULL,    -- name of the facility
    currency        text NOT NULL,    -- ISO 4217 currency code
    limit_minor     bigint NOT NULL,  -- what may be drawn, in minor units
    drawn_minor     bigint NOT NULL,  -- what is drawn, in minor units
    available_from  date NOT NULL,    -- first day
    available_until date NOT NULL,    -- last day
    PRIMARY KEY (facility)
);

-- Money that is expected to come or go besides suppliers and cars.
CREATE TABLE cash_plan (
    item         text NOT NULL,    -- what it is: payroll, VAT, …
    currency     text NOT NULL,    -- ISO 4217 currency code
    amount_minor bigint NOT NULL,  -- positive comes in, negative goes out, in minor units
    first_on     date NOT NULL,    -- first day
    every_days   bigint,           -- days between two; empty: once
    last_on      date,             -- last day; empty: goes on
    source       text NOT NULL,    -- who says so
    PRIMARY KEY (item)
);

-- The thirteen-week cash forecast, a row a week and currency.
CREATE TABLE cash_weeks (
    week_from      date NOT NULL,    -- first day of the week
    currency       text NOT NULL,    -- ISO 4217 currency code
    opening_minor  bigint NOT NULL,  -- cash at the start, or today, in minor units
    in_minor       bigint NOT NULL,  -- comes in, in minor units
    out_minor      bigint NOT NULL,  -- goes out, in minor units
    closing_minor  bigint NOT NULL,  -- cash at the end, in minor units
    headroom_minor bigint NOT NULL,  -- lowest of the week: cash and open facilities above the floor, in minor units
    PRIMARY KEY (week_from, currency)
);

-- What payment runs may spend on a day.
CREATE TABLE spend_limits (
    day           date NOT NULL,    -- business date
    currency      text NOT NULL,    -- ISO 4217 currency code
    allowed_minor bigint NOT NULL,  -- what runs of the day may add up to, in minor units
    because       text NOT NULL,    -- which limit binds, in words
    PRIMARY KEY (day, currency)
);

GRANT SELECT, INSERT, UPDATE ON
    cash_accounts,
    facilities,
    cash_plan,
    cash_weeks,
    spend_limits
TO blackstart_app;
