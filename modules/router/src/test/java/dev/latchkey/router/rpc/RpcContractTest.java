package dev.latchkey.router.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.contract.Operation;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RpcContractTest {

  private static final Contract CONTRACT = RpcSurface.contract();

  /** The names of fields whose schema says that they are passwords. */
  private static Set<String> passwords(JsonObject schemas) {
    Set<String> names = new TreeSet<>();
    for (String each : schemas.fieldNames()) {
      JsonObject properties =
          schemas.getJsonObject(each).getJsonObject("properties", new JsonObject());
      for (String name : properties.fieldNames()) {
        String reference = properties.getJsonObject(name).getString("$ref", "");
        JsonObject named =
            schemas.getJsonObject(
                reference.substring(reference.lastIndexOf('/') + 1), new JsonObject());
        if (named.getString("format", "").equals("password")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Test
  void everyPasswordOfTheContractIsASecretThatMustNotStandInAUrl() {
    JsonObject schemas = CONTRACT.document().getJsonObject("components").getJsonObject("schemas");
    assertThat(passwords(schemas)).containsExactlyInAnyOrderElementsOf(TwoWays.SECRETS);
  }

  @Test
  void everyOperationIsAskedInBothWaysButThoseOfTheSeedThatAreNot() {
    Set<String> byPost = ids(HttpMethod.POST);
    Set<String> byGet = ids(HttpMethod.GET);
    assertThat(byPost).hasSize(15);
    assertThat(
            byPost.stream()
                .filter(id -> !byGet.contains(id + "ByQuery"))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "authenticate", "twoFactorStatus", "elevateTwoFactorStatus", "previewResetPassword");
    assertThat(byGet).hasSize(11);
  }

  @Test
  void whatAnOwnerAndAGuesserAreToldIsDeclared() {
    JsonObject paths = CONTRACT.document().getJsonObject("paths");
    assertThat(responses(paths, "/users/delete")).contains("409");
    assertThat(responses(paths, "/users/updatePassword")).contains("429");
  }

  private static Set<String> responses(JsonObject paths, String path) {
    return paths.getJsonObject(path).getJsonObject("post").getJsonObject("responses").fieldNames();
  }

  private static Set<String> ids(HttpMethod method) {
    return CONTRACT.operations().stream()
        .filter(each -> each.method().equals(method))
        .map(Operation::id)
        .collect(Collectors.toSet());
  }
}
