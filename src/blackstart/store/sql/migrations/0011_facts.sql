-- What the rules of EN 16931 look at, so that they can judge again what was read once.

-- Which rule set judged a document last; empty: none did, and that is not the same as valid.
ALTER TABLE documents ADD COLUMN rules text;

-- What the documents that were read together say; a backlog has few rows, each of hundreds.
CREATE TABLE document_facts (
    batch     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    documents text[] NOT NULL,  -- hashes, by the number that the facts give each document
    facts     bytea NOT NULL    -- frames, compressed: see store/facts.py
);
ALTER TABLE document_facts ALTER COLUMN facts SET STORAGE EXTERNAL;
GRANT SELECT, INSERT ON document_facts TO blackstart_app;
