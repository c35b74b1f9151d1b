-- name: database
-- Says what a database is, how large it is, and how far it has come.
SELECT
    current_setting('server_version'),
    pg_database_size(current_database()),
    (SELECT count(*) FROM migration),
    (SELECT max(name) FROM migration WHERE name NOT LIKE 'procrastinate/%'),
    (SELECT count(*) FROM rejected_rows),
    (SELECT count(*) FROM outbox WHERE NOT filed);
