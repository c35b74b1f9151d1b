-- name: put
-- Puts a letter into the outbox, unless one with its id is there.
INSERT INTO outbox (letter, kind, file, body, sha256, made_at, state)
VALUES (%(letter)s, %(kind)s, %(file)s, %(body)s, %(sha256)s, %(made_at)s, %(state)s)
ON CONFLICT (letter) DO NOTHING;

-- name: known
-- Gives what a letter with this id looks like.
SELECT kind, file, sha256 FROM outbox WHERE letter = %(letter)s;

-- name: waiting
-- Lists letters whose file is not written yet; another writer's are left to it.
SELECT letter, file, body, sha256, state FROM outbox
WHERE NOT filed AND letter > %(after)s
ORDER BY letter
LIMIT %(limit)s
FOR UPDATE SKIP LOCKED;

-- name: written
-- Notes that a letter's file is written; a draft stays a draft.
UPDATE outbox
SET filed = true, state = CASE state WHEN 'ready' THEN 'written' ELSE state END
WHERE letter = %(letter)s;

-- name: listed
-- Lists the letters without their bytes, newest first.
SELECT letter, kind, file, sha256, made_at, state FROM outbox ORDER BY made_at DESC, letter;
