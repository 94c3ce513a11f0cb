-- What can be settled once, whichever module does it: whoever writes the row first has decided, and
-- everybody else waits for that transaction's end and finds it settled. Modules share no tables, so
-- that what two of them may end stands here.
CREATE TABLE kernel.settlement (
  id         uuid        PRIMARY KEY,
  settled_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX settlement_age ON kernel.settlement (settled_at);
