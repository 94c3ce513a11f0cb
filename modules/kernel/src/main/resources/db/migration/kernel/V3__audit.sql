-- The audit trail: found by whoever did it, by what it was done to and by its type, newest first,
-- and so that the events of one person are found when they are anonymised.
DROP INDEX kernel.event_subject;
CREATE INDEX event_subject ON kernel.event (subject_id, organization_id, occurred_at DESC, id DESC);
CREATE INDEX event_actor ON kernel.event (actor_id, organization_id, occurred_at DESC, id DESC);
CREATE INDEX event_type ON kernel.event (organization_id, type, occurred_at DESC, id DESC);

-- Drops the partitions of months that ended before as many whole months as are kept; answers their
-- names. One node at a time. Partitions belong to the owner, as the service must not be able to
-- take single events away. Dropping one locks the log for an instant: better not today than for long.
CREATE FUNCTION kernel.drop_event_partitions(kept_months integer) RETURNS text[]
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET lock_timeout = '250ms' AS $$
DECLARE
  oldest text := 'event_' || to_char(
    date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => kept_months), 'YYYY_MM');
  dropped text[] := '{}';
  name text;
BEGIN
  IF kept_months < 1 THEN
    RAISE EXCEPTION 'at least one month of events is kept' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF NOT pg_try_advisory_xact_lock(hashtext('latchkey.event_retention')) THEN
    RETURN dropped;
  END IF;
  FOR name IN
    SELECT part.relname FROM pg_inherits JOIN pg_class AS part ON part.oid = pg_inherits.inhrelid
     WHERE pg_inherits.inhparent = 'kernel.event'::regclass
       AND part.relname ~ '^event_\d{4}_\d{2}$' AND part.relname < oldest COLLATE "C"
     ORDER BY part.relname
  LOOP
    EXECUTE format('DROP TABLE kernel.%I', name);
    dropped := dropped || name;
  END LOOP;
  RETURN dropped;
END $$;
