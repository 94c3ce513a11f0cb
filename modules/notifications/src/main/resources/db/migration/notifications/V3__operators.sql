-- Operators see what is under way, and may drop a mail. A dropped one stays like others that left the
-- queue: an event that is read again must not queue it anew.
ALTER TABLE notifications.mail
  -- Until when its present worker may be sending it; null while it waits.
  ADD COLUMN leased_until timestamptz,
  DROP CONSTRAINT mail_state_check,
  ADD CONSTRAINT mail_state_check
    CHECK (state IN ('queued', 'sent', 'failed', 'expired', 'dropped'));

-- A failed mail keeps its model from now on, so that it can be sent after all. Of those that failed
-- before nothing was kept.
UPDATE notifications.mail SET state = 'dropped' WHERE state = 'failed';

-- The mails of a link that has died, also one that has failed.
CREATE INDEX mail_link ON notifications.mail (link_id) WHERE state IN ('queued', 'failed');
