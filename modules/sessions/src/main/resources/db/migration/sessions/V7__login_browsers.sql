-- What the browser and its system are called, without their versions; empty where nothing is known of
-- them. Tells whether somebody signs in from where they have not of late.
ALTER TABLE sessions.login ADD COLUMN browser text NOT NULL DEFAULT '' CHECK (length(browser) <= 100);
CREATE INDEX login_browser ON sessions.login (person_id, browser);
