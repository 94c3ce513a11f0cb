-- The mail outbox. A row is queued in the transaction in which its event is read, and leaves the
-- queue as sent, failed or expired. It holds no token: links are made when the mail is written.

CREATE TABLE notifications.mail (
  id              uuid        PRIMARY KEY,
  event_id        uuid        NOT NULL,
  template        text        NOT NULL CHECK (length(template) <= 100),
  recipient       text        NOT NULL CHECK (length(recipient) <= 254),
  locale          text        CHECK (length(locale) <= 35),
  -- What the template is filled with; emptied when the mail leaves the queue.
  model           jsonb       NOT NULL CHECK (NOT model ? 'token'),
  -- The row of accounts.link that the mail's link is made from; null for a mail without one.
  link_id         uuid,
  link_purpose    text,
  -- Whether a stranger can cause it, so that it counts towards the limit per address.
  limited         boolean     NOT NULL,
  state           text        NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed', 'expired')),
  -- How often it was leased. Only the holder of the newest lease may say how it ended.
  attempts        integer     NOT NULL DEFAULT 0,
  queued_at       timestamptz NOT NULL DEFAULT now(),
  -- A lease moves this ahead, so that the mail of a worker that died comes back by itself.
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  -- When its link stops working and it is not worth sending any more; null for a notice.
  expires_at      timestamptz,
  settled_at      timestamptz,
  last_error      text        CHECK (length(last_error) <= 300),
  -- An event makes a mail to a recipient once, however often it is read.
  UNIQUE (event_id, template, recipient),
  CHECK ((link_id IS NULL) = (link_purpose IS NULL)),
  CHECK ((settled_at IS NULL) = (state = 'queued'))
);
CREATE INDEX mail_due ON notifications.mail (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mail_settled ON notifications.mail (settled_at) WHERE state <> 'queued';
CREATE INDEX mail_limited ON notifications.mail (lower(recipient), queued_at) WHERE limited;
