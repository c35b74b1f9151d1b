-- Plants: lines, what feeds them, when they could start.

-- A production line.
CREATE TABLE lines (
    line          text NOT NULL,              -- line
    plant         text NOT NULL,              -- plant
    kind          text NOT NULL,              -- what it makes; final makes cars
    per_day       bigint NOT NULL,            -- cars, or car sets, on a normal day
    hours_per_day double precision NOT NULL,  -- hours run on a normal day
    start_share   double precision NOT NULL,  -- share of normal on the first day; an assumption
    step_share    double precision NOT NULL,  -- what each working day adds; an assumption
    stop_share    double precision NOT NULL,  -- chance that a ramp day is lost; an assumption
    source        text NOT NULL,              -- where the figures come from
    PRIMARY KEY (line)
);

-- What a line needs from another one, and how much later it runs.
CREATE TABLE line_feeds (
    line     text NOT NULL,    -- the line
    feeder   text NOT NULL,    -- the line that feeds it
    lag_days bigint NOT NULL,  -- working days between them
    PRIMARY KEY (line, feeder)
);

-- What a car takes of a part, and how much of it lies there.
CREATE TABLE line_parts (
    line       text NOT NULL,    -- the line
    part       text NOT NULL,    -- part number
    supplier   text NOT NULL,    -- who makes it
    per_car    bigint NOT NULL,  -- pieces a car
    on_hand    bigint NOT NULL,  -- pieces at the line
    in_transit bigint NOT NULL,  -- pieces on the road
    PRIMARY KEY (line, part)
);

-- Who has said that a line may run, besides the estate.
CREATE TABLE line_gates (
    line        text NOT NULL,  -- the line
    gate        text NOT NULL,  -- what is confirmed
    expected_on date,           -- when it is expected; empty: nobody knows
    signed_on   date,           -- when it was signed
    signed_by   text,           -- who signed
    PRIMARY KEY (line, gate)
);

-- When a line could start, and on what it hangs.
CREATE TABLE line_outlooks (
    line            text NOT NULL,     -- the line
    day             date NOT NULL,     -- business date of the estimate
    coverage_hours  double precision,  -- how long the scarcest part at the line lasts at normal rate; empty: no parts known, 10000: so or more
    scarcest_part   text,              -- that part
    start_on        date,              -- earliest start; empty: a gate has no date
    waits_for       text NOT NULL,     -- what it waits for, in words
    cars_first_week bigint NOT NULL,   -- cars in the first five working days, from the ramp
    PRIMARY KEY (line)
);

GRANT SELECT, INSERT, UPDATE ON
    lines,
    line_feeds,
    line_parts,
    line_gates,
    line_outlooks
TO blackstart_app;
