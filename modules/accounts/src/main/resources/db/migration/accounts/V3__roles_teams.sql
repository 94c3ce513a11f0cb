-- What roles and teams of an organisation need to be changed: names that are compared by a key of
-- their own, as lower() follows the database's locale, and versions.

ALTER TABLE accounts.role
  ADD COLUMN name_key   text,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
UPDATE accounts.role SET name_key = lower(name), updated_at = created_at;
ALTER TABLE accounts.role ALTER COLUMN name_key SET NOT NULL;
DROP INDEX accounts.role_name;
CREATE UNIQUE INDEX role_name ON accounts.role (organization_id, name_key);
-- The order of the list.
CREATE INDEX role_listing ON accounts.role (organization_id, id);

ALTER TABLE accounts.team
  ADD COLUMN name_key   text        NOT NULL,
  ADD COLUMN version    integer     NOT NULL DEFAULT 1,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
-- Two teams of one name would only be mistaken for each other.
CREATE UNIQUE INDEX team_name ON accounts.team (organization_id, name_key);
