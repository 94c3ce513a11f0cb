package dev.latchkey.kernel.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings below {@code database}.
 *
 * @param server the PostgreSQL to use; empty (the default) when the embedded one is to be started
 * @param pool the bounds of each pool of connections, whichever server it is
 */
public record DatabaseConfig(Optional<DatabaseServer> server, Pool pool) {

  /**
   * The bounds of a pool. Chosen, not measured.
   *
   * @param size connections, 1 to 1000, default 16
   * @param maxWaiting queries that may wait for a connection, 0 to 100000, default 200
   * @param statementTimeout how long one statement may take, 100 ms to 5 min, default 2 s
   * @param connectTimeout how long opening a connection may take, 100 ms to 1 min, default 2 s
   */
  public record Pool(int size, int maxWaiting, Duration statementTimeout, Duration connectTimeout) {
    static Pool from(Settings settings) {
      var shortest = Duration.ofMillis(100);
      return new Pool(
          settings.integer("database.pool-size", 1, 1000),
          settings.integer("database.max-waiting", 0, 100_000),
          settings.duration("database.statement-timeout", shortest, Duration.ofMinutes(5)),
          settings.duration("database.connect-timeout", shortest, Duration.ofMinutes(1)));
    }
  }

  /**
   * Reads the settings.
   *
   * @throws BadSetting when one is out of bounds, the URL can't be understood, a user or password
   *     is given twice or without the URL
   */
  public static DatabaseConfig from(Settings settings) {
    return new DatabaseConfig(DatabaseServerSettings.read(settings), Pool.from(settings));
  }
}
