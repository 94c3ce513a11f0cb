package dev.latchkey.router.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.router.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form says what JSON would have said, or is refused. */
class FormReaderTest {

  private static final String SCHEMA =
      """
      type: object
      additionalProperties: true
      properties:
        name: {type: string, maxLength: 9}
        count: {type: integer, minimum: 0, maximum: 9}
        share: {type: number}
        wanted: {type: [boolean, "null"]}
        roles: {type: array, maxItems: 3, items: {type: string, maxLength: 9}}
        more:
          type: object
          additionalProperties: true
          properties: {x: {type: integer, minimum: 0, maximum: 9}, on: {type: boolean}, tags: {type: array, maxItems: 3, items: {type: string}}}
      """;

  private final List<Violation> wrong = new ArrayList<>();

  private JsonObject read(String form) {
    return read(form, false);
  }

  private JsonObject read(String form, boolean jsv) {
    return read(form, manners(jsv, false));
  }

  private static Manners manners(boolean jsv, boolean looseMembers) {
    return new Manners(List.of(), false, false, jsv, looseMembers);
  }

  private JsonObject read(String form, Manners manners) {
    JsonObject schema = ContractYaml.read("schema", SCHEMA);
    return FormReader.of(schema, new References(new JsonObject()), manners, "it")
        .read(form.getBytes(ISO_8859_1), Place.BODY, wrong::add);
  }

