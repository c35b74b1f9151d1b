-- Running the restart: who may sign, what gates need, what was asked, found, signed and decided.

-- Several people sign a gate on one date.
ALTER TABLE gate_signatures
    DROP CONSTRAINT gate_signatures_pkey,
    ADD PRIMARY KEY (service, gate, signed_on, signed_by);

-- Who may sign, with which key, in which role.
CREATE TABLE signers (
    person      text NOT NULL,  -- name of the person
    public_key  text NOT NULL,  -- Ed25519 public key, 64 hexadecimal digits
    role        text NOT NULL,  -- the role in which the person signs, for example recovery lead
    team        text,           -- the person's team
    enrolled_on date NOT NULL,  -- business date from which the key counts
    revoked_on  date,           -- business date from which it does not
    PRIMARY KEY (person, public_key)
);

-- What a gate needs to pass; a service's own row goes before that of every service.
CREATE TABLE gate_rules (
    gate           text NOT NULL,     -- the gate
    service        text NOT NULL,     -- the service; * for every service
    signers        bigint,            -- how many different people sign; empty: 1
    roles          text,              -- roles that must be among them, separated by commas
    not_the_worker boolean,           -- true when nobody signs who did the work; empty: false
    evidence       text,              -- kinds of evidence that must be there, by commas
    probe          boolean,           -- true when it does not pass without a probe; empty: false
    timeout_hours  double precision,  -- elapsed hours after opening; empty: waits for ever
    on_timeout     text,              -- tell somebody, or end the round; empty: tell
    PRIMARY KEY (gate, service)
);

-- What the machine asks a service by itself before a gate passes.
CREATE TABLE probes (
    service       text NOT NULL,              -- the service
    gate          text NOT NULL,              -- the gate
    probe         text NOT NULL,              -- name of the probe
    kind          text NOT NULL,              -- how it asks
    target        text NOT NULL,              -- host:port, URL, PostgreSQL URL, or a command as a JSON list of words
    ask           text,                       -- what it asks: a path, a name, a query
    expects       text,                       -- what the answer must hold; empty: any answer
    timeout_s     double precision NOT NULL,  -- seconds until it counts as failed
    every_s       double precision,           -- seconds between two runs; empty: 30
    passes_needed bigint,                     -- good answers in a row; empty: 3
    keeps_as      text,                       -- kind of evidence that its answer is kept as
    PRIMARY KEY (service, gate, probe)
);

-- Who signed what the machine may do by itself.
CREATE TABLE plan_signatures (
    plan_sha256 text NOT NULL,         -- hash of rules and probes as shown
    person      text NOT NULL,         -- who signed
    number      bigint NOT NULL,       -- place in the order of signing, 1 first
    signed_at   timestamptz NOT NULL,  -- when it was signed, UTC
    signed_on   date NOT NULL,         -- business date from which it counts
    public_key  text,                  -- the key that it was checked with
    signature   text,                  -- Ed25519 signature of the statement; without it, it counts in EXERCISE only
    PRIMARY KEY (plan_sha256, person)
);

-- What became of each gate, each move once a round and person: the state of the restart.
CREATE TABLE gate_moves (
    service         text NOT NULL,         -- the service
    gate            text NOT NULL,         -- the gate
    round           bigint NOT NULL,       -- how often the gate was tried, 1 first
    move            text NOT NULL,         -- what became of it
    moved_by        text NOT NULL,         -- who; blackstart when it did it by itself
    number          bigint NOT NULL,       -- place in the story of all moves, 1 first
    moved_at        timestamptz NOT NULL,  -- when, UTC
    moved_on        date NOT NULL,         -- business date from which it counts
    because         text,                  -- why
    signers         bigint,                -- of a pass: signatures needed
    evidence_sha256 text,                  -- of a pass: hash of the list of evidence it rests on
    PRIMARY KEY (service, gate, round, move, moved_by),
    UNIQUE (number)  -- two processes never tell the story differently
);

-- What each person stated about a gate: they saw this evidence, and it passes or fails.
CREATE TABLE sign_offs (
    service         text NOT NULL,         -- the service
    gate            text NOT NULL,         -- the gate
    round           bigint NOT NULL,       -- how often the gate was tried, 1 first
    person          text NOT NULL,         -- who signed
    result          text NOT NULL,         -- pass or fail
    signed_at       timestamptz NOT NULL,  -- when, UTC
    signed_on       date NOT NULL,         -- business date from which it counts
    evidence_sha256 text NOT NULL,         -- hash of the list of evidence that was seen
    public_key      text,                  -- the key that it was checked with
    signature       text,                  -- Ed25519 signature of the statement; without it, it counts in EXERCISE only
    PRIMARY KEY (service, gate, round, person, result)
);

-- Files that show that a gate may pass; kept once, by their hash.
CREATE TABLE evidence (
    service      text NOT NULL,         -- the service
    gate         text NOT NULL,         -- the gate
    round        bigint NOT NULL,       -- how often the gate was tried, 1 first
    kind         text NOT NULL,         -- what kind of file it is
    file         text NOT NULL,         -- name of the file
    sha256       text NOT NULL,         -- hash of its bytes
    submitted_by text NOT NULL,         -- who handed it in, or which probe
    submitted_at timestamptz NOT NULL,  -- when, UTC
    submitted_on date NOT NULL,         -- business date from which it counts
    PRIMARY KEY (service, gate, round, kind, file)
);

-- What a probe found in this round of its gate, last time and before.
CREATE TABLE probe_results (
    service       text NOT NULL,         -- the service
    gate          text NOT NULL,         -- the gate
    round         bigint NOT NULL,       -- how often the gate was tried, 1 first
    probe         text NOT NULL,         -- name of the probe
    runs          bigint NOT NULL,       -- how often it was run
    passes_in_row bigint NOT NULL,       -- good answers since the last bad one
    ok            boolean NOT NULL,      -- whether the last answer was good
    said          text NOT NULL,         -- what the last answer was, in words
    last_at       timestamptz NOT NULL,  -- when it was run last, by the machine's own clock, in an exercise too
    PRIMARY KEY (service, gate, round, probe)
);

GRANT SELECT, INSERT, UPDATE ON
    signers,
    gate_rules,
    probes,
    plan_signatures,
    gate_moves,
    sign_offs,
    evidence,
    probe_results
TO blackstart_app;
