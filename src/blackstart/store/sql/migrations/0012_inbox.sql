-- Who reads looks for what nobody has read, not through all that was read before.
CREATE INDEX documents_waiting ON documents (document) WHERE state = 'received';
