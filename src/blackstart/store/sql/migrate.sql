-- name: has_any
-- Tells whether the table of migrations is there.
SELECT to_regclass('migration');

-- name: lock
-- Lets one process at a time bring a database up; the number is ours alone.
SELECT pg_advisory_xact_lock(7_266_801);

-- name: make_role
-- Makes the program's role: it logs in as itself on the embedded server, elsewhere we become it.
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'blackstart_app') THEN
        CREATE ROLE blackstart_app;
        IF current_user = 'blackstart_owner' THEN
            ALTER ROLE blackstart_app LOGIN;
        ELSE
            EXECUTE format('GRANT blackstart_app TO %I', current_user);
        END IF;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- somebody else was faster, with another database of the same server
END $$;

-- name: prepare
-- Makes the table of migrations.
CREATE TABLE IF NOT EXISTS migration (
    name       text PRIMARY KEY,
    sha256     text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON migration TO blackstart_app;

-- name: applied
-- Lists the migrations that this database has had.
SELECT name, sha256 FROM migration;

-- name: note
-- Notes that a migration was applied.
INSERT INTO migration (name, sha256) VALUES (%s, %s);

-- name: grant_queue
-- Lets the program work with the queue's tables, which the library made.
DO $$ DECLARE found record; BEGIN
    FOR found IN
        SELECT oid::regclass AS name, relkind FROM pg_class
        WHERE relname LIKE 'procrastinate%' AND relkind IN ('r', 'S')
    LOOP
        IF found.relkind = 'S' THEN
            EXECUTE format('GRANT USAGE ON SEQUENCE %s TO blackstart_app', found.name);
        ELSE
            EXECUTE format(
                'GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO blackstart_app', found.name
            );
        END IF;
    END LOOP;
END $$;
