-- The outlook's last results.

-- One forecast figure with its 80 % range.
CREATE TABLE outlook_figures (
    figure    text NOT NULL,     -- what is forecast
    unit      text NOT NULL,     -- day, cars, firms, …
    low       double precision,  -- tenth percentile; days count from `day`
    likely    double precision,  -- median; empty: not within the horizon
    high      double precision,  -- ninetieth percentile; empty: beyond the horizon
    day       date NOT NULL,     -- business date of the forecast
    scenarios bigint NOT NULL,   -- how many scenarios it rests on
    PRIMARY KEY (figure)
);

-- A forecast series, day by day, with its 80 % band.
CREATE TABLE outlook_days (
    series text NOT NULL,              -- what is forecast
    day    date NOT NULL,              -- business date that is forecast
    low    double precision NOT NULL,  -- tenth percentile
    likely double precision NOT NULL,  -- median
    high   double precision NOT NULL,  -- ninetieth percentile
    PRIMARY KEY (series, day)
);

GRANT SELECT, INSERT, UPDATE ON
    outlook_figures,
    outlook_days
TO blackstart_app;
