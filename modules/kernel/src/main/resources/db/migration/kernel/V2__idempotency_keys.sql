-- What was answered to changes that their callers named by a key, so that a repetition gets the same
-- answer and changes nothing. A row is written in the transaction of its change.
CREATE TABLE kernel.idempotency_key (
  caller_id   uuid        NOT NULL,
  key         text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  -- A MAC of the whole request under a key that is not in the database: the request may hold passwords.
  fingerprint bytea       NOT NULL,
  answer      jsonb       NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (caller_id, key)
);
CREATE INDEX idempotency_key_age ON kernel.idempotency_key (created_at);

-- What is known of a key. Where there is no answer yet, the transaction that asks first holds the key
-- until its end, and every other is told that it is in progress. The lock is tried before the row is
-- read, and each statement of a volatile function sees what was committed before it: whoever gets the
-- lock of a change that has just ended finds its row.
CREATE FUNCTION kernel.claim_idempotency_key(
  the_caller uuid, the_key text, kept interval,
  OUT in_progress boolean, OUT fingerprint bytea, OUT answer jsonb) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  in_progress := NOT pg_try_advisory_xact_lock(hashtextextended(the_caller || ' ' || the_key, 0));
  SELECT known.fingerprint, known.answer INTO fingerprint, answer
    FROM kernel.idempotency_key AS known
   WHERE known.caller_id = the_caller AND known.key = the_key AND known.created_at > now() - kept;
END $$;
