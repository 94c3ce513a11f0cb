-- What the browser and its system are called, without their versions: tells whether somebody signs in
-- from where they have not of late. Empty where the login did not say, null where it was not noted yet.
ALTER TABLE sessions.login ADD COLUMN browser text CHECK (length(browser) <= 100);
CREATE INDEX login_browser ON sessions.login (person_id, browser);
