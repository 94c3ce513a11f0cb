-- Until when no password is reset by mail to this address: an administrator has given it to somebody
-- who had a password of their own, and who is told of it at the address before.
ALTER TABLE accounts.email ADD COLUMN resets_from timestamptz;
