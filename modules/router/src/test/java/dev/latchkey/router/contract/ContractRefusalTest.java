package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row damages the small contract, which is fine as it is, in one place. */
class ContractRefusalTest {

  @ParameterizedTest(name = "{2}")
  @MethodSource("damages")
  void aContractThatCantBeServedIsRefused(String whole, String damaged, String sentence) {
    String broken = Samples.SMALL.replace(whole, damaged);

    assertThat(broken).isNotEqualTo(Samples.SMALL);
    assertThatThrownBy(() -> Samples.of(broken))
        .isInstanceOf(BadContract.class)
        .hasMessage("The contract of test: " + sentence);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("openapi: 3.1.0", "openapi: 3.0.3", "The contract must say openapi: 3.1.x."),
        Arguments.of(
            "roots: [/things]",
            "roots: [/thing]",
            "The path /things lies below none of the roots in x-manners."),
        Arguments.of("operationId: makeThing", "summary: x", "POST /things has no operationId."),
        Arguments.of(
            "operationId: makeThing",
            "operationId: describeThing",
            "The operationId describeThing is given twice."),
        Arguments.of(
            "x-permission: self", "summary: x", "GET /things/{thing} has no x-permission."),
        Arguments.of(
            "x-permission: self",
            "x-permission: things:misspelt",
            "GET /things/{thing} has the x-permission things:misspelt, which nobody knows."),
        Arguments.of(
            "x-fresh: true",
            "x-fresh: often",
            "POST /things has an x-fresh that is neither true nor false."),
        Arguments.of(
            "x-fresh: true",
            "x-safe: false",
            "POST /things may have x-safe: false if it is a GET, and nothing else."),
        Arguments.of("\"201\": {", "\"400\": {", "POST /things documents no success."),
        Arguments.of("\"201\"", "\"2XX\"", "POST /things documents no success."),
        Arguments.of(
            "default: {$ref",
            "\"400\": {$ref",
            "POST /things must document, as default, the body of its failures."),
        Arguments.of(
            "#/components/schemas/Thing",
            "#/components/schemas/Nothing",
            "The reference #/components/schemas/Nothing leads nowhere."),
        Arguments.of(
            "#/components/schemas/Thing",
            "other.yaml#/Thing",
            "The reference other.yaml#/Thing leaves the document."),
        Arguments.of(
            "application/json:",
            "text/plain:",
            "POST /things must declare its body as application/json with a schema."),
        Arguments.of(
            "  /things/{thing}:",
            "  /things/{other}:",
            "GET /things/{other} must declare exactly the path parameters of /things/{other}."),
        Arguments.of(
            "  /things/{thing}:",
            "  /things/{thing}/:",
            "The path /things/{thing}/ could never be asked for."),
        Arguments.of(
            "      - {name: thing",
            "      - {name: thing, in: path, schema: {type: boolean}}\n      - {name: thing",
            "The parameter thing of GET /things/{thing} is declared twice."),
        Arguments.of(
            "in: query",
            "in: cookie",
            "The parameter limit of GET /things/{thing} must be in path, query or header, in the"
                + " usual style."),
        Arguments.of(
            "in: query",
            "in: query, style: deepObject",
            "The parameter limit of GET /things/{thing} must be in path, query or header, in the"
                + " usual style."),
        Arguments.of(
            "schema: {type: integer, minimum: 0, maximum: 9, default: 5}",
            "example: 1",
            "The parameter limit of GET /things/{thing} has no schema."),
        Arguments.of(
            "default: 5",
            "default: 10",
            "The parameter limit of GET /things/{thing} has a default that its own schema"
                + " refuses."),
        Arguments.of(
            "type: integer, minimum: 0, maximum: 9, default: 5",
            "type: object, additionalProperties: false",
            "The parameter limit of GET /things/{thing} must have one type, of which texts can be"
                + " read."),
        Arguments.of(
            "type: string, format: uuid",
            "type: array, maxItems: 2, items: {type: boolean}",
            "The parameter thing of GET /things/{thing} is an array, which only a query can"
                + " carry."),
        Arguments.of(
            "minimum: 0, maximum: 9",
            "minimum: 0",
            "The parameter limit of GET /things/{thing} must say minimum and maximum."),
        Arguments.of(
            "format: uuid",
            "format: ulid",
            "The parameter thing of GET /things/{thing} must say maxLength or a format."),
        Arguments.of(
            "maxLength: 5",
            "maxLenght: 5",
            "#/components/schemas/Thing/properties/name must say maxLength or a format."),
        Arguments.of(
            "minLength: 2",
            "minLenght: 2",
            "#/components/schemas/Thing/properties/name has the keyword minLenght, which can't be"
                + " checked here."),
        Arguments.of(
            "minLength: 2",
            "format: ulid",
            "#/components/schemas/Thing/properties/name has the format ulid, which is not"
                + " checked."),
        Arguments.of(
            "minLength: 2",
            "pattern: '['",
            "#/components/schemas/Thing/properties/name has a pattern that is no regular"
                + " expression."),
        Arguments.of(
            "[name]",
            "name",
            "#/components/schemas/Thing has the keyword required, which can't be checked here."),
        Arguments.of(
            "maxItems: 2",
            "maxItems: two",
            "#/components/schemas/Thing/properties/more has the keyword maxItems, which can't be"
                + " checked here."),
        Arguments.of(
            "type: boolean}",
            "type: bool}",
            "#/components/schemas/Thing/properties/more/items has a type that JSON does not know."),
        Arguments.of(
            "type: boolean}",
            "title: x}",
            "#/components/schemas/Thing/properties/more/items says no type."),
        Arguments.of(
            "maxItems: 2, ",
            "",
            "#/components/schemas/Thing/properties/more must say maxItems and items."),
        Arguments.of(
            "additionalProperties: false",
            "title: x",
            "#/components/schemas/Thing must say additionalProperties, for fields that it does not"
                + " know."),
        Arguments.of(
            "{type: boolean}",
            "{type: object, additionalProperties: true}",
            "#/components/schemas/Thing/properties/more/items must say maxProperties."),
        Arguments.of(
            "additionalProperties: false",
            "additionalProperties: {type: boolean}",
            "#/components/schemas/Thing has named properties and a schema for others; choose one."),
        Arguments.of(
            "{type: boolean}",
            "{$ref: '#/components/schemas/Thing'}",
            "#/components/schemas/Thing/properties/more/items refers back to"
                + " #/components/schemas/Thing, which has no end."),
        Arguments.of(
            "{type: boolean}",
            "{$ref: '#/components/schemas/Thing', type: object}",
            "#/components/schemas/Thing/properties/more/items has keywords beside $ref; put them"
                + " into what it refers to."),
        Arguments.of(
            "    get:", "    head:", "The path /things/{thing} has head, which can't be served."));
  }

  @Test
  void theUndamagedContractIsTaken() {
    assertThat(Samples.small().operations()).hasSize(2);
  }

  @Test
  void anOperationDefinedDifferentlyInTwoDocumentsIsRefused() {
    assertThatThrownBy(() -> both("description: Made.", "description: Done."))
        .hasMessage(
            "The contract of test: b.yaml defines paths /things post again, with different"
                + " content.");
  }

  @Test
  void aComponentDefinedDifferentlyInTwoDocumentsIsRefused() {
    assertThatThrownBy(() -> both("maxLength: 5", "maxLength: 6"))
        .hasMessage(
            "The contract of test: b.yaml defines components schemas Thing again, with different"
                + " content.");
  }

  @Test
  void twoPathsThatMatchTheSameRequestsAreRefused() {
    assertThatThrownBy(() -> both("  /things/{thing}:", "  /things/{it}:"))
        .hasMessageEndingWith(
            "The paths /things/{thing} and /things/{it} match the same requests.");
  }

  @Test
  void aGetWithABodyIsRefused() {
    String broken =
        Samples.SMALL.replace(
            "operationId: describeThing",
            "operationId: describeThing\n      requestBody: {content: {}}");
    assertThatThrownBy(() -> Samples.of(broken))
        .hasMessageEndingWith("GET /things/{thing} declares a body, which a GET has not.");
  }

  @Test
  void aValueOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> Samples.of(Samples.SMALL.replace("minLength: 2", "minLength: two")))
        .hasMessageContaining("where OpenAPI wants another");
  }

  private static void both(String whole, String damaged) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("a.yaml", Samples.SMALL);
    texts.put("b.yaml", Samples.SMALL.replace(whole, damaged));
    Contract.of("test", texts, name -> true);
  }
}
