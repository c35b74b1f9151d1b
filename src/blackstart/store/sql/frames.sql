-- name: read
-- Sends a table as CSV; instants are in UTC, since the session is.
COPY (SELECT {columns} FROM {table}) TO STDOUT (FORMAT csv);

-- name: read_some
-- Sends the rows of a table that have one of some values in a column.
COPY (SELECT {columns} FROM {table} WHERE {column} = ANY({values})) TO STDOUT (FORMAT csv);

-- name: lock
-- Lets one transaction at a time compare with what a table holds and write; readers go on.
LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE;

-- name: stage
-- Makes a table that only this transaction sees, with the columns of another one.
CREATE TEMPORARY TABLE {stage} (LIKE {table}) ON COMMIT DROP;

-- name: fill
-- Takes CSV into the stage.
COPY {stage} ({columns}) FROM STDIN (FORMAT csv);

-- name: upsert
-- Moves the stage into the table in the order of its key: equal rows change nothing.
WITH done AS (
    INSERT INTO {table} AS kept ({columns})
    SELECT {columns} FROM {stage} ORDER BY {key}
    ON CONFLICT ({key}) {on_conflict}
    RETURNING {was_there} AS was_there
)
SELECT count(*) FILTER (WHERE NOT was_there), count(*) FILTER (WHERE was_there) FROM done;

-- name: update
-- What an upsert does with a row whose key is there.
DO UPDATE SET {settings} WHERE ({kept}) IS DISTINCT FROM ({excluded})

-- name: keep
-- The same for a table that has no column beside its key.
DO NOTHING

-- name: unstage
-- Drops the stage before the transaction ends.
DROP TABLE {stage};

-- name: changed
-- Notes that a table has changed.
INSERT INTO table_change (table_name) VALUES (%(table)s);

-- name: versions
-- Counts the changes of tables.
SELECT name, count(change)
FROM unnest(%(tables)s::text[]) AS name
LEFT JOIN table_change ON table_name = name
GROUP BY name;

-- name: take
-- Takes capacity of a day, if so much is left.
UPDATE rates SET used = used + %(units)s
WHERE activity = %(activity)s AND day = %(day)s AND used + %(units)s <= rate;
