-- Second factors, recovery codes and trusted devices. Secrets are encrypted; of codes and tokens there are only MACs and digests.

-- A row for everybody who ever set up a factor. Each change of the factors locks it.
CREATE TABLE mfa.person (
  person_id      uuid    PRIMARY KEY,
  -- Begins anew with every change of the factors and never goes back, so that the row outlives them.
  generation     integer NOT NULL DEFAULT 0 CHECK (generation >= 0),
  -- Those that were not used yet. In one row, so that they are replaced at once and each is taken by one statement.
  recovery_codes bytea[] NOT NULL DEFAULT '{}' CHECK (cardinality(recovery_codes) <= 10)
) WITH (fillfactor = 85);

-- The authenticator app of a person: being set up, or confirmed.
CREATE TABLE mfa.totp (
  person_id    uuid        PRIMARY KEY REFERENCES mfa.person ON DELETE CASCADE,
  secret       bytea       NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  confirmed_at timestamptz,
  -- The time step of the last code that was accepted; none of it or before it counts again.
  last_step    bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 85);
CREATE INDEX totp_unconfirmed ON mfa.totp (created_at) WHERE confirmed_at IS NULL;

CREATE TABLE mfa.trusted_device (
  id               uuid        PRIMARY KEY,
  person_id        uuid        NOT NULL REFERENCES mfa.person ON DELETE CASCADE,
  digest           bytea       NOT NULL,
  -- Of the person's logins and of their factors, when it was trusted: it is dead under any other.
  login_generation integer     NOT NULL,
  generation       integer     NOT NULL,
  name             text        CHECK (length(name) <= 100),
  ip_address       text        CHECK (length(ip_address) <= 64),
  created_at       timestamptz NOT NULL DEFAULT now(),
  last_used_at     timestamptz NOT NULL DEFAULT now(),
  expires_at       timestamptz NOT NULL,
  CONSTRAINT trusted_device_digest UNIQUE (digest)
);
CREATE INDEX trusted_device_person ON mfa.trusted_device (person_id);
CREATE INDEX trusted_device_end ON mfa.trusted_device (expires_at);
