-- What the restart is held to besides people: shifts, skills, shared things, holds.

-- When a team works; a team without shifts has its hours a day spread evenly.
CREATE TABLE team_shifts (
    team    text NOT NULL,  -- the team
    weekday text NOT NULL,  -- day on which the shift begins
    starts  text NOT NULL,  -- when it begins, HH:MM from 00:00 to 24:00
    ends    text NOT NULL,  -- when it ends; not after its beginning: on the next day
    PRIMARY KEY (team, weekday, starts)
);

-- Days on which no shift of a team begins.
CREATE TABLE team_days_off (
    team    text NOT NULL,  -- the team
    day     date NOT NULL,  -- business date
    because text,           -- why, for example bank holiday
    PRIMARY KEY (team, day)
);

-- How many of a team have a skill; each person counts for one skill.
CREATE TABLE team_skills (
    team   text NOT NULL,    -- the team
    skill  text NOT NULL,    -- name of the skill
    people bigint NOT NULL,  -- how many of the team have it
    PRIMARY KEY (team, skill)
);

-- What gates share and there is only so much of: clean-room slots, bandwidth of the vault.
CREATE TABLE shared_things (
    thing  text NOT NULL,    -- name of the thing
    amount bigint NOT NULL,  -- how much of it can be taken up at once
    unit   text,             -- what the amount counts, for example slots
    PRIMARY KEY (thing)
);

-- People with a skill whom a gate wants, among its people.
CREATE TABLE gate_skills (
    service text NOT NULL,    -- the service; * for every service
    gate    text NOT NULL,    -- the gate
    skill   text NOT NULL,    -- name of the skill
    people  bigint NOT NULL,  -- how many people with it; 0: none, whatever every service wants
    PRIMARY KEY (service, gate, skill)
);

-- What a gate takes up while it lasts; a service's own row goes before that of every service.
CREATE TABLE gate_things (
    service text NOT NULL,    -- the service; * for every service
    gate    text NOT NULL,    -- the gate
    thing   text NOT NULL,    -- name of the thing
    amount  bigint NOT NULL,  -- how much of it; 0: none, whatever every service wants
    PRIMARY KEY (service, gate, thing)
);

-- What may not be touched yet: held for forensics, the police, an insurer.
CREATE TABLE holds (
    hold       text NOT NULL,     -- name or number of the hold
    service    text NOT NULL,     -- the service that is held
    gate       text,              -- first gate that may not begin; empty: none may
    until_on   date,              -- business date of its end; of an open one: hoped
    until_time text,              -- time of its end, HH:MM; empty: 00:00
    is_open    boolean NOT NULL,  -- true when it stays until somebody lifts it
    lifted_on  date,              -- business date from which it is lifted
    because    text,              -- why, for example evidence of the police
    PRIMARY KEY (hold, service)
);

-- Services that need nothing of the others: they go first, and others hang on them.
CREATE TABLE self_starters (
    service text NOT NULL,  -- the service
    kind    text NOT NULL,  -- what it is: vault, break-glass identity, …
    source  text,           -- where this was learnt
    PRIMARY KEY (service)
);

GRANT SELECT, INSERT, UPDATE ON
    team_shifts, team_days_off, team_skills, shared_things, gate_skills, gate_things, holds,
    self_starters
TO blackstart_app;
