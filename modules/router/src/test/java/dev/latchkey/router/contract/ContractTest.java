package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractTest {

  @Test
  void everyOperationOfEveryDocumentIsThere() {
    Contract contract = Samples.sample();

    assertThat(contract.operations()).hasSize(45);
    Operation addEmail = contract.operation("addEmail").orElseThrow();
    assertThat(addEmail.method()).isEqualTo(HttpMethod.POST);
    assertThat(addEmail.path()).isEqualTo("/me/emails");
    assertThat(addEmail.permission()).isEqualTo(Operation.SELF);
    assertThat(addEmail.fresh()).isTrue();
    assertThat(addEmail.extensions()).containsEntry("x-permission", "self");
    assertThat(addEmail.body()).isPresent();
    assertThat(addEmail.parameters())
        .extracting(Parameter::name)
        .containsExactly("Idempotency-Key");
  }

  @Test
  void theMergedDocumentIsPublishedWhole() {
    JsonObject document = Samples.sample().document();

    assertThat(document.getJsonObject("paths").getJsonObject("/me").fieldNames())
        .containsExactly("get", "patch", "delete");
    JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
    assertThat(schemas.fieldNames()).contains("Problem", "SignIn", "Me", "Role");
    assertThat(schemas.getJsonObject("Email").getString("format")).isEqualTo("email");
    assertThat(document.encode())
        .contains("x-permission", "application/problem+json", "\"description\"")
        .doesNotContain("__absolute");
  }

  @Test
  void theDocumentGivenOutIsACopy() {
    Contract contract = Samples.small();
    contract.document().getJsonObject("paths").clear();

    assertThat(contract.document().getJsonObject("paths")).isNotEmpty();
  }

  @Test
  void twoDocumentsMaySayTheSame() {
    Contract contract =
        Contract.of("test", Map.of("a", Samples.SMALL, "b", Samples.SMALL), name -> true);

    assertThat(contract.operations()).hasSize(2);
  }

  @Test
  void aParameterOfThePathBelongsToItsOperations() {
    Operation describe = Samples.small().operation("describeThing").orElseThrow();

    assertThat(describe.parameters())
        .extracting(Parameter::name, Parameter::place)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("thing", Place.PATH),
            org.assertj.core.api.Assertions.tuple("limit", Place.QUERY));
  }

  @Test
  void aMissingDocumentIsRefused() {
    assertThatThrownBy(() -> Contract.load("x", List.of("openapi/none.yaml"), name -> true))
        .isInstanceOf(BadContract.class)
        .hasMessage("openapi/none.yaml is not on the class path.");
  }
}
