package dev.latchkey.kernel.sql;

import dev.latchkey.kernel.config.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each module's schema to the shape that this version needs. Every module has a schema, a
 * folder {@code db/migration/<module>} on the class path and a history of its own. Blocking; runs
 * before the first verticle.
 */
public final class Migrations {

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  /** The oldest PostgreSQL that is supported. */
  private static final int OLDEST_MAJOR = 15;

  private static final String REMEMBER =
      """
      INSERT INTO kernel.migrated (fingerprint) VALUES (?)
      ON CONFLICT (only_row) DO UPDATE SET fingerprint = excluded.fingerprint\
      """;

  private Migrations() {}

  /**
   * Migrates the modules, in this order.
   *
   * @throws IllegalStateException with one sentence when the database does not answer, is older
   *     than PostgreSQL 15, or holds a schema that this version cannot bring up to date
   */
  public static void run(DatabaseServer server, List<String> modules) {
    DataSource source = new MigrationSource(server);
    requireSupported(server, source);
    for (String module : modules) {
      migrate(module, server, source);
    }
    remember(SchemaFingerprint.of(server, modules), source);
  }

  private static void remember(SchemaFingerprint fingerprint, DataSource source) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(REMEMBER)) {
      statement.setString(1, fingerprint.text());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("The migration could not be recorded: " + reason(e), e);
    }
  }

  private static void requireSupported(DatabaseServer server, DataSource source) {
    try (Connection connection = source.getConnection()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      if (major < OLDEST_MAJOR) {
        throw new IllegalStateException(
            "The database at %s is PostgreSQL %d; Latchkey needs %d or newer."
                .formatted(server.address(), major, OLDEST_MAJOR));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The database at %s can't be used: %s".formatted(server.address(), reason(e)), e);
    }
  }

  private static void migrate(String module, DatabaseServer server, DataSource source) {
    try {
      configure(module, server.service().user()).dataSource(source).load().migrate();
    } catch (FlywayException e) {
      LOG.debug("migration of {}", module, e);
      throw new IllegalStateException(
          "The schema '%s' could not be migrated: %s".formatted(module, reason(e)), e);
    }
  }

  private static FluentConfiguration configure(String module, String serviceRole) {
    return Flyway.configure()
        .locations("classpath:db/migration/" + module)
        .schemas(module)
        .defaultSchema(module)
        .createSchemas(true)
        .placeholders(Map.of("service_role", quoted(serviceRole)))
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .connectRetries(0);
  }

  private static String quoted(String role) {
    return '"' + role.replace("\"", "\"\"") + '"';
  }

  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason was given");
  }
}
