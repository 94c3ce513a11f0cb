ALTER TABLE sessions.login
  -- Which stay in its organisation the login was opened in (accounts.membership); it is dead in every
  -- other. Null where it acts in no organisation.
  ADD COLUMN admission uuid,
  -- Who acts as the person through it, and the login that they did so from; null for the person.
  ADD COLUMN impersonator_id       uuid,
  ADD COLUMN impersonator_login_id uuid,
  ADD CONSTRAINT login_impersonator CHECK ((impersonator_id IS NULL) = (impersonator_login_id IS NULL));
CREATE INDEX login_impersonator ON sessions.login (impersonator_id) WHERE impersonator_id IS NOT NULL;
