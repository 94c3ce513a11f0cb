-- Whether a passkey opened it, without a password.
ALTER TABLE sessions.login ADD COLUMN passkey boolean NOT NULL DEFAULT false;
