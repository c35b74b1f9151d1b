-- name: stage
-- Makes a table that only this transaction sees.
CREATE TEMPORARY TABLE stage_original (sha256 text, body bytea) ON COMMIT DROP;

-- name: fill
-- Takes files into the stage.
COPY stage_original (sha256, body) FROM STDIN (FORMAT binary);

-- name: keep
-- Keeps the files that are not kept yet.
INSERT INTO original (sha256, body)
SELECT sha256, body FROM stage_original ORDER BY sha256
ON CONFLICT (sha256) DO NOTHING;

-- name: unstage
-- Drops the stage before the transaction ends.
DROP TABLE stage_original;

-- name: known
-- Tells which of these files are kept.
SELECT sha256 FROM original WHERE sha256 = ANY(%(hashes)s);

-- name: read
-- Gives files by their hashes.
SELECT sha256, body FROM original WHERE sha256 = ANY(%(hashes)s) ORDER BY sha256;
