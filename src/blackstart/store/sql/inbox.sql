-- name: lease
-- Ends our own session if the transaction takes longer, and says what it is for.
SELECT set_config('transaction_timeout', %(lease)s, true),
    set_config('application_name', %(reader)s, true);

-- name: overdue
-- Ends the sessions whose lease is over and that wait for a process that was stopped.
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE application_name = %(reader)s AND xact_start < clock_timestamp() - %(lease)s::interval
    AND pid <> pg_backend_pid();

-- name: take
-- Gives documents that nobody has read yet, and keeps other readers off them until we commit.
-- Of those it gives as many as are allowed in bytes, but at least one.
WITH held AS MATERIALIZED (
    SELECT document, file, arrived_on, bytes FROM documents
    WHERE state = 'received'
    ORDER BY document
    LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
),
counted AS (
    SELECT document, file, arrived_on, bytes, sum(bytes) OVER (ORDER BY document) AS bytes_so_far
    FROM held
)
SELECT document, file, arrived_on,
    (SELECT body FROM original WHERE original.sha256 = counted.document)
FROM counted
WHERE bytes_so_far <= %(bytes_max)s OR bytes_so_far = bytes
ORDER BY document;

-- name: waiting
-- Counts the documents that nobody has read yet.
SELECT count(*) FROM documents WHERE state = 'received';

-- name: may_ask
-- Tells whether nobody is asked to read already, and no reader has failed of late.
SELECT NOT EXISTS (
    SELECT FROM procrastinate_jobs AS job
    WHERE job.task_name = 'read' AND (
        job.status = 'todo'
        OR job.status = 'failed' AND EXISTS (
            SELECT FROM procrastinate_events AS event
            WHERE event.job_id = job.id AND event.at > now() - %(pause)s::interval
        )
    )
);
