-- The mail outbox. A row is queued in the transaction in which its event is read, and leaves the
-- queue as sent, failed or expired. It holds no token: links are made when the mail is written.

CREATE TABLE notifications.mail (
  id              uuid        PRIMARY KEY,
  event_id        uuid        NOT NULL,
  person_id       uuid,
  template        text        NOT NULL CHECK (length(template) <= 100),
  recipient       text        NOT NULL CHECK (length(recipient) <= 254),
  locale          text        CHECK (length(locale) <= 35),
  model           jsonb       NOT NULL DEFAULT '{}',
  -- The row of accounts.link that the mail's link is made from; null for a mail without one.
  link_id         uuid,
  link_purpose    text,
  state           text        NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed', 'expired')),
  attempts        integer     NOT NULL DEFAULT 0,
  queued_at       timestamptz NOT NULL DEFAULT now(),
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  -- A worker that died leaves its mail to others from here on.
  leased_until    timestamptz,
  -- After this the mail is not worth sending.
  expires_at      timestamptz NOT NULL,
  settled_at      timestamptz,
  last_error      text        CHECK (length(last_error) <= 500),
  -- An event makes a mail to a recipient once, however often it is read.
  UNIQUE (event_id, template, recipient)
);
CREATE INDEX mail_due ON notifications.mail (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mail_settled ON notifications.mail (settled_at) WHERE state <> 'queued';
