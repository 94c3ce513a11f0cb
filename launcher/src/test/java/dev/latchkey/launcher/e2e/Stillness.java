package dev.latchkey.launcher.e2e;

import dev.latchkey.testing.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Holds the locks at which every background job of a node waits, so that the statements that are
 * counted meanwhile are those of requests. Wants a node with a long {@code
 * database.statement-timeout}.
 */
public final class Stillness implements AutoCloseable {

  /** Longer than the interval at which jobs look for work by themselves. */
  private static final Duration QUIET = Duration.ofMillis(2500);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connection locks;

  private Stillness(Connection locks) {
    this.locks = locks;
  }

  /** Waits until nothing is counted any more. */
  public static Stillness over(TestDatabase database, Latchkey latchkey) throws SQLException {
    URI url = URI.create(database.url());
    String[] owner = database.owner().split(":", 2);
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
            owner[0],
            owner[1]);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("ALTER SEQUENCE kernel.event_position_number CACHE 1");
      statement.execute(
          "LOCK TABLE kernel.subscription, notifications.mail IN ACCESS EXCLUSIVE MODE");
    }
    // Its event is the one whose numbering waits at the sequence.
    new Person(latchkey, "nobody@example.org", Person.PASSWORD).trySignIn().expect(401);
    awaitNoChange(latchkey::statements);
    return new Stillness(connection);
  }

  private static void awaitNoChange(LongSupplier counter) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long value = counter.getAsLong();
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET.toNanos()) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      long now = counter.getAsLong();
      if (now != value) {
        value = now;
        since = System.nanoTime();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("Statements are sent all the time");
      }
    }
  }

  @Override
  public void close() throws SQLException {
    locks.rollback();
    locks.close();
  }
}
