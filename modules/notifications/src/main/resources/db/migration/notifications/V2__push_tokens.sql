-- Devices that take notices. The token is encrypted under the keyset with a context that names the
-- person; it is found by its MAC, and is one person's at a time: a device that has changed hands must
-- not get what is for the one before.
CREATE TABLE notifications.push_token (
  id           uuid        PRIMARY KEY,
  person_id    uuid        NOT NULL,
  -- Which it was last registered by, and ends with.
  login_id     uuid        NOT NULL,
  mac          bytea       NOT NULL,
  token        bytea       NOT NULL,
  platform     text        NOT NULL CHECK (platform IN ('ios', 'android', 'web')),
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT push_token_mac UNIQUE (mac)
);
CREATE INDEX push_token_person ON notifications.push_token (person_id, last_seen_at);
CREATE INDEX push_token_login ON notifications.push_token (login_id);
