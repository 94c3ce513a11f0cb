-- People by when they were last changed: kept with what else a list is sorted by.

ALTER TABLE accounts.membership ADD COLUMN modified_at timestamptz NOT NULL DEFAULT now();

UPDATE accounts.membership AS m SET modified_at = p.updated_at
  FROM accounts.person p WHERE p.id = m.person_id;

CREATE OR REPLACE FUNCTION accounts.note_listing(the_person uuid) RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH known AS (
    SELECT l.*, p.updated_at
      FROM accounts.person p LEFT JOIN accounts.email e ON e.person_id = p.id AND e.is_primary,
           LATERAL accounts.listing_of(p.given_name, p.family_name, p.display_name, p.handle,
                                       e.address_key) AS l
     WHERE p.id = the_person)
  UPDATE accounts.membership AS m
     SET sort_name = known.sort_name, sort_email = known.sort_email, search = known.search,
         modified_at = known.updated_at
    FROM known
   WHERE m.person_id = the_person
     AND (m.sort_name, m.sort_email, m.search, m.modified_at)
         IS DISTINCT FROM (known.sort_name, known.sort_email, known.search, known.updated_at)
$$;

DROP TRIGGER listing ON accounts.person;
CREATE TRIGGER listing
  AFTER UPDATE OF handle, given_name, family_name, display_name, updated_at ON accounts.person
  FOR EACH ROW EXECUTE FUNCTION accounts.person_changed();

CREATE INDEX membership_by_change ON accounts.membership (organization_id, modified_at, person_id)
  INCLUDE (state, search);
