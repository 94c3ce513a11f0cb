-- The idle limit of the organisation that a login acts in, as it was when the login was opened or
-- moved there; null for the installation's alone.
ALTER TABLE sessions.login ADD COLUMN idle_seconds double precision CHECK (idle_seconds > 0);
