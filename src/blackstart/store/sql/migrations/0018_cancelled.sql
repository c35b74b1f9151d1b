-- Despatch advices that the supplier took back.

CREATE TABLE cancelled_despatches (
    supplier     text NOT NULL,  -- who cancelled
    despatch_no  text NOT NULL,  -- despatch advice, the supplier's number
    cancelled_on date NOT NULL,  -- business date on which we heard of it
    document     text,           -- file it was read from, if any
    PRIMARY KEY (supplier, despatch_no)
);

GRANT SELECT, INSERT, UPDATE ON cancelled_despatches TO blackstart_app;
