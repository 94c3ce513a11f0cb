-- The kernel's own tables: the event log, durable subscriptions, and counters of guesses.

-- One row per change or refused attempt. Audit trail, outbox and catch-up feed in one.
CREATE SEQUENCE kernel.event_sequence;
CREATE SEQUENCE kernel.event_position_number;

CREATE TABLE kernel.event (
  id              uuid        NOT NULL,
  sequence        bigint      NOT NULL DEFAULT nextval('kernel.event_sequence'),
  -- Given by the relay after the commit, so that a reader never passes a row that is still to come.
  position        bigint,
  occurred_at     timestamptz NOT NULL DEFAULT now(),
  type            text        NOT NULL CHECK (length(type) <= 100),
  version         integer     NOT NULL DEFAULT 1,
  outcome         text        NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'refused')),
  organization_id uuid,
  actor_kind      text        NOT NULL,
  actor_id        uuid,
  subject_kind    text        NOT NULL,
  subject_id      uuid,
  data            jsonb       NOT NULL DEFAULT '{}',
  -- Whatever tells of a person: addresses, names, devices. Emptied when the person is anonymised.
  personal        jsonb,
  PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE INDEX event_unnumbered ON kernel.event (sequence) WHERE position IS NULL;
CREATE INDEX event_position ON kernel.event (position) WHERE position IS NOT NULL;
CREATE INDEX event_organization ON kernel.event (organization_id, occurred_at DESC, id DESC);
CREATE INDEX event_subject ON kernel.event (subject_id, occurred_at DESC);

-- Partitions belong to the owner; the service may only ask for them to be there.
CREATE FUNCTION kernel.ensure_event_partitions() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  first_day date;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('latchkey.event_partitions'));
  FOR month IN 0..2 LOOP
    first_day := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => month))::date;
    name := 'event_' || to_char(first_day, 'YYYY_MM');
    IF to_regclass('kernel.' || name) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE kernel.%I PARTITION OF kernel.event FOR VALUES FROM (%L) TO (%L)',
        name,
        first_day::text || ' 00:00:00+00',
        (first_day + interval '1 month')::date::text || ' 00:00:00+00');
    END IF;
  END LOOP;
END $$;

SELECT kernel.ensure_event_partitions();

-- Appends one event, given as the envelope that kernel.event.Change writes.
CREATE FUNCTION kernel.append_event(envelope jsonb) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  INSERT INTO kernel.event (id, type, version, outcome, organization_id, actor_kind, actor_id,
                            subject_kind, subject_id, data, personal)
  VALUES ((envelope->>'id')::uuid, envelope->>'type', (envelope->>'version')::integer,
          envelope->>'outcome', (envelope->>'organization')::uuid,
          envelope->'actor'->>'kind', (envelope->'actor'->>'id')::uuid,
          envelope->'subject'->>'kind', (envelope->'subject'->>'id')::uuid,
          envelope->'data', envelope->'personal')
  RETURNING id
$$;

-- How far each durable subscription has come.
CREATE TABLE kernel.subscription (
  name       text PRIMARY KEY,
  position   bigint NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Failed guesses in a row, per subject (a person, or what an unknown name hashes to) and
-- authenticator. A reservation counts as failed until the guess turns out right, so that parallel
-- guesses cannot slip past.
CREATE TABLE kernel.guess (
  subject         uuid        NOT NULL,
  authenticator   text        NOT NULL,
  failures        integer     NOT NULL CHECK (failures >= 0),
  admitted        boolean     NOT NULL,
  blocked_until   timestamptz,
  last_attempt_at timestamptz NOT NULL,
  PRIMARY KEY (subject, authenticator)
);
CREATE INDEX guess_age ON kernel.guess (last_attempt_at);

-- Reserves a guess: true when it may be verified. Fewer than "free" failures cost no wait, then waits
-- double from first_wait to longest_wait; at "most" failures the authenticator is off until it is
-- bound anew, which deletes the row.
CREATE FUNCTION kernel.reserve_guess(
  the_subject uuid, the_authenticator text, free integer, most integer,
  first_wait interval, longest_wait interval) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  INSERT INTO kernel.guess AS g (subject, authenticator, failures, admitted, last_attempt_at)
  VALUES (the_subject, the_authenticator, 1, true, now())
  ON CONFLICT (subject, authenticator) DO UPDATE
     SET (failures, admitted, blocked_until, last_attempt_at) = (
       SELECT CASE WHEN refused THEN g.failures ELSE g.failures + 1 END,
              NOT refused,
              CASE WHEN refused THEN g.blocked_until
                   WHEN g.failures + 1 < free THEN NULL
                   ELSE now() + least(longest_wait,
                                      first_wait * power(2, least(g.failures + 1 - free, 20))) END,
              now()
         FROM (SELECT g.failures >= most OR coalesce(g.blocked_until > now(), false) AS refused) AS verdict)
  RETURNING admitted
$$;

-- What the last migration brought every schema to; a start that finds its own need not look further.
CREATE TABLE kernel.migrated (
  only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  fingerprint text    NOT NULL
);
