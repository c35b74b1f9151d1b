-- name: make
-- Makes an incident's database; its text sorts by code point, as in Polars.
CREATE DATABASE {name}
    TEMPLATE template0 ENCODING 'UTF8'
    LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C';

-- name: claim
-- Writes on a new database whose it is.
INSERT INTO meta (incident, mode) VALUES (%(incident)s, %(mode)s) ON CONFLICT DO NOTHING;

-- name: whose
-- Says whose database this is.
SELECT incident, mode FROM meta;
