-- name: forget
-- Forgets what was refused of a file.
DELETE FROM rejected_rows WHERE file = %(file)s;
