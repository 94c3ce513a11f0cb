package dev.latchkey.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server of this test run, one per JVM. The system property {@code test.database}
 * chooses it: {@code embedded} (default), {@code testcontainers} where a Docker engine answers, or
 * the URL of a running server: {@code postgresql://superuser:password@host:port/postgres}.
 */
record TestServer(String host, int port, String superuser, String password) {

  private static TestServer started;

  static synchronized TestServer get() {
    if (started == null) {
      started = start(System.getProperty("test.database", "embedded"));
    }
    return started;
  }

  private static TestServer start(String choice) {
    return switch (choice) {
      case "", "embedded" -> embedded();
      case "testcontainers" -> container();
      default -> running(URI.create(choice));
    };
  }

  private static TestServer embedded() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "200")
              .start();
      return new TestServer("127.0.0.1", server.getPort(), "postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL of the tests did not start", e);
    }
  }

  // Ryuk, or the end of the JVM, takes the container away.
  @SuppressWarnings("resource")
  private static TestServer container() {
    PostgreSQLContainer server =
        new PostgreSQLContainer("postgres:18-alpine")
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
    server.start();
    return new TestServer(
        server.getHost(), server.getMappedPort(5432), server.getUsername(), server.getPassword());
  }

  private static TestServer running(URI url) {
    String[] user = url.getUserInfo().split(":", 2);
    return new TestServer(url.getHost(), url.getPort(), user[0], user.length == 2 ? user[1] : "");
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** Runs statements as the superuser, each for itself. */
  void execute(String database, String... statements) {
    try (Connection connection =
            DriverManager.getConnection(jdbcUrl(database), superuser, password);
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the test database refused a statement", e);
    }
  }
}
