-- The firms of the supply chain, and how long their money lasts.

-- A firm of the supply chain. What it did not tell stays empty.
CREATE TABLE firms (
    firm                text NOT NULL,     -- id of the firm; a direct supplier's is its supplier id
    name                text NOT NULL,     -- name
    vat_number          text,              -- VAT identifier
    tier                bigint NOT NULL,   -- 1 sells to us, 2 to a tier 1, …
    staff               bigint,            -- people employed
    sales_per_day_minor bigint,            -- normal sales a day, in minor units
    costs_per_day_minor bigint,            -- what it pays out a day, all days, in minor units
    wages_share         double precision,  -- wages' share of the costs
    cash_minor          bigint,            -- cash when it last told, in minor units
    credit_minor        bigint,            -- credit line not drawn, in minor units
    currency            text NOT NULL,     -- ISO 4217 currency code
    share_to_us         double precision,  -- share of its sales that ends in our cars
    only_source         boolean NOT NULL,  -- true when nobody else makes a part of ours
    reported_on         date,              -- day it told; empty: it never did
    PRIMARY KEY (firm)
);

-- Who sells to whom.
CREATE TABLE firm_links (
    firm     text NOT NULL,              -- seller
    customer text NOT NULL,              -- buyer: a firm, or our own name
    share    double precision NOT NULL,  -- share of the seller's sales
    PRIMARY KEY (firm, customer)
);

-- What a firm told later: its cash on a day.
CREATE TABLE firm_reports (
    firm        text NOT NULL,    -- the firm
    reported_on date NOT NULL,    -- business date
    cash_minor  bigint NOT NULL,  -- cash, in minor units
    PRIMARY KEY (firm, reported_on)
);

-- A support package is several schemes; each row is one of them.
CREATE TABLE packages (
    package   text NOT NULL,              -- name of the package
    scheme    text NOT NULL,              -- kind of the scheme
    from_on   date NOT NULL,              -- first day
    days      bigint NOT NULL,            -- how long
    rate      double precision NOT NULL,  -- furlough: share of wages; loan: share of a firm's costs covered
    cap_minor bigint NOT NULL,            -- furlough: a person a month; loan: a firm in all, in minor units
    currency  text NOT NULL,              -- ISO 4217 currency code
    source    text NOT NULL,              -- where the terms come from
    PRIMARY KEY (package, scheme)
);

-- How long a firm's cash lasts, as a range.
CREATE TABLE runways (
    firm         text NOT NULL,              -- the firm
    day          date NOT NULL,              -- business date of the estimate
    weeks_low    double precision NOT NULL,  -- 80 % range, low end, weeks
    weeks_likely double precision NOT NULL,  -- middle, weeks
    weeks_high   double precision NOT NULL,  -- 80 % range, high end, weeks; 26 means 26 or more
    owed_minor   bigint NOT NULL,            -- what we owe it, certain and due or not, in minor units
    basis        text NOT NULL,              -- whether the firm told its cash
    PRIMARY KEY (firm)
);

-- What a package would do, against doing nothing.
CREATE TABLE support_results (
    package          text NOT NULL,              -- name of the package
    day              date NOT NULL,              -- business date of the comparison
    firms_kept_low   double precision NOT NULL,  -- firms not out of cash because of it, low end
    firms_kept       double precision NOT NULL,  -- the same, middle
    firms_kept_high  double precision NOT NULL,  -- the same, high end
    jobs_kept        double precision NOT NULL,  -- jobs in those firms, middle
    cost_minor       bigint NOT NULL,            -- cost to whoever pays, middle, in minor units
    deadweight_share double precision NOT NULL,  -- share of the cost spent on firms that last anyway
    currency         text NOT NULL,              -- ISO 4217 currency code
    PRIMARY KEY (package)
);

GRANT SELECT, INSERT, UPDATE ON
    firms,
    firm_links,
    firm_reports,
    packages,
    runways,
    support_results
TO blackstart_app;
