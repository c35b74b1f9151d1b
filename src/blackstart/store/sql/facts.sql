-- name: keep
-- Keeps what a batch of documents says.
INSERT INTO document_facts (documents, facts) VALUES (%(documents)s, %(facts)s);

-- name: batches
-- Lists the batches, and how many documents each has.
SELECT batch, cardinality(documents) FROM document_facts ORDER BY batch;

-- name: read
-- Gives some batches.
SELECT documents, facts FROM document_facts WHERE batch = ANY(%(batches)s) ORDER BY batch;

-- name: findings
-- Gives what rules found in some invoices.
SELECT subject, code, place, severity, message, fix
FROM invoice_findings
WHERE subject = ANY(%(subjects)s) AND code ~ %(codes)s;

-- name: judged
-- Notes which rule set judged documents last.
UPDATE documents SET rules = %(rules)s
WHERE document = ANY(%(documents)s) AND rules IS DISTINCT FROM %(rules)s;

-- name: not_judged
-- Counts the documents that were read and that no rule set judged.
SELECT count(*) FROM documents WHERE state = 'read' AND rules IS NULL;
