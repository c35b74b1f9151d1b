-- How fast workers are.

-- A heap of documents that a worker has read; by the wall's clock, which an exercise's is not.
CREATE TABLE reading_done (
    done      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    documents bigint NOT NULL,
    seconds   double precision NOT NULL  -- what one worker took
);
GRANT SELECT, INSERT ON reading_done TO blackstart_app;

-- The steps of an invoice's life are looked up in the record by what they were about.
CREATE INDEX event_subject ON event (subject);
