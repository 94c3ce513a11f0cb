-- What administrators need: lists of people that stay quick, and temporary passwords that end.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Until when a temporary password opens anything; null for one that the person chose.
ALTER TABLE accounts.password ADD COLUMN expires_at timestamptz;

ALTER TABLE accounts.membership
  -- A list is read in its order from one index, whatever it is sorted by; an order over columns of
  -- several tables has none, and page 9000 would cost as much as all pages before it. So what a list
  -- is sorted and searched by is kept here once more. Byte order: it is the same on every server, and
  -- an update of the system's collations can't spoil an index.
  ADD COLUMN sort_name  text COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN sort_email text COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN search     text COLLATE "C" NOT NULL DEFAULT '';

-- Text without case and accents, as people type it who search.
CREATE FUNCTION accounts.folded(written text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize(written, NFKD), '[\u0300-\u036f]', '', 'g'))
$$;

-- The pattern that finds a text. One or two characters are too short for a trigram, so they find the
-- words that begin with them. Signs of the pattern language stand for themselves; they are looked for
-- after folding, as that can bring some forth.
CREATE FUNCTION accounts.search_pattern(written text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN length(accounts.folded(written)) < 3 THEN '% ' ELSE '%' END
         || regexp_replace(accounts.folded(written), '([\\%_])', '\\\1', 'g') || '%'
$$;

-- The pattern that finds what begins with a text.
CREATE FUNCTION accounts.prefix_pattern(written text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(accounts.folded(written), '([\\%_])', '\\\1', 'g') || '%'
$$;

-- What somebody is sorted and searched by. A line break keeps a search from running over from one
-- field into the next. Of the longest names and addresses only the beginnings count, as an entry of an
-- index has to fit on a third of a page.
CREATE FUNCTION accounts.listing_of(
    given_name text, family_name text, display_name text, handle text, address_key text,
    OUT sort_name text, OUT sort_email text, OUT search text)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(accounts.folded(coalesce(display_name, full_name, handle)), 64),
         coalesce(address_key, ''),
         left(' ' || accounts.folded(concat_ws(E'\n ',
                full_name, display_name, handle, nullif(address_key, handle))), 320)
    FROM (SELECT nullif(concat_ws(' ', given_name, family_name), '') AS full_name) AS known
$$;

-- Notes it in a person's memberships.
CREATE FUNCTION accounts.note_listing(the_person uuid) RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH known AS (
    SELECT l.*
      FROM accounts.person p LEFT JOIN accounts.email e ON e.person_id = p.id AND e.is_primary,
           LATERAL accounts.listing_of(p.given_name, p.family_name, p.display_name, p.handle,
                                       e.address_key) AS l
     WHERE p.id = the_person)
  UPDATE accounts.membership AS m
     SET sort_name = known.sort_name, sort_email = known.sort_email, search = known.search
    FROM known
   WHERE m.person_id = the_person
     AND (m.sort_name, m.sort_email, m.search)
         IS DISTINCT FROM (known.sort_name, known.sort_email, known.search)
$$;

-- Triggers, as a dozen statements change names and addresses: none of them can forget it, and it is
-- done when they are.
CREATE FUNCTION accounts.person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM accounts.note_listing(NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION accounts.row_of_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM accounts.note_listing(CASE TG_OP WHEN 'DELETE' THEN OLD.person_id ELSE NEW.person_id END);
  RETURN NULL;
END $$;

CREATE TRIGGER listing AFTER UPDATE OF handle, given_name, family_name, display_name ON accounts.person
  FOR EACH ROW EXECUTE FUNCTION accounts.person_changed();
-- Whoever makes an account knows it already.
CREATE TRIGGER listing AFTER INSERT ON accounts.membership
  FOR EACH ROW WHEN (NEW.search = '') EXECUTE FUNCTION accounts.row_of_person_changed();
CREATE TRIGGER listing_added AFTER INSERT ON accounts.email
  FOR EACH ROW WHEN (NEW.is_primary) EXECUTE FUNCTION accounts.row_of_person_changed();
CREATE TRIGGER listing_changed AFTER UPDATE OF is_primary, address_key ON accounts.email
  FOR EACH ROW WHEN (OLD.is_primary OR NEW.is_primary) EXECUTE FUNCTION accounts.row_of_person_changed();
CREATE TRIGGER listing_removed AFTER DELETE ON accounts.email
  FOR EACH ROW WHEN (OLD.is_primary) EXECUTE FUNCTION accounts.row_of_person_changed();

SELECT accounts.note_listing(id) FROM accounts.person;

-- With what a filter looks at, so that many people can be passed without a look at the table.
CREATE INDEX membership_by_name ON accounts.membership (organization_id, sort_name, person_id)
  INCLUDE (state, search);
CREATE INDEX membership_by_email ON accounts.membership (organization_id, sort_email, person_id)
  INCLUDE (state, search);
CREATE INDEX membership_by_age ON accounts.membership (organization_id, created_at, person_id)
  INCLUDE (state, search);
-- One in 512, picked by chance: they tell whether many or few meet a filter.
CREATE INDEX membership_sample ON accounts.membership (organization_id)
  INCLUDE (person_id, state, search, sort_email) WHERE uuid_hash(person_id) & 511 = 0;
-- Whoever looks for the few that are not active need not pass all that are.
CREATE INDEX membership_inactive ON accounts.membership (organization_id, state)
  INCLUDE (person_id, sort_name, sort_email, created_at, search) WHERE state <> 'active';
-- Inside an organisation an address names one person, proven or not.
CREATE UNIQUE INDEX membership_address ON accounts.membership (organization_id, sort_email)
  WHERE sort_email <> '';
-- Without a list of what is still to be put in, which every search would have to read through.
CREATE INDEX membership_search ON accounts.membership USING gin (search gin_trgm_ops)
  WITH (fastupdate = off);
