package dev.latchkey.kernel.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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

  private Migrations() {}

  /**
   * Migrates the modules, in this order.
   *
   * @param url a JDBC URL
   * @param user the role that owns the schemas
   * @param serviceRole the role that the service runs as; it is granted what it needs
   * @throws IllegalStateException with one sentence when the database does not answer or holds a
   *     schema that a newer version has made
   */
  public static void run(
      String url, String user, String password, String serviceRole, List<String> modules) {
    for (String module : modules) {
      try {
        configure(module, serviceRole).dataSource(url, user, password).load().migrate();
      } catch (FlywayException e) {
        LOG.debug("migration of {}", module, e);
        throw new IllegalStateException(
            "The schema '%s' could not be migrated: %s".formatted(module, reason(e)), e);
      }
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

  private static String reason(FlywayException e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason was given");
  }
}
