-- The estate: services, gates, the restart plan, and each activity's capacity.

-- Every service that somebody may have to bring back.
CREATE TABLE services (
    service      text NOT NULL,  -- name of the service, unique
    layer        text NOT NULL,  -- where it stands; unknown when nobody said
    team         text,           -- team that owns it
    source       text NOT NULL,  -- where this row was learnt: dossier, compose, …
    described_as text,           -- image, type or class, as an inventory has it
    PRIMARY KEY (service)
);

-- What a service needs from another one before a step of its own recovery.
CREATE TABLE dependencies (
    service    text NOT NULL,     -- the service that needs
    needs      text NOT NULL,     -- the service that is needed
    kind       text NOT NULL,     -- needed to rebuild, to load data, or only to test
    workaround boolean NOT NULL,  -- true when people can bridge it by hand for a while
    source     text,              -- where this row was learnt: told, inferred from …
    PRIMARY KEY (service, needs)
);

-- A step of a service's recovery: who does it, for how long.
CREATE TABLE gates (
    service      text NOT NULL,     -- the service
    gate         text NOT NULL,     -- the step; the order is that of the list
    team         text,              -- team that does it
    people       bigint,            -- how many of the team at once
    hours_low    double precision,  -- if all goes well, working hours
    hours_likely double precision,  -- most likely, working hours
    hours_high   double precision,  -- if it goes badly, working hours
    PRIMARY KEY (service, gate)
);

-- The specialists, and how much of them there is.
CREATE TABLE teams (
    team          text NOT NULL,              -- name of the team
    people        bigint NOT NULL,            -- how many can work at once
    hours_per_day double precision NOT NULL,  -- working hours a day, shifts included
    PRIMARY KEY (team)
);

-- What people have signed: a gate passed or failed, from that day on.
CREATE TABLE gate_signatures (
    service         text NOT NULL,  -- the service
    gate            text NOT NULL,  -- the gate
    signed_on       date NOT NULL,  -- business date from which it counts
    signed_by       text NOT NULL,  -- who signed
    result          text NOT NULL,  -- a fail takes an earlier pass back
    evidence_sha256 text,           -- hash of the evidence that was looked at
    PRIMARY KEY (service, gate, signed_on)
);

-- What the firm must be able to do (ISO 22301), and how much of it a day.
CREATE TABLE activities (
    activity            text NOT NULL,    -- name of the activity
    unit                text NOT NULL,    -- what the rates count, for example invoices
    rate_manual         bigint NOT NULL,  -- units a day on paper, services down
    rate_restored       bigint NOT NULL,  -- units a day with its services back
    rate_boosted        bigint NOT NULL,  -- units a day with extra people and machines
    boosted_from        date,             -- from when somebody pays for the boost
    value_per_day_minor bigint,           -- what a day of it is worth, in minor units
    currency            text,             -- ISO 4217 currency code
    value_source        text,             -- where the value comes from
    deadline_on         date,             -- maximum tolerable day of return (MTPD)
    PRIMARY KEY (activity)
);

-- Which services an activity needs to run restored.
CREATE TABLE activity_needs (
    activity text NOT NULL,  -- name of the activity
    service  text NOT NULL,  -- the service that it needs
    PRIMARY KEY (activity, service)
);

-- The restart plan: when each gate is worked on, from the newest planning round.
CREATE TABLE plan (
    service     text NOT NULL,              -- the service
    gate        text NOT NULL,              -- the gate
    phase       bigint NOT NULL,            -- phase of the service, 1 first; 0 when the service is up
    rank        bigint NOT NULL,            -- place in the order of dispatch, 1 first; 0 when the gate has passed
    urgency     bigint NOT NULL,            -- place in the order of urgency, 1 first; 0 when the gate has passed
    team        text NOT NULL,              -- who does it
    people      bigint NOT NULL,            -- how many of the team
    state       text NOT NULL,              -- passed gates keep their place
    start_hours double precision NOT NULL,  -- start, hours after the plan's day began; below 0: begun before it
    end_hours   double precision NOT NULL,  -- end, hours after the plan's day began
    start_on    date NOT NULL,              -- business date of the start
    end_on      date NOT NULL,              -- business date of the end; of a passed gate, of its signature
    behind_service text,                    -- service of the gate that ends first, so that people are free for something more urgent
    behind_gate text,                       -- that gate; empty: it is not kept back
    assumed     boolean NOT NULL,           -- true when team, people or hours are defaults, not known
    PRIMARY KEY (service, gate)
);

-- What an activity can do on a day, and how much of it is used up: the quota.
CREATE TABLE rates (
    activity text NOT NULL,    -- name of the activity
    day      date NOT NULL,    -- business date
    mode     text NOT NULL,    -- how it runs that day
    rate     bigint NOT NULL,  -- units that the day allows
    used     bigint NOT NULL,  -- units already taken
    PRIMARY KEY (activity, day),
    CHECK (used <= rate)  -- the last guard of the quota
);

GRANT SELECT, INSERT, UPDATE ON
    services,
    dependencies,
    gates,
    teams,
    gate_signatures,
    activities,
    activity_needs,
    plan,
    rates
TO blackstart_app;
