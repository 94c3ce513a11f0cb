-- What the role that the service runs as may do here; it owns nothing. Given anew at every
-- migration, so that another role can take over: ${flyway:timestamp}
GRANT USAGE ON SCHEMA notifications TO ${service_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA notifications TO ${service_role};
REVOKE ALL ON notifications.flyway_schema_history FROM ${service_role};
