package dev.latchkey.kernel.config;

import dev.latchkey.kernel.config.DatabaseServer.Login;
import java.util.Optional;

/** Puts the server together from its URL and the keys beside it. */
final class DatabaseServerSettings {
  private static final String URL = "database.url";
  private static final String USER = "database.user";
  private static final String PASSWORD = "database.password";
  private static final String MIGRATION_USER = "database.migration-user";
  private static final String MIGRATION_PASSWORD = "database.migration-password";

  private final Settings settings;
  private final Optional<Secret> url;
  private final Optional<String> user;
  private final Optional<Secret> password;
  private final Optional<String> migrationUser;
  private final Optional<Secret> migrationPassword;

  private DatabaseServerSettings(Settings settings) {
    this.settings = settings;
    url = settings.secret(URL);
    user = settings.optionalText(USER);
    password = settings.secret(PASSWORD);
    migrationUser = settings.optionalText(MIGRATION_USER);
    migrationPassword = settings.secret(MIGRATION_PASSWORD);
  }

  static Optional<DatabaseServer> read(Settings settings) {
    return new DatabaseServerSettings(settings).server();
  }

  private Optional<DatabaseServer> server() {
    requires(MIGRATION_PASSWORD, migrationPassword, MIGRATION_USER, migrationUser);
    requires(USER, user, URL, url);
    requires(PASSWORD, password, URL, url);
    requires(MIGRATION_USER, migrationUser, URL, url);
    return url.map(this::server);
  }

  private DatabaseServer server(Secret url) {
    var parts = parsed(url);
    var service = new Login(user(parts), either(PASSWORD, password, parts.password()));
    var migration = migrationUser.map(name -> new Login(name, migrationPassword));
    return new DatabaseServer(parts.address(), service, migration.orElse(service));
  }

  private DatabaseUrl parsed(Secret url) {
    try {
      return DatabaseUrl.parse(url.reveal());
    } catch (IllegalArgumentException wrong) {
      throw settings.refused(URL, String.valueOf(wrong.getMessage()));
    }
  }

  private String user(DatabaseUrl parts) {
    return either(USER, user, parts.user())
        .orElseThrow(() -> settings.refused(USER, "is empty, and database.url names no user."));
  }

  private <T> Optional<T> either(String key, Optional<T> beside, Optional<T> inUrl) {
    if (beside.isPresent() && inUrl.isPresent()) {
      throw settings.refused(key, "is given here and in database.url; keep one of them.");
    }
    return beside.or(() -> inUrl);
  }

  /** Without this, a forgotten URL would start the embedded database in silence. */
  private void requires(String key, Optional<?> value, String otherKey, Optional<?> otherValue) {
    if (value.isPresent() && otherValue.isEmpty()) {
      throw settings.refused(key, "is given without " + otherKey + ".");
    }
  }
}
