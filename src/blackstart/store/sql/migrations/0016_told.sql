-- What the plan said on which day.

-- What the plan said about an open gate, from the day on which it said so first.
CREATE TABLE plan_told (
    service  text NOT NULL,  -- the service
    gate     text NOT NULL,  -- the gate
    told_on  date NOT NULL,  -- business date of the plan that said so
    start_on date NOT NULL,  -- business date of the start, as it was planned
    end_on   date NOT NULL,  -- business date of the end, as it was planned
    PRIMARY KEY (service, gate, told_on)
);

GRANT SELECT, INSERT, UPDATE ON plan_told TO blackstart_app;
