-- Whether somebody of their organisation may act as a person, where the organisation allows it too.
ALTER TABLE accounts.person ADD COLUMN impersonation_allowed boolean NOT NULL DEFAULT false;
