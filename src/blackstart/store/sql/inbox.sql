-- name: take
-- Gives documents that nobody has read yet, and keeps other readers off them until we commit.
SELECT documents.document, documents.file, documents.arrived_on, original.body
FROM documents JOIN original ON original.sha256 = documents.document
WHERE documents.state = 'received'
ORDER BY documents.document
LIMIT %(limit)s
FOR UPDATE OF documents SKIP LOCKED;

-- name: waiting
-- Counts the documents that nobody has read yet.
SELECT count(*) FROM documents WHERE state = 'received';
