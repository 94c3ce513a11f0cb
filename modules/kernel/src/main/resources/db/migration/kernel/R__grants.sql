-- What the role that the service runs as may do here; it owns nothing. Given anew at every
-- migration, so that another role can take over: ${flyway:timestamp}
GRANT USAGE ON SCHEMA kernel TO ${service_role};
GRANT SELECT ON kernel.migrated TO ${service_role};
-- The event log is append-only: a position may be given, and personal data taken away.
GRANT SELECT, INSERT ON kernel.event TO ${service_role};
GRANT UPDATE (position, personal) ON kernel.event TO ${service_role};
GRANT SELECT, INSERT, UPDATE ON kernel.subscription TO ${service_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.guess, kernel.idempotency_key, kernel.rate TO ${service_role};
-- Never changed: what is settled stays so.
GRANT SELECT, INSERT, DELETE ON kernel.settlement TO ${service_role};
GRANT USAGE ON SEQUENCE kernel.event_sequence, kernel.event_position_number TO ${service_role};
