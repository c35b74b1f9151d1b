-- name: append
-- Adds an event in the caller's transaction.
INSERT INTO event (body, leaf_hash) VALUES (%(body)s, %(leaf_hash)s) RETURNING seq;

-- name: lock
-- Lets one sealer at a time put events into the log; the number is ours alone.
SELECT pg_advisory_xact_lock(7_266_802);

-- name: last
-- Gives the newest checkpoint.
SELECT size, peaks, note FROM checkpoint ORDER BY size DESC LIMIT 1;

-- name: waiting
-- Lists the committed events that are not in the log yet.
SELECT seq, leaf_hash FROM event
WHERE NOT EXISTS (SELECT FROM log WHERE log.seq = event.seq)
ORDER BY seq;

-- name: enter
-- Puts events into the log.
COPY log (index, seq, leaf_hash) FROM STDIN;

-- name: sign
-- Keeps a signed checkpoint.
INSERT INTO checkpoint (size, peaks, note) VALUES (%(size)s, %(peaks)s, %(note)s);

-- name: entries
-- Lists the log in its order with the events' bodies, then the events that are not in it.
SELECT log.index, coalesce(log.seq, event.seq), event.body, event.leaf_hash, log.leaf_hash
FROM log FULL JOIN event ON event.seq = log.seq
ORDER BY log.index NULLS LAST, event.seq;

-- name: checkpoints
-- Lists what was signed.
SELECT size, peaks, note FROM checkpoint ORDER BY size;

-- name: newest
-- Lists the newest events, newest first.
SELECT seq, body, leaf_hash FROM event ORDER BY seq DESC LIMIT %(limit)s;

-- name: counts
-- Counts the events, and those in the log.
SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM log);
