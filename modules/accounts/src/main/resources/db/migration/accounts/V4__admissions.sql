-- Which stay in the organisation a membership is. API tokens name the one that they were made in, and
-- are dead in every other: reinstating somebody, or letting them join again, revives none.
ALTER TABLE accounts.membership ADD COLUMN admission uuid NOT NULL DEFAULT gen_random_uuid();

CREATE FUNCTION accounts.admit_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.admission := gen_random_uuid();
  RETURN NEW;
END $$;

-- Here and not in the statements that change a state, as none of them may forget it.
CREATE TRIGGER membership_admission BEFORE UPDATE OF state ON accounts.membership
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION accounts.admit_anew();
