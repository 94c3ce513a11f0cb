-- A push token goes with what it was registered through: a login, or an API token of its person.
ALTER TABLE notifications.push_token RENAME COLUMN login_id TO credential_id;
ALTER INDEX notifications.push_token_login RENAME TO push_token_credential;
