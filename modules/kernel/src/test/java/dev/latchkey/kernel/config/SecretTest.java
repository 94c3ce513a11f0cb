package dev.latchkey.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  private static final String KEY = "secrets.keyset";
  private static final String SOURCE = KEY + " (environment variable LATCHKEY_SECRETS_KEYSET) ";
  private static final String RANDOM = "q7Zp4xN1wK8rT2vB5mC9sD3fG6hJ0kLy";

  @TempDir Path directory;

  @Test
  void aSecretIsGivenAsItselfOrInAFile() throws IOException {
    var file = Files.writeString(directory.resolve("keyset"), "{\n \"a\": 1\n}\n");

    assertThat(given(RANDOM).secret(KEY)).contains(new Secret(RANDOM));
    assertThat(given("file:" + file).secret(KEY)).contains(new Secret("{\n \"a\": 1\n}"));
    assertThat(given("").secret(KEY)).isEmpty();
  }

  @Test
  void aFileThatHoldsNoSecretIsNamedWithTheReason() throws IOException {
    var empty = Files.writeString(directory.resolve("empty"), "\n");
    var large = Files.write(directory.resolve("large"), new byte[(1 << 16) + 1]);

    refused("file:" + empty, "names the file \"" + empty + "\", which is empty.");
    refused("file:/no/such", "names the file \"/no/such\", which does not exist.");
    refused("file:" + large, "names the file \"" + large + "\", which is larger than 64KiB.");
    refused(
        "file:keyset",
        "starts with file: and must go on with an absolute path, such as file:/run/secrets/key.");
    refused("file:/\0", "names no path after file:.");
    refused("x".repeat((1 << 16) + 1), "is longer than 64KiB.");
  }

  @Test
  void aSecretOfTheServiceItselfMustBeGivenAndLongEnough() {
    assertThat(given(RANDOM).secret(KEY, 32).reveal()).isEqualTo(RANDOM);
    weak("", "is empty, but must be given.");
    weak(RANDOM.substring(1), "is too short for a secret; it must have 32 characters at least.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "changemechangemechangemechangeme",
        "Change-This-Before-Production-123456",
        "replace_me_replace_me_replace_me",
        "an-insecure-default-secret-1234567890",
        "00000000000000000000000000000000",
        "abcabcabcabcabcabcabcabcabcabcab",
      })
  void anExampleThatWasNeverReplacedIsRefused(String value) {
    weak(value, "looks like an example; it must be made at random.");
  }

  @Test
  void aSecretIsNeverShownByTheRecordThatHoldsIt() {
    record Holder(Secret secret) {}

    assertThat(new Holder(new Secret("canary"))).hasToString("Holder[secret=(hidden)]");
  }

  @Test
  void secretsAreEqualByTheirValue() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
    assertThat(new Secret("a")).isNotEqualTo(new Secret("b"));
  }

  private static Settings given(String value) {
    return Settings.load(Optional.empty(), Map.of("LATCHKEY_SECRETS_KEYSET", value));
  }

  private static void refused(String value, String wrong) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> given(value).secret(KEY))
        .withMessage(SOURCE + wrong);
  }

  private static void weak(String value, String wrong) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> given(value).secret(KEY, 32))
        .withMessage(SOURCE + wrong);
  }
}
