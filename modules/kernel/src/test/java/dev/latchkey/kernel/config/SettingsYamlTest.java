package dev.latchkey.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsYamlTest {
  @Test
  void groupsBecomeDottedKeysWithTheirLines() {
    var settings = SettingsYaml.parse("f", "mail:\n  smtp:\n    port: 25\nregistration: open\n");

    assertThat(settings.values())
        .containsExactly(
            Setting.single("mail.smtp.port", "25", "line 3 of f"),
            Setting.single("registration", "open", "line 4 of f"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"010", "no", "22:30", "1e3", "2026-11-01", "0x10", "1_000"})
  void aValueStaysTheTextItIs(String text) {
    assertThat(SettingsYaml.parse("f", "key: " + text).get("key"))
        .isEqualTo(Setting.single("key", text, "line 1 of f"));
  }

  @Test
  void listsAreWrittenInEitherStyle() {
    var expected = Setting.list("key", List.of("a", "b c"), "line 1 of f");

    assertThat(SettingsYaml.parse("f", "key: [a, b c]").get("key")).isEqualTo(expected);
    assertThat(SettingsYaml.parse("f", "key:\n  - a\n  - \"b c\"\n").get("key").values())
        .isEqualTo(expected.values());
    assertThat(SettingsYaml.parse("f", "key: []").get("key").values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "---\n...\n", "{}"})
  void aFileMayHoldNoSettings(String text) {
    assertThat(SettingsYaml.parse("f", text)).isEmpty();
  }

  @Test
  void aNameGivenTwiceIsRefused() {
    refused("http:\n  port: 1\n  port: 2\n", "http.port (line 3 of f) is given a second time.");
    refused("http: {port: 1}\nhttp: {host: a}\n", "http (line 2 of f) is given a second time.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &x 1",
        "a: *x",
        "a: !!str 1",
        "a: ! 1",
        "a: !own 1",
        "a: !!javax.script.ScriptEngineManager [1]",
        "a: &x [1]",
        "a: [&x 1]",
        "a: [*x]",
        "a: &x {b: 1}",
        "&x a: 1",
      })
  void anchorsAliasesAndTagsAreRefused(String text) {
    refused(text, "a (line 1 of f) uses a YAML anchor, alias or tag, which settings do not allow.");
  }

  @Test
  void theWholeDocumentMayHaveNoTagEither() {
    refused(
        "!!map {a: 1}",
        "The first line (line 1 of f) uses a YAML anchor, alias or tag, which settings do not"
            + " allow.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:", "a: ~", "a: null", "a: [~]", "a: [null]"})
  void aMissingValueIsRefused(String text) {
    refused(text, "a (line 1 of f) has no value; write \"\" for an empty one, or leave it out.");
  }

  @Test
  void anEmptyGroupIsRefused() {
    refused("a: {}", "a (line 1 of f) has no value; leave it out.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http.port", "maxBody", "max_body", "Port", "<<", "8080", "\"a b\"", "-"})
  void aNameIsKebabCaseAndNamesOneGroup(String name) {
    refused(
        "http:\n  \"" + name.replace("\"", "") + "\": 1",
        "A name below http (line 2 of f) must be of small letters, digits and dashes, such as"
            + " max-body, one for each group.");
  }

  @Test
  void aNameIsASingleText() {
    refused(
        "? [a, b]\n: 1",
        "A name (line 1 of f) must be of small letters, digits and dashes, such as max-body, one"
            + " for each group.");
  }

  @Test
  void listsOfAnythingButSingleValuesAreRefused() {
    refused("a: [[b]]", "a (line 1 of f) must be a list of single values.");
    refused("a: [{b: 1}]", "a (line 1 of f) must be a list of single values.");
  }

  @Test
  void deepNestingEndsBeforeTheStackDoes() {
    assertThat(SettingsYaml.parse("f", "a: {b: {c: {d: 1}}}")).containsKey("a.b.c.d");
    refused("a: {b: {c: {d: {e: 1}}}}", "a.b.c.d (line 1 of f) is nested too deeply.");
    refused("{a: ".repeat(100_000), "a.a.a.a (line 1 of f) is nested too deeply.");
  }

  @Test
  void onlyOneDocumentOfGroupsIsTaken() {
    refused("a: 1\n---\nb: 2\n", "f holds more than one YAML document, but must hold one.");
    refused("[a]", "f must hold groups of settings, such as http: and below it port:.");
    refused("hello", "f must hold groups of settings, such as http: and below it port:.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database:\n  password: \"canary",
        "database:\n  password: canary: x",
        "database:\n\tpassword: canary",
        "database:\n  password: @canary",
        "database:\n  password: [canary",
        "database:\n  password: \"\\qcanary\"",
      })
  void aLineThatIsNotYamlIsNamedButNotQuoted(String text) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> SettingsYaml.parse("f", text))
        .satisfies(
            bad ->
                assertThat(bad.getMessage()).matches("f, line [12], is not valid YAML: [^\\n]+\\."))
        .satisfies(bad -> assertThat(bad.getMessage()).doesNotContain("canary"));
  }

  @Test
  void charactersThatYamlForbidsAreRefused() {
    refused("a: b\u0000", "f holds a character that YAML does not allow.");
  }

  private static void refused(String text, String sentence) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> SettingsYaml.parse("f", text))
        .withMessage(sentence);
  }
}
