package dev.latchkey.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  enum Mode {
    STARTTLS,
    TLS_ONLY
  }

  @TempDir Path directory;

  @Test
  void theJarsDefaultsCountWhereNothingElseIsGiven() {
    var settings = Settings.load(Optional.empty(), Map.of());

    assertThat(settings.integer("http.port", 0, 65_535)).isEqualTo(8080);
    assertThat(settings.duration("http.idle-timeout", Duration.ZERO, Duration.ofHours(1)))
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.bytes("passwords.memory", 1, 1L << 40)).isEqualTo(19L << 20);
    assertThat(settings.flag("http.http2")).isTrue();
    assertThat(settings.list("cluster.members")).isEmpty();
    assertThat(settings.path("data.dir")).isEqualTo(Path.of("data"));
    assertThat(settings.optionalText("http.public-url")).isEmpty();
    assertThat(settings.optionalPath("http.tls.key")).isEmpty();
    assertThat(settings.secret("database.url")).isEmpty();
  }

  @Test
  void theFileWinsOverTheDefaultsAndTheEnvironmentOverTheFile() throws IOException {
    var file = file("http: {port: 1, host: from-file}");

    var settings = Settings.load(Optional.of(file), Map.of("LATCHKEY_HTTP_PORT", "2"));

    assertThat(settings.integer("http.port", 0, 65_535)).isEqualTo(2);
    assertThat(settings.text("http.host")).isEqualTo("from-file");
    assertThat(settings.text("management.host")).isEqualTo("127.0.0.1");
  }

  @Test
  void aListIsWrittenWithCommasInTheEnvironment() {
    assertThat(environment("LATCHKEY_CLUSTER_MEMBERS", "a:1, b:2 ").list("cluster.members"))
        .containsExactly("a:1", "b:2");
    assertThat(environment("LATCHKEY_CLUSTER_MEMBERS", " ").list("cluster.members")).isEmpty();
    refused(
        () -> environment("LATCHKEY_CLUSTER_MEMBERS", "a:1,,b:2").list("cluster.members"),
        "cluster.members (environment variable LATCHKEY_CLUSTER_MEMBERS) has an empty entry.");
  }

  @Test
  void aListHasAtMost256Entries() {
    var entries = String.join(",", Collections.nCopies(256, "a:1"));

    assertThat(environment("LATCHKEY_CLUSTER_MEMBERS", entries).list("cluster.members"))
        .hasSize(256);
    refused(
        () -> environment("LATCHKEY_CLUSTER_MEMBERS", entries + ",a:1").list("cluster.members"),
        "cluster.members (environment variable LATCHKEY_CLUSTER_MEMBERS) has 257 entries, but may"
            + " have 256 at most.");
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLineAndTheNearestKnownOne() {
    refused(
        () -> load("http:\n  prot: 1"),
        "http.prot (line 2 of %s) is not a known setting; did you mean http.port?");
    refused(() -> load("weather: fine"), "weather (line 1 of %s) is not a known setting.");
    refused(
        () -> load("http: 8080"),
        "http (line 1 of %s) is a group of settings, not a setting; give it the settings below"
            + " it.");
    refused(
        () -> load("http: {port: {number: 1}}"),
        "http.port.number (line 1 of %s) is not a known setting.");
  }

  @Test
  void anUnknownVariableIsRefusedWithTheNearestKnownOne() {
    refused(
        () -> environment("LATCHKEY_HTP_PORT", "1"),
        "LATCHKEY_HTP_PORT (environment variable) is not a known setting; did you mean"
            + " LATCHKEY_HTTP_PORT?");
    assertThat(environment("PATH", "/bin").unread()).isNotEmpty();
  }

  @Test
  void aListForASingleValueAndTheOtherWayRoundAreRefused() {
    refused(
        () -> load("http: {port: [1]}"),
        "http.port (line 1 of %s) is a list, but must be a single value.");
    refused(
        () -> load("cluster: {members: one}"),
        "cluster.members (line 1 of %s) is a single value, but must be a list such as [ONE, TWO].");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "65536", "8080x", "0x50", "8 080", "", "99999999999999999999", "1.0"})
  void aWholeNumberOutOfBoundsIsRefused(String value) {
    refused(
        () -> environment("LATCHKEY_HTTP_PORT", value).integer("http.port", 0, 65_535),
        "http.port (environment variable LATCHKEY_HTTP_PORT) is \""
            + value
            + "\", but must be a whole number from 0 to 65535.");
  }

  @Test
  void theBoundsThemselvesAreAllowed() {
    assertThat(environment("LATCHKEY_HTTP_PORT", "0").integer("http.port", 0, 1)).isZero();
    assertThat(environment("LATCHKEY_HTTP_PORT", "1").integer("http.port", 0, 1)).isOne();
    assertThat(environment("LATCHKEY_HTTP_MAX_BODY", "1KiB").bytes("http.max-body", 1024, 1024))
        .isEqualTo(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "0s", "61s", "2m", "30 s", "30S", "PT30S", "-1s", "1.5s", ""})
  void aDurationWithoutUnitOrOutOfBoundsIsRefused(String value) {
    refused(
        () ->
            environment("LATCHKEY_HTTP_IDLE_TIMEOUT", value)
                .duration("http.idle-timeout", Duration.ofMillis(500), Duration.ofMinutes(1)),
        "http.idle-timeout (environment variable LATCHKEY_HTTP_IDLE_TIMEOUT) is \""
            + value
            + "\", but must be a duration from 500ms to 1m, such as 30s.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"64", "64kb", "64 KiB", "0B", "1025KiB", "1GiB", ""})
  void aSizeWithoutUnitOrOutOfBoundsIsRefused(String value) {
    refused(
        () -> environment("LATCHKEY_HTTP_MAX_BODY", value).bytes("http.max-body", 1, 1L << 20),
        "http.max-body (environment variable LATCHKEY_HTTP_MAX_BODY) is \""
            + value
            + "\", but must be a size from 1B to 1MiB, such as 64KiB.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "True", "1", ""})
  void aFlagIsTrueOrFalse(String value) {
    assertThat(environment("LATCHKEY_HTTP_HTTP2", "false").flag("http.http2")).isFalse();
    refused(
        () -> environment("LATCHKEY_HTTP_HTTP2", value).flag("http.http2"),
        "http.http2 (environment variable LATCHKEY_HTTP_HTTP2) is \""
            + value
            + "\", but must be true or false.");
  }

  @Test
  void aChoiceIsWrittenInSmallLettersWithDashes() {
    assertThat(
            environment("LATCHKEY_MAIL_SMTP_TLS", "verify-full")
                .choice("mail.smtp.tls", SslMode.class))
        .isEqualTo(SslMode.VERIFY_FULL);
    refused(
        () -> environment("LATCHKEY_MAIL_SMTP_TLS", "ssl").choice("mail.smtp.tls", Mode.class),
        "mail.smtp.tls (environment variable LATCHKEY_MAIL_SMTP_TLS) is \"ssl\", but must be one"
            + " of starttls, tls-only.");
  }

  @Test
  void aTextThatMustBeGivenMayNotBeEmpty() {
    refused(
        () -> environment("LATCHKEY_HTTP_HOST", "").text("http.host"),
        "http.host (environment variable LATCHKEY_HTTP_HOST) is empty, but must be given.");
    refused(
        () -> Settings.load(Optional.empty(), Map.of()).path("mail.directory"),
        "mail.directory (default) is empty, but must be given.");
  }

  @Test
  void aTextIsOneLineOfAtMost1024Characters() {
    assertThat(environment("LATCHKEY_HTTP_HOST", "h".repeat(1024)).text("http.host")).hasSize(1024);
    refused(
        () -> environment("LATCHKEY_HTTP_HOST", "h".repeat(1025)).text("http.host"),
        "http.host (environment variable LATCHKEY_HTTP_HOST) is longer than 1024 characters.");
    refused(
        () -> environment("LATCHKEY_HTTP_HOST", "a\nb").text("http.host"),
        "http.host (environment variable LATCHKEY_HTTP_HOST) holds a control character, such as a"
            + " line break.");
  }

  @Test
  void aMessageStaysOnOneLineWhateverTheValue() {
    refused(
        () -> environment("LATCHKEY_HTTP_PORT", "1\n\u001b[2J").integer("http.port", 0, 1),
        "http.port (environment variable LATCHKEY_HTTP_PORT) is \"1??[2J\", but must be a whole"
            + " number from 0 to 1.");
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithTheReason() throws IOException {
    var missing = directory.resolve("missing.yaml");
    var latin1 = Files.write(directory.resolve("latin1.yaml"), new byte[] {'#', (byte) 0xe4});
    var large = Files.write(directory.resolve("large.yaml"), new byte[(1 << 20) + 1]);

    unreadable(missing, "does not exist.");
    unreadable(directory, "is a directory, but must be a file.");
    unreadable(latin1, "is not a text in UTF-8.");
    unreadable(large, "is larger than 1MiB.");
  }

  @Test
  void aKeyIsUnreadUntilSomebodyReadsIt() {
    var settings = Settings.load(Optional.empty(), Map.of());
    assertThat(settings.unread()).contains("http.port", "http.trusted-proxies", "secrets.keyset");

    settings.integer("http.port", 0, 65_535);
    settings.list("http.trusted-proxies");
    settings.secret("secrets.keyset");

    assertThat(settings.unread())
        .doesNotContain("http.port", "http.trusted-proxies", "secrets.keyset")
        .contains("http.host");
  }

  @Test
  void aKeyThatDoesNotExistIsAnErrorOfTheProgram() {
    var settings = Settings.load(Optional.empty(), Map.of());

    assertThatIllegalArgumentException().isThrownBy(() -> settings.text("http.hots"));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.text("cluster.members"));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.list("http.host"));
  }

  @Test
  void aModulesOwnRuleNamesKeyAndSourceToo() {
    assertThat(environment("LATCHKEY_HTTP_TLS_KEY", "k.pem").refused("http.tls.key", "is lonely."))
        .hasMessage("http.tls.key (environment variable LATCHKEY_HTTP_TLS_KEY) is lonely.");
  }

  @Test
  void noValueIsShownWhenTheSettingsArePrinted() {
    var settings = environment("LATCHKEY_DATABASE_PASSWORD", "canary");

    assertThat(settings.toString())
        .contains("database.password (environment variable LATCHKEY_DATABASE_PASSWORD)")
        .contains("http.port (default)")
        .doesNotContain("canary");
  }

  private static Settings environment(String name, String value) {
    return Settings.load(Optional.empty(), Map.of(name, value));
  }

  private Settings load(String yaml) throws IOException {
    return Settings.load(Optional.of(file(yaml)), Map.of());
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("my.yaml"), yaml, StandardCharsets.UTF_8);
  }

  private void refused(ThrowingCallable act, String sentence) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(act)
        .withMessage(sentence.replace("%s", directory.resolve("my.yaml").toString()));
  }

  private static void unreadable(Path file, String reason) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> Settings.load(Optional.of(file), Map.of()))
        .withMessage("The configuration file " + file + " " + reason);
  }
}
