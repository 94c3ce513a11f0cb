-- Of links for one end the newest alone is good. This index makes it so for those asked for at once.
UPDATE accounts.link AS old SET used_at = now()
 WHERE used_at IS NULL
   AND EXISTS (SELECT FROM accounts.link AS newer
                WHERE newer.email_id = old.email_id AND newer.purpose = old.purpose
                  AND newer.restores = old.restores AND newer.used_at IS NULL
                  AND (newer.created_at, newer.id) > (old.created_at, old.id));
CREATE UNIQUE INDEX link_live ON accounts.link (email_id, purpose, restores) WHERE used_at IS NULL;
