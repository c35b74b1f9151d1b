-- name: lock
-- Lets one step at a time be performed; taken first, so that what is read afterwards is not stale.
LOCK TABLE step_done IN EXCLUSIVE MODE;

-- name: last
-- Gives what a step did when it was last performed.
SELECT inputs, facts, at, seconds FROM step_done
WHERE step = %(step)s AND scope = %(scope)s
ORDER BY done DESC LIMIT 1;

-- name: done
-- Notes that a step was performed.
INSERT INTO step_done (step, scope, inputs, facts, at, seconds)
VALUES (%(step)s, %(scope)s, %(inputs)s, %(facts)s, %(at)s, %(seconds)s);
