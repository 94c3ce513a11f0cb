package dev.latchkey.router;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.router.config.SurfacesConfig;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.contract.LibraryCheck;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.contract.Place;
import dev.latchkey.router.surface.Surface;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every surface, whatever its dialect. */
class SurfacesTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Bus BUS = new Bus(VERTX);
  private static final Set<String> LITERAL = Set.of("example", "examples", "default", "const");
  private static final List<String> SWITCHES = List.of("jsonapi", "rpc", "product", "tenant");

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  private static List<Surface> surfaces(Map<String, String> environment) {
    Settings settings = Settings.load(Optional.empty(), environment);
    return Surfaces.read(SurfacesConfig.from(settings)).on(BUS);
  }

  static Stream<Contract> contracts() {
    return surfaces(Map.of()).stream().map(Surface::contract);
  }

  private static JsonObject source(Contract contract, Operation operation) {
    return contract
        .document()
        .getJsonObject("paths")
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().name().toLowerCase(Locale.ROOT));
  }

  @Test
  void everySurfaceIsServedByDefaultTheNativeOneFirst() {
    assertThat(surfaces(Map.of()))
        .extracting(Surface::name)
        .startsWith("native")
        .containsExactlyInAnyOrder("native", "jsonapi", "rpc", "product", "tenant");
  }

  @Test
  void eachCanBeSwitchedOffAlone() {
    for (String off : SWITCHES) {
      String variable = "LATCHKEY_SURFACES_" + off.toUpperCase(Locale.ROOT) + "_ENABLED";
      assertThat(surfaces(Map.of(variable, "false")))
          .extracting(Surface::name)
          .doesNotContain(off)
          .hasSize(SWITCHES.size());
    }
  }

  @Test
  void noPathBelongsToTwo() {
    List<Contract> all = contracts().toList();
    for (Contract one : all) {
      for (Contract other : all) {
        if (one != other) {
          assertThat(one.manners().roots()).noneMatch(root -> other.manners().own(root));
        }
      }
    }
  }

  /** OpenAPI's own meta-schema has nothing against it. */
  @ParameterizedTest
  @MethodSource("contracts")
  void theLibraryTakesTheDocumentAndFindsTheSameOperations(Contract contract) throws Exception {
    assertThat(LibraryCheck.operationIds(VERTX, contract.document()))
        .isEqualTo(contract.operations().stream().map(Operation::id).collect(toSet()));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyOperationIsDescribed(Contract contract) {
    for (Operation operation : contract.operations()) {
      JsonObject source = source(contract, operation);
      assertThat(source.getString("summary")).as(operation.id()).isNotBlank();
      assertThat(source.getString("description")).as(operation.id()).isNotBlank();
      assertThat(source.getJsonArray("tags")).as(operation.id()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void publicOperationsAndOnlyThoseSayThatTheyNeedNoCredentials(Contract contract) {
    for (Operation operation : contract.operations()) {
      assertThat(source(contract, operation).containsKey("security"))
          .as(operation.id())
          .isEqualTo(operation.permission().equals(Operation.PUBLIC));
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyBodyHasExamplesThatItTakes(Contract contract) {
    for (Operation operation : contract.operations()) {
      Map<String, Object> examples = new HashMap<>();
      if (operation.body().isPresent()) {
        source(contract, operation)
            .getJsonObject("requestBody")
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("examples", new JsonObject())
            .forEach(
                it -> examples.put(it.getKey(), ((JsonObject) it.getValue()).getValue("value")));
        assertThat(examples).as(operation.id()).isNotEmpty();
      }
      examples.forEach(
          (name, value) ->
              assertThat(operation.body().orElseThrow().shape().violations(value, Place.BODY, ""))
                  .as(operation.id() + " " + name)
                  .isEmpty());
    }
  }

  /** A comma cuts a text off where it isn't quoted, and the rest becomes a name without a value. */
  @ParameterizedTest
  @MethodSource("contracts")
  void noTextOfTheContractIsCutOff(Contract contract) {
    assertThat(oddities("", contract.document())).isEmpty();
  }

  private static Stream<String> oddities(String place, Object value) {
    if (value instanceof JsonArray list) {
      return list.stream().flatMap(each -> oddities(place + "/-", each));
    }
    return value instanceof JsonObject object
        ? object.stream()
            .filter(each -> !LITERAL.contains(each.getKey()))
            .flatMap(each -> oddities(place + "/" + each.getKey(), each))
        : Stream.empty();
  }

  private static Stream<String> oddities(String place, Map.Entry<String, Object> member) {
    return member.getValue() == null || member.getKey().contains(" ")
        ? Stream.of(place)
        : oddities(place, member.getValue());
  }

  /** A client that meets an answer which its document doesn't know can't read it. */
  @ParameterizedTest
  @MethodSource("contracts")
  void everyFailureThatIsDeclaredHasABody(Contract contract) {
    for (Operation operation : contract.operations()) {
      JsonObject responses = source(contract, operation).getJsonObject("responses");
      Set<String> failures =
          responses.fieldNames().stream().filter(it -> it.matches("[45]..")).collect(toSet());
      assertThat(failures).as(operation.id()).isNotEmpty();
      for (String status : failures) {
        assertThat(response(contract, responses.getJsonObject(status)).containsKey("content"))
            .as(operation.id() + " " + status)
            .isTrue();
      }
    }
  }

  private static JsonObject response(Contract contract, JsonObject maybeReference) {
    String reference = maybeReference.getString("$ref");
    return reference == null
        ? maybeReference
        : contract
            .document()
            .getJsonObject("components")
            .getJsonObject("responses")
            .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
  }
}
