package dev.latchkey.router.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.router.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonShapeTest {
  private static final JsonShape SHAPE =
      Samples.shape(
          """
          type: object
          additionalProperties: false
          required: [name, kind]
          maxProperties: 9
          properties:
            name: {type: string, minLength: 2, maxLength: 4}
            kind: {type: string, enum: [a, b]}
            fixed: {const: 7}
            email: {type: string, format: email}
            id: {type: string, format: uuid}
            at: {type: string, format: date-time}
            site: {type: string, format: uri}
            code: {type: string, maxLength: 6, pattern: "^[0-9]+$"}
            count: {type: integer, minimum: 1, maximum: 9}
            share: {type: number, exclusiveMinimum: 0, exclusiveMaximum: 1}
            step: {type: integer, minimum: 0, maximum: 100, multipleOf: 5}
            title: {type: [string, "null"], maxLength: 3}
            yes: {type: boolean}
            tags: {type: array, minItems: 1, maxItems: 3, uniqueItems: true, items: {type: string, maxLength: 2}}
            flags: {type: object, minProperties: 1, maxProperties: 2, propertyNames: {maxLength: 3}, additionalProperties: {type: boolean}}
            inner: {type: object, additionalProperties: false, required: [x], properties: {"a/b~c": {type: boolean}, x: {type: boolean}}}
            who: {type: object, additionalProperties: false, anyOf: [{required: [m]}, {required: [n]}], properties: {m: {type: boolean}, n: {type: boolean}}}
            one: {type: object, additionalProperties: false, oneOf: [{required: [m]}, {required: [n, o]}], properties: {m: {type: boolean}, n: {type: boolean}, o: {type: boolean}}}
            either: {oneOf: [{type: boolean}, {type: string, format: uuid}]}
          """);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|/name required This field is required. + /kind required This field is required.",
        "[]|` type It must be of type object.`",
        "null|` type It must be of type object.`",
        "{'name':'abc','kind':'a'}|",
        "{'name':'abc','kind':'a','x':1}|/x unknown_field This field is not known here.",
        "{'name':'a','kind':'a'}|/name min_length It must have at least 2 characters.",
        "{'name':'abcde','kind':'a'}|/name max_length It must have at most 4 characters.",
        "{'name':'😀😀😀😀','kind':'a'}|",
        "{'name':'😀','kind':'a'}|/name min_length It must have at least 2 characters.",
        "{'name':1,'kind':'a'}|/name type It must be of type string.",
        "{'name':'abc','kind':'c'}|/kind enum It must be one of: a, b.",
        "{'name':'abc','kind':'a','fixed':8}|/fixed const It must be 7.",
        "{'name':'abc','kind':'a','email':'a@b'}|",
        "{'name':'abc','kind':'a','email':''}|/email format It must be an e-mail address.",
        "{'name':'abc','kind':'a','email':'a b@c'}|/email format It must be an e-mail address.",
        "{'name':'abc','kind':'a','id':'1'}|/id format It must be a UUID.",
        "{'name':'abc','kind':'a','at':'2026-11-21'}|/at format It must be a time with its zone,"
            + " such as 2026-11-21T10:00:00Z.",
        "{'name':'abc','kind':'a','site':'/x'}|/site format It must be an absolute URI.",
        "{'name':'abc','kind':'a','code':'12a'}|/code pattern It must match ^[0-9]+$.",
        "{'name':'abc','kind':'a','count':0}|/count minimum It must be at least 1.",
        "{'name':'abc','kind':'a','count':10}|/count maximum It must be at most 9.",
        "{'name':'abc','kind':'a','count':1.5}|/count type It must be of type integer.",
        "{'name':'abc','kind':'a','count':'1'}|/count type It must be of type integer.",
        "{'name':'abc','kind':'a','share':0}|/share exclusive_minimum It must be greater than 0.",
        "{'name':'abc','kind':'a','share':1}|/share exclusive_maximum It must be less than 1.",
        "{'name':'abc','kind':'a','step':7}|/step multiple_of It must be a multiple of 5.",
        "{'name':'abc','kind':'a','title':null}|",
        "{'name':'abc','kind':'a','title':true}|/title type It must be of type string or null.",
        "{'name':'abc','kind':'a','yes':'true'}|/yes type It must be of type boolean.",
        "{'name':'abc','kind':'a','yes':null}|/yes type It must be of type boolean.",
        "{'name':'abc','kind':'a','tags':[]}|/tags min_items It must have at least 1 elements.",
        "{'name':'abc','kind':'a','tags':['a','b','c','d']}|/tags max_items It must have at most 3"
            + " elements.",
        "{'name':'abc','kind':'a','tags':['a','a']}|/tags unique_items No element may stand in it"
            + " twice.",
        "{'name':'abc','kind':'a','tags':['a','bcd']}|/tags/1 max_length It must have at most 2"
            + " characters.",
        "{'name':'abc','kind':'a','flags':{}}|/flags min_properties It must have at least 1"
            + " fields.",
        "{'name':'abc','kind':'a','flags':{'a':true,'b':true,'c':true}}|/flags max_properties It"
            + " must have at most 2 fields.",
        "{'name':'abc','kind':'a','flags':{'abcd':true}}|/flags property_names It has a field with"
            + " a name that is not allowed.",
        "{'name':'abc','kind':'a','flags':{'a':1}}|/flags/a type It must be of type boolean.",
        "{'name':'abc','kind':'a','inner':{}}|/inner/x required This field is required.",
        "{'name':'abc','kind':'a','inner':{'x':1}}|/inner/x type It must be of type boolean.",
        "{'name':'abc','kind':'a','inner':{'x':true,'y':1}}|/inner/y unknown_field This field is"
            + " not known here.",
        "{'name':'abc','kind':'a','inner':{'x':true,'a/b~c':1}}|/inner/a~1b~0c type It must be of"
            + " type boolean.",
        "{'name':'abc','kind':'a','inner':{'x':true,'ä %+':1}}|/inner/(not shown) unknown_field"
            + " This field is not known here.",
        "{'name':'abc','kind':'a','who':{}}|/who any_of It needs at least one of: m, n.",
        "{'name':'abc','kind':'a','who':{'m':true,'n':true}}|",
        "{'name':'abc','kind':'a','one':{}}|/one one_of It needs exactly one of: m, n and o.",
        "{'name':'abc','kind':'a','one':{'m':true,'n':true,'o':true}}|/one one_of It needs exactly"
            + " one of: m, n and o.",
        "{'name':'abc','kind':'a','either':3}|/either one_of It must match exactly one of the"
            + " declared shapes.",
        "{'name':'abc','kind':'a','either':true}|",
      })
  void everyRuleIsToldOnceInItsPlace(String json, String told) {
    String got =
        SHAPE
            .violations(StrictJson.parse(Buffer.buffer(json.replace('\'', '"'))), Place.BODY, "")
            .stream()
            .map(each -> each.pointer() + " " + each.code() + " " + each.detail())
            .collect(joining(" + "));

    assertThat(got).isEqualTo(told == null ? "" : told);
  }

  @Test
  void nothingThatWasSentAsAValueIsRepeated() {
    String canary = "hunter2hunter2";
    List<Object> canaries =
        List.of(
            canary,
            StrictJson.parse(Buffer.buffer("[\"" + canary + "\"]")),
            StrictJson.parse(Buffer.buffer("{\"x\":\"" + canary + "\"}")));
    for (String field :
        List.of(
            "name", "kind", "fixed", "email", "id", "at", "site", "code", "count", "share", "title",
            "yes", "tags", "flags", "inner", "who", "one", "either")) {
      for (Object value : canaries) {
        var body = new io.vertx.core.json.JsonObject().put(field, value);
        assertThat(SHAPE.violations(body, Place.BODY, "").toString()).doesNotContain(canary);
      }
    }
  }

  @Test
  void theListOfViolationsIsBounded() {
    var body = new io.vertx.core.json.JsonObject();
    IntStream.range(0, 900).forEach(i -> body.put("x" + i, 1));

    assertThat(SHAPE.violations(body, Place.BODY, "")).hasSize(Violations.MAX_TOLD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse battery", "0123", ""})
  void whatLooksLikeNoNameIsNotRepeated(String secret) {
    for (String name : List.of(secret, "x".repeat(41))) {
      var body = new io.vertx.core.json.JsonObject().put(name, 1);
      assertThat(SHAPE.violations(body, Place.BODY, ""))
          .extracting(Violation::pointer)
          .contains("/(not shown)");
    }
  }

  @Test
  void aNameThatTheLibraryGarblesStillGetsAnAnswer() {
    var body =
        new io.vertx.core.json.JsonObject()
            .put("\t%9", 1)
            .put("%zz", 2)
            .put("name", "abc")
            .put("kind", "a");

    assertThat(SHAPE.violations(body, Place.BODY, ""))
        .isNotEmpty()
        .allMatch(each -> each.code().equals("unknown_field"));
  }

  @Test
  void aFormatOnlySeesTextsOfBoundedLength() {
    var body =
        new io.vertx.core.json.JsonObject()
            .put("name", "abc")
            .put("kind", "a")
            .put("site", "https://x/" + "a".repeat(60_000));

    assertThat(SHAPE.violations(body, Place.BODY, "").get(0).code()).isEqualTo("max_length");
  }

  @Test
  void manyEventLoopsMayShareAShape() throws Exception {
    var body =
        new io.vertx.core.json.JsonObject()
            .put("name", "a")
            .put("one", new io.vertx.core.json.JsonObject());
    List<Violation> expected = SHAPE.violations(body, Place.BODY, "");
    JsonShape fresh =
        Samples.sample().operation("signIn").orElseThrow().body().orElseThrow().shape();
    var threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Boolean> check =
          () -> {
            boolean same = true;
            for (int i = 0; i < 500; i++) {
              same &= SHAPE.violations(body, Place.BODY, "").equals(expected);
              same &= fresh.violations(body, Place.BODY, "").size() == 4;
            }
            return same;
          };
      var results =
          threads.invokeAll(
              IntStream.range(0, 8).mapToObj(i -> check).collect(Collectors.toList()),
              20,
              TimeUnit.SECONDS);
      for (var result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
