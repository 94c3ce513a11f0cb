-- Sign-ins whose first step was right. Only a digest of what the client holds is here.
CREATE TABLE sessions.challenge (
  digest          bytea       PRIMARY KEY,
  person_id       uuid        NOT NULL,
  organization_id uuid,
  -- As of the first step; the second one must find the same (accounts).
  generation      integer     NOT NULL,
  admission       uuid,
  device          text        CHECK (length(device) <= 100),
  tries           integer     NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz NOT NULL,
  used_at         timestamptz
);
CREATE INDEX challenge_end ON sessions.challenge (expires_at);

-- Whether the device was trusted instead of a second factor.
ALTER TABLE sessions.login ADD COLUMN trusted_device boolean NOT NULL DEFAULT false;

-- How strongly whoever made it had proven who they are.
ALTER TABLE sessions.api_token ADD COLUMN assurance text NOT NULL DEFAULT 'aal1'
  CHECK (assurance IN ('aal1', 'aal2'));
