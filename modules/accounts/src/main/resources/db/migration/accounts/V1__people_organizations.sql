-- People, their addresses and passwords; organisations, roles, memberships and teams.
-- Every row that belongs to an organisation carries its id, and every query of it names the id.

CREATE TABLE accounts.person (
  id               uuid        PRIMARY KEY,
  handle           text        NOT NULL CHECK (handle = lower(handle) AND length(handle) BETWEEN 1 AND 254),
  state            text        NOT NULL CHECK (state IN ('unverified', 'active', 'anonymised')),
  given_name       text        CHECK (length(given_name) <= 100),
  family_name      text        CHECK (length(family_name) <= 100),
  display_name     text        CHECK (length(display_name) <= 200),
  title            text        CHECK (length(title) <= 200),
  locale           text        CHECK (length(locale) <= 35),
  time_zone        text        CHECK (length(time_zone) <= 64),
  -- Logins of an older generation are over, except the kept one. Changing both in the transaction of
  -- a change of password is what ends logins at once, on every node, under any race.
  login_generation integer     NOT NULL DEFAULT 1,
  kept_login       uuid,
  version          integer     NOT NULL DEFAULT 1,
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX person_handle ON accounts.person (handle);

-- Handles are never used again: the digest stays when its person is gone.
CREATE TABLE accounts.used_handle (
  digest bytea PRIMARY KEY
);

CREATE TABLE accounts.email (
  id          uuid        PRIMARY KEY,
  person_id   uuid        NOT NULL REFERENCES accounts.person ON DELETE CASCADE,
  address     text        NOT NULL CHECK (length(address) BETWEEN 3 AND 254),
  -- What addresses are compared by: NFC, lower case.
  address_key text        NOT NULL,
  is_primary  boolean     NOT NULL DEFAULT false,
  -- A staged change: becomes the primary one when it is proven.
  pending     boolean     NOT NULL DEFAULT false,
  verified_at timestamptz,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT email_once_per_person UNIQUE (person_id, address_key),
  CHECK (NOT (pending AND verified_at IS NOT NULL))
);
-- An address is one person's as soon as it is proven; until then anybody may claim it.
CREATE UNIQUE INDEX email_verified_once ON accounts.email (address_key) WHERE verified_at IS NOT NULL;
CREATE UNIQUE INDEX email_one_primary ON accounts.email (person_id) WHERE is_primary;
CREATE UNIQUE INDEX email_one_pending ON accounts.email (person_id) WHERE pending;
CREATE INDEX email_claims ON accounts.email (address_key);

CREATE TABLE accounts.password (
  person_id   uuid        PRIMARY KEY REFERENCES accounts.person ON DELETE CASCADE,
  hash        text        NOT NULL,
  must_change boolean     NOT NULL DEFAULT false,
  changed_at  timestamptz NOT NULL DEFAULT now()
);

-- What a mailed link stands for. The token itself is nowhere: it is derived from the id by the
-- installation's key. Usable once, and only while used_at is null and the time has not come.
CREATE TABLE accounts.link (
  id          uuid        PRIMARY KEY,
  purpose     text        NOT NULL CHECK (purpose IN ('email_proof', 'password_reset')),
  person_id   uuid        NOT NULL REFERENCES accounts.person ON DELETE CASCADE,
  -- The address it was mailed to.
  email_id    uuid        NOT NULL REFERENCES accounts.email ON DELETE CASCADE,
  -- A reset that also takes back the change of address which the mail told of.
  restores    boolean     NOT NULL DEFAULT false,
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz
);
CREATE INDEX link_person ON accounts.link (person_id, purpose) WHERE used_at IS NULL;
CREATE INDEX link_email ON accounts.link (email_id);
CREATE INDEX link_expiry ON accounts.link (expires_at);

CREATE TABLE accounts.organization (
  id         uuid        PRIMARY KEY,
  name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  settings   jsonb       NOT NULL DEFAULT '{}',
  version    integer     NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Built-in roles belong to no organisation; what they allow is in code (role.BuiltInRole).
CREATE TABLE accounts.role (
  id              uuid        PRIMARY KEY,
  organization_id uuid        REFERENCES accounts.organization ON DELETE CASCADE,
  name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  permissions     text[]      NOT NULL DEFAULT '{}',
  version         integer     NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX role_name ON accounts.role (organization_id, lower(name));

INSERT INTO accounts.role (id, organization_id, name) VALUES
  ('00000000-0000-7000-8000-000000000001', NULL, 'owner'),
  ('00000000-0000-7000-8000-000000000002', NULL, 'admin'),
  ('00000000-0000-7000-8000-000000000003', NULL, 'member');

CREATE TABLE accounts.membership (
  organization_id uuid        NOT NULL REFERENCES accounts.organization ON DELETE CASCADE,
  person_id       uuid        NOT NULL REFERENCES accounts.person ON DELETE CASCADE,
  state           text        NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
  account_type    text        NOT NULL CHECK (account_type IN ('managed', 'external')),
  version         integer     NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, person_id)
);
CREATE INDEX membership_person ON accounts.membership (person_id, created_at);

CREATE TABLE accounts.membership_role (
  organization_id uuid NOT NULL,
  person_id       uuid NOT NULL,
  role_id         uuid NOT NULL REFERENCES accounts.role ON DELETE CASCADE,
  PRIMARY KEY (organization_id, person_id, role_id),
  FOREIGN KEY (organization_id, person_id) REFERENCES accounts.membership ON DELETE CASCADE
);
CREATE INDEX membership_role_holders ON accounts.membership_role (organization_id, role_id);

CREATE TABLE accounts.team (
  id              uuid        PRIMARY KEY,
  organization_id uuid        NOT NULL REFERENCES accounts.organization ON DELETE CASCADE,
  name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

CREATE TABLE accounts.team_member (
  organization_id uuid NOT NULL,
  team_id         uuid NOT NULL,
  person_id       uuid NOT NULL,
  role            text CHECK (length(role) <= 100),
  PRIMARY KEY (team_id, person_id),
  FOREIGN KEY (organization_id, team_id) REFERENCES accounts.team (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, person_id) REFERENCES accounts.membership ON DELETE CASCADE
);
CREATE INDEX team_member_person ON accounts.team_member (organization_id, person_id);

-- Set-up tokens, hashed; rows are gone once there is an organisation.
CREATE TABLE accounts.setup_token (
  digest     bytea       PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
