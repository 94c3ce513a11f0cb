-- What the role that the service runs as may do here; it owns nothing. Given anew at every
-- migration, so that another role can take over: ${flyway:timestamp}
GRANT USAGE ON SCHEMA invitations TO ${service_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA invitations TO ${service_role};
-- Whoever owns the tables keeps the history, or the next start could not migrate.
DO $$ BEGIN
  IF to_regrole('${service_role}') <> current_user::regrole THEN
    REVOKE ALL ON invitations.flyway_schema_history FROM ${service_role};
  END IF;
END $$;
