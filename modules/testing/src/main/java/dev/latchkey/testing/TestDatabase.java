package dev.latchkey.testing;

import dev.latchkey.kernel.config.DatabaseConfig;
import dev.latchkey.kernel.config.DatabaseServer;
import dev.latchkey.kernel.config.Secret;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Migrations;
import io.vertx.core.Vertx;
import io.vertx.pgclient.SslMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of its own for a test class, copied from a template that was migrated once per JVM for
 * the same modules. Owned by one role and used by another, as in production.
 */
public final class TestDatabase {

  private static final String OWNER = "latchkey_test_owner";
  private static final String SERVICE = "latchkey_test";
  private static final String PASSWORD = "test";
  private static final String RUN = "t" + ProcessHandle.current().pid();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Map<List<String>, String> TEMPLATES = new HashMap<>();

  private static final String ROLE =
      """
      DO $$ BEGIN
        CREATE ROLE %1$s LOGIN PASSWORD '%2$s';
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$\
      """;

  private final TestServer server;
  private final String name;

  private TestDatabase(TestServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /** A fresh database with the schemas of the kernel and of these modules. */
  public static TestDatabase with(String... modules) {
    List<String> schemas = new ArrayList<>(List.of("kernel"));
    schemas.addAll(List.of(modules));
    TestServer server = TestServer.get();
    String template = template(server, schemas);
    String name = "latchkey_" + RUN + "_" + NUMBER.incrementAndGet();
    server.execute(
        "postgres",
        "CREATE DATABASE %s TEMPLATE %s OWNER %s STRATEGY FILE_COPY"
            .formatted(name, template, OWNER));
    return new TestDatabase(server, name);
  }

  /** A fresh database that was never migrated. */
  public static TestDatabase empty() {
    TestServer server = TestServer.get();
    String name = "latchkey_" + RUN + "_" + NUMBER.incrementAndGet();
    create(server, name);
    return new TestDatabase(server, name);
  }

  private static synchronized String template(TestServer server, List<String> schemas) {
    return TEMPLATES.computeIfAbsent(List.copyOf(schemas), wanted -> migrated(server, wanted));
  }

  private static String migrated(TestServer server, List<String> schemas) {
    String template = "latchkey_" + RUN + "_template_" + NUMBER.incrementAndGet();
    create(server, template);
    Migrations.run(new TestDatabase(server, template).server(), schemas);
    return template;
  }

  private static void create(TestServer server, String database) {
    server.execute(
        "postgres",
        ROLE.formatted(OWNER, PASSWORD),
        ROLE.formatted(SERVICE, PASSWORD),
        "CREATE DATABASE %s OWNER %s".formatted(database, OWNER));
  }

  /** How the service reaches it. */
  public DatabaseServer server() {
    return through(server.host(), server.port());
  }

  /** How the service reaches it through a proxy. */
  public DatabaseServer through(String host, int port) {
    return new DatabaseServer(
        new DatabaseServer.Address(host, port, name, SslMode.DISABLE, Optional.empty()),
        login(SERVICE),
        login(OWNER));
  }

  private static DatabaseServer.Login login(String user) {
    return new DatabaseServer.Login(user, Optional.of(new Secret(PASSWORD)));
  }

  /** The URL that a launched jar takes as {@code database.url}, with the service's role. */
  public String url() {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(SERVICE, PASSWORD, server.host(), server.port(), name);
  }

  /** The role that migrates, as {@code user:password}. */
  public String owner() {
    return OWNER + ":" + PASSWORD;
  }

  /** Bounds that fit a test: patient, as a loaded machine is no fault of what is tested. */
  public static DatabaseConfig.Pool bounds() {
    return new DatabaseConfig.Pool(8, 200, Duration.ofSeconds(15), Duration.ofSeconds(5));
  }

  /** The bounds that a node has by default, for tests of the deadline itself. */
  public static DatabaseConfig.Pool shippedBounds() {
    return new DatabaseConfig.Pool(8, 200, Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  /** The database as the modules see it. */
  public Database open(Vertx vertx) {
    return Database.open(vertx, server(), bounds());
  }

  /** Runs statements with every right there is, such as to let time pass in a row. */
  public void execute(String... statements) {
    server.execute(name, statements);
  }

  /** The first column of every row, as text, read with every right there is. */
  public List<String> column(String query) {
    try (Connection connection =
            DriverManager.getConnection(
                server.jdbcUrl(name), server.superuser(), server.password());
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException("the test database refused a query", e);
    }
  }
}
