package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.router.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as clients write it that care neither for case nor for what has no value. */
class LooseMembersTest {

  private static final LooseMembers MEMBERS =
      LooseMembers.of(
          ContractYaml.read(
              "schema",
              """
              type: object
              properties:
                Name: {type: string}
                Version: {type: integer}
                Details: {type: object, properties: {Name: {type: string}, Locked: {type: boolean}}}
                Rows: {type: array, items: {type: object, properties: {Id: {type: integer}}}}
              """),
          new References(new JsonObject()),
          "it");

  private static Object spelled(String json) {
    return MEMBERS.spelled(StrictJson.parse(Buffer.buffer(json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"a\",\"VERSION\":1}|{\"Name\":\"a\",\"Version\":1}",
        "{\"details\":{\"name\":\"a\",\"locked\":null}}|{\"Details\":{\"Name\":\"a\"}}",
        "{\"rows\":[{\"id\":1,\"x\":null}]}|{\"Rows\":[{\"Id\":1}]}",
        "{\"Name\":null,\"name\":\"a\",\"Version\":null}|{\"Name\":\"a\"}",
        "{\"other\":{\"name\":null,\"NAME\":1},\"Other\":[null]}|{\"other\":{\"NAME\":1},\"Other\":[null]}",
        "{\"Version\":\"1\"}|{\"Version\":\"1\"}",
      })
  void anObjectIsSpelledAsItsSchemaDoes(String sent, String json) {
    assertThat(spelled(sent)).isEqualTo(new JsonObject(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"Name\":1,\"name\":1}", "{\"rows\":[{\"id\":1,\"ID\":1}]}"})
  void aNameInTwoSpellingsIsRefused(String sent) {
    assertThatThrownBy(() -> spelled(sent))
        .isInstanceOfSatisfying(
            FormPairs.Malformed.class, it -> assertThat(it.code()).isEqualTo("duplicate_key"));
  }

  @Test
  void whatIsNoObjectStaysForTheSchemaToRefuse() {
    assertThat(spelled("null")).isNull();
    assertThat(spelled("1")).isEqualTo(1);
  }
}
