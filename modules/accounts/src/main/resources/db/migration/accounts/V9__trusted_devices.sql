-- Whoever is disabled or removed somewhere has no trusted device any more, from that very commit on;
-- mfa, which keeps the devices, hears of it later. Those trusted before that moment count no more.
ALTER TABLE accounts.person ADD COLUMN devices_trusted_after timestamptz;

CREATE FUNCTION accounts.distrust_devices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE accounts.person SET devices_trusted_after = now() WHERE id = OLD.person_id;
  RETURN NULL;
END $$;

-- As with admissions: none of the statements that end a membership may forget it.
CREATE TRIGGER membership_disabled AFTER UPDATE OF state ON accounts.membership
  FOR EACH ROW WHEN (NEW.state = 'disabled') EXECUTE FUNCTION accounts.distrust_devices();
CREATE TRIGGER membership_removed AFTER DELETE ON accounts.membership
  FOR EACH ROW EXECUTE FUNCTION accounts.distrust_devices();
