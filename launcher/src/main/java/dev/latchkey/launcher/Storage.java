package dev.latchkey.launcher;

import dev.latchkey.kernel.config.DatabaseConfig;
import dev.latchkey.kernel.config.DatabaseServer;
import dev.latchkey.kernel.config.Secret;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.sql.Migrations;
import dev.latchkey.kernel.sql.SchemaFingerprint;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.launcher.postgres.Credentials;
import dev.latchkey.launcher.postgres.EmbeddedPostgres;
import dev.latchkey.launcher.postgres.RunningPostgres;
import io.vertx.core.Future;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the data is and what its secrets are encrypted under: a server that is configured, together
 * with its keyset, or the embedded one, beside which the keyset is made at the first start.
 *
 * @param embedded the server to stop in the end; empty for a configured one
 */
record Storage(DatabaseServer server, Keyset keyset, Optional<EmbeddedPostgres> embedded)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  /** The modules with a schema, in the order in which they are migrated. */
  static final List<String> SCHEMAS =
      List.of("kernel", "accounts", "sessions", "mfa", "invitations", "notifications");

  private static final int SHORTEST_KEYSET = 64;

  /**
   * Where the data is, as the settings say.
   *
   * @param keyset reads the configured one, which takes a while; refuses one that can't be used
   */
  record Place(
      Optional<DatabaseServer> server, Supplier<Optional<Keyset>> keyset, Path dataDirectory) {

    /**
     * Reads the settings.
     *
     * @throws dev.latchkey.kernel.config.BadSetting when a server is configured without a keyset
     */
    static Place from(Settings settings, DatabaseConfig database) {
      Optional<Secret> keyset =
          database.server().isPresent()
              ? Optional.of(settings.secret("secrets.keyset", SHORTEST_KEYSET))
              : settings.secret("secrets.keyset");
      return new Place(
          database.server(),
          () -> keyset.map(secret -> parsed(settings, secret)),
          settings.path("data.dir").toAbsolutePath());
    }

    /**
     * The configured server, or the embedded one of the Latchkey that runs it; none is started.
     *
     * @throws dev.latchkey.launcher.postgres.EmbeddedPostgresException when none is running
     */
    DatabaseServer running() {
      return server.orElseGet(() -> embedded(RunningPostgres.on(dataDirectory)));
    }

    private static Keyset parsed(Settings settings, Secret secret) {
      try {
        return Keyset.parse(secret.reveal());
      } catch (RuntimeException invalid) {
        throw settings.refused("secrets.keyset", "can't be used: " + invalid.getMessage());
      }
    }
  }

  /**
   * Starts the embedded server where none is configured.
   *
   * @throws dev.latchkey.kernel.config.BadSetting when the configured keyset can't be used
   */
  static Storage open(Place place) {
    Optional<Keyset> configured = place.keyset().get();
    return place
        .server()
        .map(server -> new Storage(server, configured.orElseThrow(), Optional.empty()))
        .orElseGet(() -> embedded(place.dataDirectory(), configured));
  }

  private static Storage embedded(Path data, Optional<Keyset> configured) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
    Keyset keyset = configured.orElseGet(() -> Keyset.loadOrCreate(data.resolve("keyset.json")));
    return new Storage(embedded(postgres.running()), keyset, Optional.of(postgres));
  }

  private static DatabaseServer embedded(RunningPostgres postgres) {
    return new DatabaseServer(
        new DatabaseServer.Address(
            postgres.host(),
            postgres.port(),
            postgres.database(),
            SslMode.DISABLE,
            Optional.empty()),
        login(postgres.service()),
        login(postgres.owner()));
  }

  private static DatabaseServer.Login login(Credentials role) {
    return new DatabaseServer.Login(role.user(), Optional.of(new Secret(role.password())));
  }

  /**
   * Brings the schemas up to date.
   *
   * @throws StartFailure with one sentence when the database can't be used
   */
  void migrate() {
    try {
      Migrations.run(server, SCHEMAS);
    } catch (IllegalStateException failure) {
      throw new StartFailure(String.valueOf(failure.getMessage()), failure);
    }
  }

  /** Says so when the service's role can do more than it should. */
  void warnOfOwner() {
    if (server.service().user().equals(server.migration().user())) {
      LOG.warn(
          "The service's database role owns its tables: give database.migration-user a role of its"
              + " own, so that the event log is append-only for the service.");
    }
  }

  /** Fails with one sentence when the service's own role can't use the database. */
  Future<?> admits(Sql database) {
    return admits(server, database);
  }

  /** The same of a server whose keyset is not needed. */
  static Future<?> admits(DatabaseServer server, Sql database) {
    return database
        .any("SELECT 1")
        .recover(
            cause ->
                Future.failedFuture(
                    new StartFailure(
                        "The database at %s can't be used by the role %s: %s"
                            .formatted(
                                server.address(), server.service().user(), cause.getMessage()),
                        cause)));
  }

  /** What the database looks like once it is up to date. */
  SchemaFingerprint fingerprint() {
    return SchemaFingerprint.of(server, SCHEMAS);
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
