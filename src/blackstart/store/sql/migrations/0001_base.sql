-- Whose database this is, what happened in it, and what comes in and goes out.

CREATE TABLE meta (
    one_row  boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    incident text NOT NULL,
    mode     text NOT NULL CHECK (mode IN ('EXERCISE', 'LIVE'))
);
GRANT SELECT ON meta TO blackstart_app;

-- The record. The hashed bytes are `body`; the columns for looking things up are made from it, so
-- that they cannot say anything else.
CREATE TABLE event (
    seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- has gaps after a rollback
    body      text NOT NULL,                                    -- canonical JSON
    leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
    at        text NOT NULL GENERATED ALWAYS AS (body::json ->> 'at') STORED,
    actor     text NOT NULL GENERATED ALWAYS AS (body::json ->> 'actor') STORED,
    act       text NOT NULL GENERATED ALWAYS AS (body::json ->> 'act') STORED,
    subject   text NOT NULL GENERATED ALWAYS AS (body::json ->> 'subject') STORED
);
CREATE INDEX event_act ON event (act, seq);

-- The order in which events stand in the Merkle log (RFC 9162).
CREATE TABLE log (
    index     bigint PRIMARY KEY CHECK (index >= 0),  -- from 0, without gaps
    seq       bigint NOT NULL UNIQUE,
    leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
);

-- What was signed of the log: its size and root at that moment.
CREATE TABLE checkpoint (
    size  bigint PRIMARY KEY CHECK (size > 0),
    peaks bytea[] NOT NULL,  -- roots of the perfect subtrees, largest first
    note  text NOT NULL      -- the signed note (C2SP tlog-checkpoint)
);
GRANT SELECT, INSERT ON event, log, checkpoint TO blackstart_app;

-- How often each table has changed: a row a transaction, so that writers do not wait for each other.
CREATE TABLE table_change (
    change     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_name text NOT NULL
);
CREATE INDEX table_change_name ON table_change (table_name);
GRANT SELECT, INSERT ON table_change TO blackstart_app;

-- Files as they came, by their hash.
CREATE TABLE original (
    sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    body   bytea NOT NULL
);
GRANT SELECT, INSERT ON original TO blackstart_app;

-- What leaves; nothing leaves twice.
CREATE TABLE outbox (
    letter  text PRIMARY KEY,      -- id made before it is sent
    kind    text NOT NULL,         -- pain.001, notice, …
    file    text NOT NULL UNIQUE,  -- name in the outbox folder
    body    bytea NOT NULL,
    sha256  text NOT NULL,
    made_at timestamptz NOT NULL,
    state   text NOT NULL CHECK (state IN ('draft', 'ready', 'written')),
    filed   boolean NOT NULL DEFAULT false  -- its file is there; a draft stays a draft
);
CREATE INDEX outbox_waiting ON outbox (letter) WHERE NOT filed;
GRANT SELECT, INSERT, UPDATE ON outbox TO blackstart_app;

-- Steps of the day that were done, and on what input.
CREATE TABLE step_done (
    done    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    step    text NOT NULL,
    scope   text NOT NULL,   -- what it was done for; empty: for everything
    inputs  json NOT NULL,   -- the day, and the version of each table that was read
    facts   json NOT NULL,
    at      timestamptz NOT NULL,
    seconds double precision
);
CREATE INDEX step_done_last ON step_done (step, scope, done DESC);
GRANT SELECT, INSERT, UPDATE ON step_done TO blackstart_app;  -- update: to lock it

-- Rows of a dossier that were refused; forgotten when their file is read again.
CREATE TABLE rejected_rows (
    file     text NOT NULL,    -- file in the dossier
    row      bigint NOT NULL,  -- row of the file, as a person counts them
    "column" text NOT NULL,    -- column; empty: it is about the whole row
    rule     text NOT NULL,    -- what was broken, in words
    value    text,             -- what stood there
    PRIMARY KEY (file, row, "column", rule)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON rejected_rows TO blackstart_app;
