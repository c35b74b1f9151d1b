-- name: note
-- Notes how long a worker took for a heap of documents.
INSERT INTO reading_done (documents, seconds) VALUES (%(documents)s, %(seconds)s);

-- name: lately
-- Adds up the last heaps.
SELECT coalesce(sum(documents), 0), coalesce(sum(seconds), 0)
FROM (SELECT documents, seconds FROM reading_done ORDER BY done DESC LIMIT %(heaps)s) AS newest;

-- name: workers
-- Counts the workers that gave a sign of life lately.
SELECT count(*) FROM procrastinate_workers
WHERE last_heartbeat > clock_timestamp() - make_interval(secs => %(seconds)s);