  private List<String> told() {
    return wrong.stream().map(each -> each.pointer() + ":" + each.code()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|{}",
        "&&|{}",
        "name=a+b%20%C3%A9%2B|{\"name\":\"a b \u00e9+\"}",
        "name=|{\"name\":\"\"}",
        "name|{\"name\":\"\"}",
        "name=a=b|{\"name\":\"a=b\"}",
        "name=1&count=1&share=1.5|{\"name\":\"1\",\"count\":1,\"share\":1.5}",
        "wanted=true|{\"wanted\":true}",
        "wanted=False|{\"wanted\":false}",
        "roles=a&roles=b|{\"roles\":[\"a\",\"b\"]}",
        "roles=a|{\"roles\":[\"a\"]}",
        "more=%7B%22x%22:1%7D|{\"more\":{\"x\":1}}",
        "other=1|{\"other\":\"1\"}",
        "%6eame=a|{\"name\":\"a\"}",
        "name=%EF%BF%BD|{\"name\":\"\ufffd\"}",
      })
  void aFormIsReadAsItsJson(String form, String json) {
    assertThat(read(form)).isEqualTo(new JsonObject(json));
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=a&name=a|/name:repeated",
        "name=a&%6eame=b|/name:repeated",
        "other=1&other=2|/other:repeated",
        "more={}&more={}|/more:repeated",
        "count=one|/count:type",
        "count=|/count:type",
        "count=01|/count:type",
        "wanted=1|/wanted:type",
        "more=x|/more:syntax",
        "more=[]|/more:not_an_object",
        "more=%7B%22a%22:1,%22a%22:2%7D|/more:duplicate_key",
        "name=%zz|:escape",
        "name=%4|:escape",
        "name=%|:escape",
        "name=%C0%AF|:text",
        "name=%ED%A0%80|:text",
        "name=%00|:text",
        "%00=a|:text",
        "name=\u00ff|:text",
      })
  void whatCouldBeReadInTwoWaysIsRefused(String form, String violation) {
    read(form);
    assertThat(told()).containsExactly(violation);
  }

  @Test
  void aFormIsBoundedAsJsonIs() {
    assertThat(read("a=1&".repeat(1) + manyNames(StrictJson.MAX_MEMBERS - 1)))
        .hasSize(StrictJson.MAX_MEMBERS);
    assertThat(told()).isEmpty();

    read(manyNames(StrictJson.MAX_MEMBERS + 1));
    read("x".repeat(StrictJson.MAX_KEY_CHARS + 1) + "=1");
    read("name=" + "x".repeat(StrictJson.MAX_TEXT_CHARS + 1));
    assertThat(told()).containsExactly(":limit_passed", ":limit_passed", ":limit_passed");
  }

  private static String manyNames(int count) {
    StringBuilder form = new StringBuilder();
    for (int name = 0; name < count; name++) {
      form.append('n').append(name).append("=1&");
    }
    return form.toString();
  }

  @Test
  void aNameOfTheSenderIsShownOnlyWhereItLooksLikeOne() {
    read("<script>=1&<script>=2");
    assertThat(told()).noneMatch(each -> each.contains("script>"));
  }

  @Test
  void aPropertyThatNoTextCanWriteStopsTheStart() {
    JsonObject schema =
        ContractYaml.read(
            "schema",
            "properties: {rows: {type: array, maxItems: 2, items: {type: array, maxItems: 2}}}");
    assertThatThrownBy(
            () ->
                FormReader.of(
                    schema, new References(new JsonObject()), manners(false, false), "It"))
        .isInstanceOf(BadContract.class)
        .hasMessage("It has a property that no text of a form can write.");
  }

  @Test
  void aPropertyThatContainsItselfStopsTheStart() {
    JsonObject document =
        ContractYaml.read(
            "document",
            "it: {type: object, properties: {again: {$ref: '#/it'}, and: {$ref: '#/it'}}}");
    assertThatThrownBy(
            () ->
                FormReader.of(
                    document.getJsonObject("it"),
                    new References(document),
                    manners(true, false),
                    "It"))
        .isInstanceOf(BadContract.class)
        .hasMessageContaining("nests deeper");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "roles=a,b|{\"roles\":[\"a\",\"b\"]}",
        "roles=[a,b]&roles=c|{\"roles\":[\"a\",\"b\",\"c\"]}",
        "roles=[1,true]|{\"roles\":[\"1\",\"true\"]}",
        "roles=|{\"roles\":[]}",
        "roles|{}",
        "name&name|{}",
        "name=a,b|{\"name\":\"a,b\"}",
        "more={x:1,on:True,tags:[a,2],y:3}|{\"more\":{\"x\":1,\"on\":true,\"tags\":[\"a\",\"2\"],\"y\":\"3\"}}",
        "more={\"x\":1,\"y\":3}|{\"more\":{\"x\":1,\"y\":3}}",
        "more={x:one}|{\"more\":{\"x\":\"one\"}}",
        "more={tags:a}|{\"more\":{\"tags\":\"a\"}}",
      })
  void listsAndObjectsAreReadAsTheirClientsWriteThem(String form, String json) {
    assertThat(read(form, true)).isEqualTo(new JsonObject(json));
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "more=x|/more:not_an_object",
        "more=[a]|/more:not_an_object",
        "more=|/more:syntax",
        "more={x:1,x:2}|/more:duplicate_key",
        "more={x:1}&more={x:1}|/more:repeated",
        "more={\"x\":1,\"x\":2}|/more:duplicate_key",
        "roles=a,,b|/roles:syntax",
        "roles=\"a|/roles:syntax",
        "count=one|/count:type",
      })
  void whatTheyCanNotHaveMeantIsRefused(String form, String violation) {
    read(form, true);
    assertThat(told()).containsExactly(violation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NAME=a&Count=1|{\"name\":\"a\",\"count\":1}",
        "Roles=a&roles=b|{\"roles\":[\"a\",\"b\"]}",
        "count=&wanted=&more=|{}",
        "name=|{\"name\":\"\"}",
        "more={X:1,ON:True,Tags:[a],Y:3}|{\"more\":{\"x\":1,\"on\":true,\"tags\":[\"a\"],\"Y\":\"3\"}}",
        "more={\"X\":1,\"on\":null}|{\"more\":{\"x\":1}}",
      })
  void namesAreTakenInAnyCaseAndNothingIsSaidByNothing(String form, String json) {
    assertThat(read(form, manners(true, true))).isEqualTo(new JsonObject(json));
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=a&Name=b|/name:repeated",
        "more={x:1,X:2}|/more:duplicate_key",
        "more={\"x\":1,\"X\":1}|/more:duplicate_key",
      })
  void aNameInTwoSpellingsIsRefused(String form, String violation) {
    read(form, manners(true, true));
    assertThat(told()).containsExactly(violation);
  }
}
