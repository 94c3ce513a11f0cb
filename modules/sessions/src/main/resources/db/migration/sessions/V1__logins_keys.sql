-- Logins, their refresh tokens, and the keys that access tokens are signed with.

CREATE TABLE sessions.login (
  id               uuid        PRIMARY KEY,
  person_id        uuid        NOT NULL,
  organization_id  uuid,
  -- The person's login generation when they proved who they are (accounts.person).
  generation       integer     NOT NULL,
  assurance        text        NOT NULL CHECK (assurance IN ('aal1', 'aal2')),
  -- Refresh tokens of an older family are dead: each re-authentication starts a new one.
  token_family     integer     NOT NULL DEFAULT 1,
  device           text        CHECK (length(device) <= 100),
  ip_address       text        CHECK (length(ip_address) <= 64),
  user_agent       text        CHECK (length(user_agent) <= 512),
  created_at       timestamptz NOT NULL DEFAULT now(),
  authenticated_at timestamptz NOT NULL DEFAULT now(),
  -- In no index, so that noting a use touches the row alone.
  last_seen_at     timestamptz NOT NULL DEFAULT now(),
  -- The absolute end; the idle end follows from last_seen_at.
  expires_at       timestamptz NOT NULL,
  ended_at         timestamptz,
  end_reason       text        CHECK (length(end_reason) <= 100),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
) WITH (fillfactor = 85);
CREATE INDEX login_person ON sessions.login (person_id, created_at DESC) WHERE ended_at IS NULL;
CREATE INDEX login_end ON sessions.login (coalesce(ended_at, expires_at));

CREATE TABLE sessions.refresh_token (
  digest           bytea       PRIMARY KEY,
  login_id         uuid        NOT NULL REFERENCES sessions.login ON DELETE CASCADE,
  family           integer     NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT now(),
  rotated_at       timestamptz,
  -- The token that replaced this one; known before it was stored, as it is derived.
  successor_digest bytea,
  CHECK ((rotated_at IS NULL) = (successor_digest IS NULL))
);
CREATE INDEX refresh_token_login ON sessions.refresh_token (login_id);

CREATE TABLE sessions.signing_key (
  id            uuid        PRIMARY KEY,
  public_jwk    jsonb       NOT NULL,
  -- Encrypted under the installation's keyset, bound to the id.
  private_key   bytea       NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  -- Signs from here on: late enough for every node and every reader of the JWKS to know it.
  active_from   timestamptz NOT NULL,
  -- Verifies until here; set when the next key is made.
  retired_after timestamptz
);
