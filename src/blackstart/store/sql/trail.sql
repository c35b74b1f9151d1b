-- name: find
-- Finds invoices and documents by id, by its beginning, or by the number that the supplier gave.
SELECT invoice FROM invoices
WHERE invoice = %(said)s OR number = %(said)s OR starts_with(invoice, %(said)s)
UNION
SELECT document FROM documents WHERE starts_with(document, %(said)s) AND state = 'refused'
ORDER BY 1 LIMIT %(limit)s;

-- name: events
-- Lists what the record says of acts on subjects, oldest first.
SELECT seq, body, leaf_hash FROM event
WHERE (subject, act) IN (SELECT * FROM unnest(%(subjects)s::text[], %(acts)s::text[]))
ORDER BY seq;

-- name: decide_alone
-- Lets one person at a time decide; who only looks is not kept waiting.
LOCK TABLE invoice_decisions IN SHARE ROW EXCLUSIVE MODE;
