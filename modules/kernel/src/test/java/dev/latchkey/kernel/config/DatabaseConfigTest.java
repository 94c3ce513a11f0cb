package dev.latchkey.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.kernel.config.DatabaseConfig.Pool;
import dev.latchkey.kernel.config.DatabaseServer.Address;
import dev.latchkey.kernel.config.DatabaseServer.Login;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {
  private static final String URL = "LATCHKEY_DATABASE_URL";
  private static final String USER = "LATCHKEY_DATABASE_USER";
  private static final String PASSWORD = "LATCHKEY_DATABASE_PASSWORD";
  private static final String MIGRATION_USER = "LATCHKEY_DATABASE_MIGRATION_USER";
  private static final String MIGRATION_PASSWORD = "LATCHKEY_DATABASE_MIGRATION_PASSWORD";

  @Test
  void byDefaultTheEmbeddedDatabaseIsUsed() {
    assertThat(config(Map.of()))
        .isEqualTo(
            new DatabaseConfig(
                Optional.empty(), new Pool(16, 200, Duration.ofSeconds(2), Duration.ofSeconds(2))));
  }

  @Test
  void everyKeyOfTheGroupIsRead() {
    var settings = Settings.load(Optional.empty(), Map.of());

    DatabaseConfig.from(settings);

    assertThat(settings.unread()).noneMatch(key -> key.startsWith("database."));
  }

  static Stream<SettingComment> ranges() throws IOException {
    try (var file = DatabaseConfigTest.class.getResourceAsStream("/latchkey.yaml")) {
      return SettingComment.of(new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .values()
          .stream()
          .filter(comment -> comment.key().startsWith("database.") && comment.hasRange());
    }
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void theBoundsAreThoseThatTheCommentStates(SettingComment comment) {
    var twin = KnownSettings.twin(comment.key());

    assertThatCode(() -> config(Map.of(twin, comment.min()))).doesNotThrowAnyException();
    assertThatCode(() -> config(Map.of(twin, comment.max()))).doesNotThrowAnyException();
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> config(Map.of(twin, "x")))
        .withMessageContaining(" from " + comment.min() + " to " + comment.max());
  }

  @Test
  void theUrlNamesServerUserAndPassword() {
    assertThat(
            server(
                Map.of(URL, "postgresql://app:s%40cret+1@db.example:6432/users?sslmode=require")))
        .isEqualTo(
            new DatabaseServer(
                new Address("db.example", 6432, "users", SslMode.REQUIRE, Optional.empty()),
                login("app", "s@cret+1"),
                login("app", "s@cret+1")));
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://u@h/d,h:5432/d",
    "postgresql://u@my_db-1:1/d,my_db-1:1/d",
    "postgresql://u@[::1]:5433/d,[::1]:5433/d",
    "postgresql://u@127.0.0.1/my%20db,127.0.0.1:5432/my db",
    "postgresql://u:a:b@h/d,h:5432/d",
  })
  void theAddressIsFitForMessages(String url, String address) {
    assertThat(server(Map.of(URL, url)).address()).hasToString(address);
  }

  @Test
  void theAuthoritiesGoWithTheModesThatVerify() {
    var address =
        server(Map.of(URL, "postgresql://u@h/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"))
            .address();

    assertThat(address.sslMode()).isEqualTo(SslMode.VERIFY_FULL);
    assertThat(address.authorities()).contains(Path.of("/etc/ca.pem"));
    assertThat(server(Map.of(URL, "postgresql://u@h/d")).address().sslMode())
        .isEqualTo(SslMode.PREFER);
    refused(
        Map.of(URL, "postgresql://u:canary@h/d?sslmode=verify-ca"),
        "database.url (environment variable LATCHKEY_DATABASE_URL) must have sslrootcert with"
            + " sslmode verify-ca or verify-full, and only with them.");
    refused(
        Map.of(URL, "postgresql://u:canary@h/d?sslmode=require&sslrootcert=/ca.pem"),
        "database.url (environment variable LATCHKEY_DATABASE_URL) must have sslrootcert with"
            + " sslmode verify-ca or verify-full, and only with them.");
  }

  @Test
  void userAndPasswordMayStandBesideTheUrl() {
    var server =
        server(
            Map.of(URL, "postgresql://h/d", USER, "app", PASSWORD, "p", MIGRATION_USER, "owner"));

    assertThat(server.service()).isEqualTo(login("app", "p"));
    assertThat(server.migration()).isEqualTo(new Login("owner", Optional.empty()));
  }

  @Test
  void theMigratingRoleMayBeAnother() {
    var server =
        server(
            Map.of(
                URL, "postgresql://app:p@h/d", MIGRATION_USER, "owner", MIGRATION_PASSWORD, "q"));

    assertThat(server.service()).isEqualTo(login("app", "p"));
    assertThat(server.migration()).isEqualTo(login("owner", "q"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?user=u&password=canary",
        "mysql://u:canary@h/d",
        "postgresql://u:canary@h",
        "postgresql://u:canary@h/",
        "postgresql://u:canary@/d",
        "postgresql://u:canary@h1,h2/d",
        "postgresql://u:canary@h:port/d",
        "postgresql://u:canary/x@h/d",
        "postgresql://u:canary%zz@h/d",
        "postgresql://u:canary%00@h/d",
        "postgresql://u:canary@h/d#f",
        "host=h password=canary",
      })
  void anotherShapeIsRefusedWithoutQuotingIt(String url) {
    refused(
        Map.of(URL, url),
        "database.url (environment variable LATCHKEY_DATABASE_URL) must look like"
            + " postgresql://USER:PASSWORD@HOST:5432/NAME?sslmode=require, with special characters"
            + " written as %XX.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "99999"})
  void aPortOutOfBoundsIsRefused(String port) {
    refused(
        Map.of(URL, "postgresql://u:canary@h:" + port + "/d"),
        "database.url (environment variable LATCHKEY_DATABASE_URL) names a port that is not from 1"
            + " to 65535.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "options=-c",
        "sslmode",
        "sslmode=require&sslmode=disable",
        "sslmode=require&",
        "password=x"
      })
  void otherParametersAreRefused(String parameters) {
    refused(
        Map.of(URL, "postgresql://u:canary@h/d?" + parameters),
        "database.url (environment variable LATCHKEY_DATABASE_URL) may have the parameters sslmode"
            + " and sslrootcert, each once, and no other.");
  }

  @Test
  void anUnknownSslModeIsRefused() {
    refused(
        Map.of(URL, "postgresql://u:canary@h/d?sslmode=yes"),
        "database.url (environment variable LATCHKEY_DATABASE_URL) names an sslmode that is none of"
            + " disable, allow, prefer, require, verify-ca, verify-full.");
  }

  @Test
  void whatIsGivenTwiceIsRefused() {
    refused(
        Map.of(URL, "postgresql://u:canary@h/d", USER, "u"),
        "database.user (environment variable LATCHKEY_DATABASE_USER) is given here and in"
            + " database.url; keep one of them.");
    refused(
        Map.of(URL, "postgresql://u:canary@h/d", PASSWORD, "canary"),
        "database.password (environment variable LATCHKEY_DATABASE_PASSWORD) is given here and in"
            + " database.url; keep one of them.");
  }

  @Test
  void aForgottenUrlIsNoticed() {
    refused(
        Map.of(USER, "u"),
        "database.user (environment variable LATCHKEY_DATABASE_USER) is given without"
            + " database.url.");
    refused(
        Map.of(PASSWORD, "canary"),
        "database.password (environment variable LATCHKEY_DATABASE_PASSWORD) is given without"
            + " database.url.");
    refused(
        Map.of(MIGRATION_USER, "u"),
        "database.migration-user (environment variable LATCHKEY_DATABASE_MIGRATION_USER) is given"
            + " without database.url.");
    refused(
        Map.of(URL, "postgresql://u@h/d", MIGRATION_PASSWORD, "canary"),
        "database.migration-password (environment variable LATCHKEY_DATABASE_MIGRATION_PASSWORD) is"
            + " given without database.migration-user.");
  }

  @Test
  void aUserMustBeNamedSomewhere() {
    refused(
        Map.of(URL, "postgresql://h/d"),
        "database.user (default) is empty, and database.url names no user.");
  }

  @Test
  void noPasswordIsShownWhenTheConfigIsPrinted() {
    assertThat(config(Map.of(URL, "postgresql://app:canary@h/d")).toString())
        .contains("h:5432/d", "app")
        .doesNotContain("canary");
  }

  private static Login login(String user, String password) {
    return new Login(user, Optional.of(new Secret(password)));
  }

  private static DatabaseServer server(Map<String, String> environment) {
    return config(environment).server().orElseThrow();
  }

  private static DatabaseConfig config(Map<String, String> environment) {
    return DatabaseConfig.from(Settings.load(Optional.empty(), environment));
  }

  private static void refused(Map<String, String> environment, String sentence) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> config(environment))
        .withMessage(sentence);
  }
}
