package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractYamlTest {

  @Test
  void onlyWhatJsonKnowsIsMoreThanAText() {
    JsonObject read =
        ContractYaml.read(
            "x",
            """
            200: yes
            time: 2026-11-21T10:00:00Z
            octal: 010
            sexagesimal: 22:30
            quoted: "12"
            folded: >-
              two
              words
            list: [1, -2.5, true, null, 9223372036, {}]
            """);

    assertThat(read)
        .isEqualTo(
            new JsonObject()
                .put("200", "yes")
                .put("time", "2026-11-21T10:00:00Z")
                .put("octal", "010")
                .put("sexagesimal", "22:30")
                .put("quoted", "12")
                .put("folded", "two words")
                .put(
                    "list",
                    new JsonArray()
                        .add(1)
                        .add(-2.5)
                        .add(true)
                        .addNull()
                        .add(9_223_372_036L)
                        .add(new JsonObject())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\nb: 2\\na: 3|x, line 3, has the key a a second time.",
        "a: &b 1|x, line 1, uses an anchor; write a $ref instead.",
        "a: *b|x, line 1, uses an anchor; write a $ref instead.",
        "a: !!java.net.URL 1|x, line 1, uses a tag.",
        "[1]: 2|x, line 1, has a key that is no text.",
        "- 1|x must hold one OpenAPI document.",
        "a: 1\\n---\\nb: 2|x holds more than one YAML document.",
        "a: [1|x, line 1, is not valid YAML",
      })
  void anythingElseIsRefused(String text, String sentence) {
    assertThatThrownBy(() -> ContractYaml.read("x", text.replace("\\n", "\n")))
        .isInstanceOf(BadContract.class)
        .hasMessageStartingWith(sentence);
  }
}
