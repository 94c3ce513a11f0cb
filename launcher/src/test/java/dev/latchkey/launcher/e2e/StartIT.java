package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the jar says when it starts, and when it can't. */
class StartIT {

  private static final String REFUSAL = "Latchkey can't start: ";

  /** A line of the log that is no error. */
  private static final Pattern ORDINARY = Pattern.compile("\\S+Z (INFO |WARN ) \\[.*");

  private static final String NOBODY_THERE = "postgresql://latchkey:secret@127.0.0.1:1/latchkey";

  private static String keyset = "";

  @TempDir Path home;

  @BeforeAll
  static void makeAKeyset(@TempDir Path home) {
    Launch.Ended ended = Launch.in(home).saying("new-keyset").run();
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    keyset = ended.out().strip();
  }

  @Test
  void theFirstStartPrintsOneReadyLineAndHowToSetUpByPasting() throws Exception {
    try (Latchkey latchkey = Launch.in(home.resolve("new")).start()) {
      String token = latchkey.setUpToken();
      List<String> lines = latchkey.out().lines().toList();
      assertThat(lines).hasSize(4);
      assertThat(lines.get(0)).isEqualTo("Latchkey is ready at " + latchkey.url());
      assertThat(lines.get(1)).isEqualTo("Set-up token: " + token);
      assertThat(pasted(lines.get(3))).contains("organizationId", "userId");
      latchkey
          .ask(
              Ask.post(
                  "/sessions", "email", "you@example.com", "password", "choose several words here"))
          .expect(201);
      assertThat(latchkey.out().lines()).hasSize(4);
    }
  }

