-- How people like things to be: only what they have said, so that what they never did follows the
-- defaults. The row stays when everything goes back to its default, as versions must not come again.
CREATE TABLE accounts.preferences (
  person_id  uuid        PRIMARY KEY REFERENCES accounts.person ON DELETE CASCADE,
  settings   jsonb       NOT NULL CHECK (jsonb_typeof(settings) = 'object' AND length(settings::text) <= 65536),
  version    integer     NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
