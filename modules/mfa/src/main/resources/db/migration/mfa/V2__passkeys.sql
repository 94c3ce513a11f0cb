-- Passkeys, and the challenges that they answer. Public keys only; of challenges there are only digests.

CREATE TABLE mfa.passkey (
  id              uuid        PRIMARY KEY,
  person_id       uuid        NOT NULL REFERENCES mfa.person ON DELETE CASCADE,
  -- What the authenticator calls it: of one person, or of nobody.
  credential_id   bytea       NOT NULL CHECK (length(credential_id) BETWEEN 1 AND 1023),
  -- A COSE key (RFC 9052), as the authenticator wrote it.
  public_key      bytea       NOT NULL CHECK (length(public_key) <= 1024),
  -- The model of the authenticator; all zeros where it does not tell.
  aaguid          uuid        NOT NULL,
  -- Grows with each use, or is 0 for good where the authenticator does not count.
  sign_count      bigint      NOT NULL CHECK (sign_count >= 0),
  backup_eligible boolean     NOT NULL,
  backed_up       boolean     NOT NULL,
  transports      text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(transports) <= 8),
  name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  created_at      timestamptz NOT NULL DEFAULT now(),
  last_used_at    timestamptz,
  CONSTRAINT passkey_credential UNIQUE (credential_id)
) WITH (fillfactor = 85);
CREATE INDEX passkey_person ON mfa.passkey (person_id);

-- A row for each challenge that was handed out. An answer takes it, right or wrong.
CREATE TABLE mfa.ceremony (
  digest     bytea       PRIMARY KEY,
  kind       text        NOT NULL CHECK (kind IN ('creation', 'use')),
  -- None for a sign-in without a password.
  person_id  uuid,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  CHECK (kind = 'use' OR person_id IS NOT NULL)
);
CREATE INDEX ceremony_end ON mfa.ceremony (expires_at);