  private static String pasted(String command) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl here");
    Process shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    return new String(shell.getInputStream().readAllBytes());
  }

  @Test
  void aLaterStartPrintsTheReadyLineAlone() throws Exception {
    try (Latchkey latchkey = Installation.copiedTo(home.resolve("copy")).start()) {
      Installation.owner(latchkey).signIn();
      assertThat(latchkey.out()).isEqualTo("Latchkey is ready at " + latchkey.url() + "\n");
      assertThat(latchkey.manage("/health/ready").status()).isEqualTo(200);
      assertThat(latchkey.manage("/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void aSecondStartInTheSameDataDirectoryIsRefusedAndTheFirstGoesOn() throws Exception {
    Launch launch = Installation.copiedTo(home.resolve("copy"));
    try (Latchkey first = launch.start()) {
      Launch second = launch.with("management.port", Launch.freePort());
      assertRefused(second, "Another Latchkey is using the data directory");
      Installation.owner(first).signIn().me().expect(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.prot | 8080 | LATCHKEY_HTTP_PROT",
        "http.port | 99999 | http.port",
        "http.port | eighty | http.port",
        "mail.transport | pigeon | mail.transport",
        "sessions.lifetime | 31d | sessions.lifetime",
        "database.user | latchkey | database.url",
        "secrets.keyset | short | secrets.keyset",
        "secrets.keyset | {\"primaryKeyId\":1,\"key\":[]} | secrets.keyset",
        "secrets.keyset | change-me-change-me-change-me-change-me-change-me-change-me-change-me |"
            + " secrets.keyset",
        "http.tls.key | /nowhere/key.pem | http.tls.certificate",
        "passwords.memory | 7MiB | passwords.memory",
        "http.public-url | ftp://example.org | http.public-url",
        "http.trusted-proxies | everybody | http.trusted-proxies",
        "http.cors.origins | * | http.cors.origins",
      })
  void aBadSettingIsNamed(String key, String value, String named) {
    assertRefused(Launch.in(home).with(key, value), named);
  }

  @Test
  void anUnknownKeyOfTheFileIsNamedWithItsFile() throws IOException {
    Path file = home.resolve("mine.yaml");
    Files.writeString(file, "http:\n  prot: 8080\n");
    assertRefused(Launch.in(home).saying("--config", file.toString()), "http.prot");
    assertRefused(Launch.in(home).saying("--config", home + "/none.yaml"), "does not exist");
  }

  @Test
  void anUnknownArgumentIsNamed() {
    assertRefused(Launch.in(home).saying("--verbose"), "'--verbose'");
  }

  @Test
  void aDatabaseThatNobodyServesIsNamedWithoutItsPassword() {
    Launch launch =
        Launch.in(home).with("database.url", NOBODY_THERE).with("secrets.keyset", keyset);
    assertThat(assertRefused(launch, "127.0.0.1:1").errLines()).hasSize(1);
    assertThat(launch.run().err()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"database.migration-user", "database.user"})
  void aDatabaseThatRefusesARoleIsNamed(String key) {
    TestDatabase database =
        TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    String url = database.url().replaceFirst("//[^@]*@", "//");
    String[] owner = database.owner().split(":", 2);
    String service = database.url().replaceFirst(".*//([^:]*):.*", "$1");
    Launch launch =
        Launch.in(home)
            .with("database.url", url)
            .with("database.user", service)
            .with("database.password", "is-trusted-in-tests")
            .with("database.migration-user", owner[0])
            .with("database.migration-password", "is-trusted-in-tests")
            .with("secrets.keyset", keyset);
    // Another service role than the one that the template was migrated for, so both are tried.
    database.execute("UPDATE kernel.migrated SET fingerprint = 'other'");
    Launch.Ended ended = assertRefused(launch.with(key, "nobody"), "role \"nobody\"");
    assertThat(ended.err()).doesNotContain("is-trusted");
  }

  @Test
  void aDatabaseOfOnesOwnWantsAKeysetOfOnesOwn() {
    assertRefused(Launch.in(home).with("database.url", NOBODY_THERE), "secrets.keyset");
  }

  @Test
  void anotherKeysetThanTheOneOfTheDatabaseIsRefused() {
    TestDatabase database =
        TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    Launch launch = Launch.in(home).on(database, keyset);
    launch.start().close();
    String other = Launch.in(home).saying("new-keyset").run().out().strip();
    assertRefused(launch.on(database, other), "keyset");
  }

  @Test
  void aServingRoleThatOwnsItsTablesIsWarnedOf() {
    TestDatabase database = TestDatabase.empty();
    String owner = database.url().replaceFirst("//[^@]*@", "//" + database.owner() + "@");
    Launch launch = Launch.in(home).with("database.url", owner).with("secrets.keyset", keyset);
    try (Latchkey latchkey = launch.start()) {
      assertThat(latchkey.log()).contains("The service's database role owns its tables");
    }
  }

  @Test
  void aMigrationThatWasChangedAfterItRanIsRefused() {
    TestDatabase database =
        TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    database.execute(
        "UPDATE kernel.migrated SET fingerprint = 'other'",
        "UPDATE accounts.flyway_schema_history SET checksum = 1 WHERE version = '1'");
    assertRefused(Launch.in(home).on(database, keyset), "'accounts'");
  }

  @ParameterizedTest
  @CsvSource({"http.port", "management.port"})
  void aTakenPortIsNamed(String key) throws IOException {
    TestDatabase database =
        TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Launch launch = Launch.in(home).on(database, keyset).with(key, taken.getLocalPort());
      assertRefused(launch, "127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void helpSaysHowToUseItAndANewKeysetIsFitForUse() {
    Launch.Ended help = Launch.in(home).saying("--help").run();
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: java -jar latchkey.jar");
    assertThat(help.err()).isEmpty();
    TestDatabase database =
        TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    try (Latchkey latchkey = Launch.in(home).on(database, keyset).start()) {
      Person.owner(latchkey).signIn().me().expect(200);
    }
  }

  /** Exit code 1, nothing on standard output, and one sentence that is no stack trace. */
  static Launch.Ended assertRefused(Launch launch, String named) {
    Launch.Ended ended = launch.run();
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.errLines().filter(line -> !ORDINARY.matcher(line).matches()))
        .as(ended.err())
        .singleElement()
        .asString()
        .startsWith(REFUSAL)
        .contains(named);
    return ended;
  }
}
