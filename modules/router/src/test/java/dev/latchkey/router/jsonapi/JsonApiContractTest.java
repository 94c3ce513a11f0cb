package dev.latchkey.router.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.problem.FailureForm;
import dev.latchkey.router.problem.Problem;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the surface says is what its clients can read. */
class JsonApiContractTest {

  private static final Contract CONTRACT = JsonApiSurface.contract();
  private static final FailureForm FAILURES = ErrorTexts.of(CONTRACT);

  private static int status(String operation, int status) {
    Problem problem = new Problem(status, "code", "Why.", List.of(), null);
    return FAILURES.answer(problem, "id", CONTRACT.operation(operation)).status();
  }

  @ParameterizedTest
  @CsvSource({
    "getUser, 401, 403",
    "getUser, 403, 403",
    "getUser, 404, 404",
    "getUser, 400, 400",
    "disableUser, 400, 400",
    "disableUser, 415, 400",
    "listRoleUsers, 400, 400",
    "deleteRole, 409, 403",
    "getUser, 503, 429",
    "getUser, 500, 500",
    "createUser, 404, 400",
    "createUser, 409, 400",
    "createUser, 422, 400",
    "createUser, 415, 400",
    "updateUser, 422, 400",
    "updateUser, 412, 400",
    "disableUser, 409, 403",
    "listUsers, 404, 403",
    "sendInvitations, 404, 400",
    "getCurrentUser, 404, 403"
  })
  void aFailureHasTheNearestStatusThatIsDeclared(String operation, int status, int expected) {
    assertThat(status(operation, status)).isEqualTo(expected);
  }

  @Test
  void everyFailureOfEveryOperationIsDeclared() {
    for (Operation operation : CONTRACT.operations()) {
      Set<String> declared =
          CONTRACT
              .document()
              .getJsonObject("paths")
              .getJsonObject(operation.path())
              .getJsonObject(operation.method().name().toLowerCase(java.util.Locale.ROOT))
              .getJsonObject("responses")
              .fieldNames();
      for (int status : new int[] {400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 429, 503}) {
        assertThat(declared).contains(String.valueOf(status(operation.id(), status)));
      }
      assertThat(status(operation.id(), 400)).as(operation.id()).isEqualTo(400);
    }
  }

  @Test
  void failuresAreSentencesAndNamePlacesOfTheRequest() {
    Problem.Place place = new Problem.Place("/data/id", "required", "This field is required.");
    Problem problem = new Problem(400, "invalid_request", "It is wrong.", List.of(place), null);
    assertThat(FAILURES.answer(problem, "id", CONTRACT.operation("createUser")).body().encode())
        .isEqualTo("{\"errors\":[\"/data/id: This field is required.\"]}");
    assertThat(FAILURES.answer(problem, "id", Optional.empty()).mediaType())
        .isEqualTo("application/json");
  }

  @Test
  void everyOperationOfTheContractIsAnswered() {
    Vertx vertx = Vertx.vertx();
    try {
      assertThat(
              JsonApiSurface.operations(new Bus(vertx)).stream()
                  .map(SurfaceOperation::id)
                  .collect(Collectors.toSet()))
          .isEqualTo(CONTRACT.operations().stream().map(Operation::id).collect(Collectors.toSet()));
    } finally {
      vertx.close();
    }
  }

  @Test
  void aPermissionIsFoundByItsIdItsNameAndItsAliases() {
    for (Permission permission : Permission.values()) {
      String id = PermissionResource.of(permission).getString("id");
      Stream.concat(Stream.of(id, permission.wireName()), permission.aliases().stream())
          .forEach(each -> assertThat(PermissionResource.find(each)).contains(permission));
    }
    assertThat(PermissionResource.of(Permission.USERS_READ).getString("id"))
        .isEqualTo("bae3ed3c-25df-3925-b4ad-b5171ab852b3");
    assertThat(PermissionResource.find("nothing")).isEmpty();
  }

  @Test
  void timesHaveMicrosecondsAndAnOffset() {
    assertThat(Times.text(Instant.parse("2026-11-21T10:00:00.1Z")))
        .isEqualTo("2026-11-21T10:00:00.100000+00:00");
  }

  @Test
  void aStatusAndAStateStandForEachOther() {
    for (MemberState state : MemberState.values()) {
      assertThat(UserResource.state(UserResource.status(state))).isEqualTo(state);
    }
  }
}
