-- When somebody last signed in to act in an organisation, noted from the events of logins.
ALTER TABLE accounts.membership ADD COLUMN last_login_at timestamptz;
-- No index holds it: where its page has room, a row is noted without a word to any index.
ALTER TABLE accounts.membership SET (fillfactor = 90);
