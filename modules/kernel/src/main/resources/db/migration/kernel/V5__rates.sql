-- How often somebody has done something of late: one row per subject and activity. A period begins with
-- the first time after the one before has passed.
CREATE TABLE kernel.rate (
  subject  uuid        NOT NULL,
  activity text        NOT NULL,
  times    integer     NOT NULL,
  since    timestamptz NOT NULL,
  ends_at  timestamptz NOT NULL,
  PRIMARY KEY (subject, activity)
);
CREATE INDEX rate_age ON kernel.rate (ends_at);

-- Counts one time more; answers how many seconds to wait instead, when there were as many as may be.
CREATE FUNCTION kernel.take_turn(
  the_subject uuid, the_activity text, most integer, period interval) RETURNS bigint
LANGUAGE sql VOLATILE AS $$
  INSERT INTO kernel.rate AS r (subject, activity, times, since, ends_at)
  VALUES (the_subject, the_activity, 1, now(), now() + period)
  ON CONFLICT (subject, activity) DO UPDATE
     SET (times, since, ends_at) = (
       SELECT CASE WHEN ended THEN 1 ELSE least(r.times, most) + 1 END,
              CASE WHEN ended THEN now() ELSE r.since END,
              CASE WHEN ended THEN now() + period ELSE r.ends_at END
         FROM (SELECT r.ends_at <= now() AS ended) AS passed)
  RETURNING CASE WHEN times > most THEN greatest(1, ceil(extract(epoch FROM ends_at - now())))::bigint ELSE 0 END
$$;
