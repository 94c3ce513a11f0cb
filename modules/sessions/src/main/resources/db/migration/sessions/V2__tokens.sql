-- API tokens, of people and of organisations. Only a digest of each is here.

CREATE TABLE sessions.api_token (
  id              uuid        PRIMARY KEY,
  digest          bytea       NOT NULL,
  owner           text        NOT NULL CHECK (owner IN ('person', 'organization')),
  -- Who made it; it never may more than they.
  person_id       uuid        NOT NULL,
  organization_id uuid        NOT NULL,
  -- Their stay in the organisation (accounts.membership); a token is dead in every other.
  admission       uuid        NOT NULL,
  name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  scopes          text[]      NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz,
  -- In no index, so that noting a use touches the row alone. Null until the first use.
  last_used_at    timestamptz,
  ended_at        timestamptz,
  end_reason      text        CHECK (length(end_reason) <= 100),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CONSTRAINT api_token_digest UNIQUE (digest)
) WITH (fillfactor = 85);
CREATE INDEX api_token_person ON sessions.api_token (person_id, created_at DESC) WHERE ended_at IS NULL;
CREATE INDEX api_token_organization ON sessions.api_token (organization_id, created_at DESC)
  WHERE ended_at IS NULL AND owner = 'organization';
CREATE INDEX api_token_end ON sessions.api_token (coalesce(ended_at, expires_at));
