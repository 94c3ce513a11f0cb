package dev.latchkey.router.nativeapi;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.kernel.bus.Demand;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.contract.Place;
import dev.latchkey.router.contract.RequestRefused;
import dev.latchkey.router.credential.BearerToken;
import dev.latchkey.router.exchange.HttpFailure;
import dev.latchkey.router.problem.ProblemDocuments;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Dialect;
import dev.latchkey.router.surface.Surface;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the contract says is what the requests declare, and every failure that can come is told. */
class NativeContractTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Contract CONTRACT = NativeSurface.contract();
  private static final Map<String, SurfaceOperation> OPERATIONS =
      NativeSurface.operations(new Bus(VERTX)).stream()
          .collect(toMap(SurfaceOperation::id, operation -> operation));

  private static final Dialect NATIVE = new Dialect(new BearerToken(), ProblemDocuments.FORM);

  /** The operations that answer tokens and passwords. */
  private static final List<String> SECRETS =
      List.of(
          "signIn",
          "refreshLogin",
          "reauthenticate",
          "switchOrganization",
          "createToken",
          "createOrganizationToken",
          "resetUserPassword",
          "previewPasswordReset",
          "impersonateUser",
          "proveSecondFactor",
          "beginTotp",
          "confirmTotp",
          "addPasskey",
          "replaceRecoveryCodes",
          "createUsers");

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  private static boolean takesKey(Operation operation) {
    return operation.parameters().stream().anyMatch(it -> it.name().equals(Call.IDEMPOTENCY_KEY));
  }

  private static JsonObject source(Operation operation) {
    return CONTRACT
        .document()
        .getJsonObject("paths")
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().name().toLowerCase(java.util.Locale.ROOT));
  }

  /** The documented codes of an operation, by status. */
  private static Map<Integer, List<String>> codes(Operation operation) {
    Map<Integer, List<String>> codes = new TreeMap<>();
    JsonObject responses = source(operation).getJsonObject("responses");
    for (String status : responses.fieldNames()) {
      if (status.matches("[45]\\d\\d")) {
        List<String> told = new ArrayList<>();
        response(responses.getJsonObject(status))
            .getJsonArray("x-codes")
            .forEach(code -> told.add(String.valueOf(code)));
        codes.put(Integer.valueOf(status), told);
      }
    }
    return codes;
  }

  private static JsonObject conflict(Operation operation) {
    return response(source(operation).getJsonObject("responses").getJsonObject("409"));
  }

  private static JsonObject response(JsonObject maybeReference) {
    String reference = maybeReference.getString("$ref");
    return reference == null
        ? maybeReference
        : CONTRACT
            .document()
            .getJsonObject("components")
            .getJsonObject("responses")
            .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static SurfaceOperation asking(String id, Class<? extends Request<?>> type) {
    return SurfaceOperation.of(id, type, call -> Future.failedFuture("never called"));
  }

  @Test
  void everyOperationSaysWhatItsRequestDeclares() {
    assertThat(CONTRACT.operations()).hasSameSizeAs(OPERATIONS.keySet());
    for (Operation operation : CONTRACT.operations()) {
      Demand demand = OPERATIONS.get(operation.id()).demand();
      assertThat(operation.permission()).as(operation.id()).isEqualTo(demand.permissionWord());
      assertThat(operation.fresh()).as(operation.id()).isEqualTo(demand.fresh());
      assertThat(takesKey(operation))
          .as(operation.id())
          .isEqualTo(OPERATIONS.get(operation.id()).takesKey());
    }
  }

  @Test
  void aRoleIsMadeOfEveryNameAndAliasOfTheCatalogue() {
    JsonObject schemas = CONTRACT.document().getJsonObject("components").getJsonObject("schemas");
    assertThat(schemas.getJsonObject("PermissionName").getJsonArray("enum").stream())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Permission.values())
                .flatMap(each -> Stream.concat(Stream.of(each.wireName()), each.aliases().stream()))
                .toList());
  }

  @Test
  void whatIsGotChangesNothingAndEverythingElseMay() {
    for (Operation operation : CONTRACT.operations()) {
      Class<?> asks = OPERATIONS.get(operation.id()).asks();
      if (CallerRequest.class.isAssignableFrom(asks)) {
        assertThat(asks.isAnnotationPresent(ReadOnly.class))
            .as(operation.id())
            .isEqualTo(operation.method().equals(HttpMethod.GET));
      }
    }
  }

  @Test
  void everyWriteTakesAnIdempotencyKeyOrSaysWhatARepetitionDoes() {
    for (Operation operation : CONTRACT.operations()) {
      boolean writes = !operation.method().equals(HttpMethod.GET);
      boolean told =
          operation.extensions().getOrDefault("x-repetition", "") instanceof String text
              && !text.isBlank();
      assertThat(takesKey(operation) ^ told).as(operation.id()).isEqualTo(writes);
    }
  }

  @Test
  void whatIsAskedByStrangersOrAnsweredWithTokensIsNeverKept() {
    for (SurfaceOperation operation : OPERATIONS.values()) {
      boolean secret = SECRETS.contains(operation.id());
      if (operation.demand().isPublic() || secret) {
        assertThat(operation.takesKey()).as(operation.id()).isFalse();
      }
    }
  }

  @Test
  void anOperationThatSaysSomethingElseStopsTheStart() {
    for (SurfaceOperation wrong :
        List.of(
            asking("closeAccount", DescribeMe.class),
            asking("describeMe", CloseAccount.class),
            asking("describeMe", DescribeKeys.class),
            asking("describeKeys", DescribeMe.class),
            asking("addEmail", CloseAccount.class),
            asking("closeAccount", ListRoles.class),
            asking("noSuchOperation", RemoveEmail.class))) {
      assertThatThrownBy(() -> new Surface(CONTRACT, NATIVE, List.of(wrong), new Bus(VERTX)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(wrong.id())
          .hasMessageContaining(wrong.asks().getSimpleName());
    }
  }

  @Test
  void publicOperationsAndOnlyThoseSayThatTheyNeedNoToken() {
    for (Operation operation : CONTRACT.operations()) {
      assertThat(source(operation).containsKey("security"))
          .as(operation.id())
          .isEqualTo(operation.permission().equals(Operation.PUBLIC));
    }
  }

  @Test
  void everyOperationIsDescribed() {
    for (Operation operation : CONTRACT.operations()) {
      assertThat(source(operation).getString("summary")).as(operation.id()).isNotBlank();
      assertThat(source(operation).getString("description")).as(operation.id()).isNotBlank();
      assertThat(source(operation).getJsonArray("tags")).as(operation.id()).hasSize(1);
    }
  }

  @Test
  void whatAnyOperationMayAnswerIsDocumented() {
    for (Operation operation : CONTRACT.operations()) {
      Demand demand = OPERATIONS.get(operation.id()).demand();
      Map<Integer, List<String>> codes = codes(operation);
      var it = assertThat(codes).as(operation.id());
      it.containsKeys(400, 500, 503);
      if (demand.isPublic()) {
        it.hasEntrySatisfying(429, told -> assertThat(told).contains("too_many_requests"));
      } else {
        it.hasEntrySatisfying(401, told -> assertThat(told).contains("unauthenticated"));
      }
      if (demand.fresh()) {
        it.hasEntrySatisfying(403, told -> assertThat(told).contains("reauthentication_required"));
      }
      if (demand.permission().isPresent()) {
        it.hasEntrySatisfying(403, told -> assertThat(told).contains("forbidden"));
      }
      if (!demand.isPublic() && !demand.withTemporaryPassword()) {
        it.hasEntrySatisfying(403, told -> assertThat(told).contains("password_change_required"));
      }
      if (!demand.isPublic() && !demand.whileEnrolling()) {
        it.hasEntrySatisfying(
            403,
            told -> assertThat(told).contains("second_factor_required", "second_factor_unproven"));
      }
      if (!demand.isPublic() && (!demand.byToken() || demand.scope().isPresent())) {
        it.hasEntrySatisfying(403, told -> assertThat(told).contains("login_required"));
      }
      if (demand.scope().isPresent()) {
        it.hasEntrySatisfying(403, told -> assertThat(told).contains("forbidden"));
      }
      if (demand.permission().isPresent()) {
        it.hasEntrySatisfying(403, told -> assertThat(told).contains("forbidden"));
      }
      if (takesKey(operation)) {
        it.hasEntrySatisfying(400, told -> assertThat(told).contains("invalid_request"));
        it.hasEntrySatisfying(409, told -> assertThat(told).contains("idempotency_in_progress"));
        it.hasEntrySatisfying(422, told -> assertThat(told).contains("idempotency_key_reused"));
        assertThat(conflict(operation).getJsonObject("headers").fieldNames())
            .as(operation.id())
            .contains("Retry-After");
      }
      if (operation.body().isPresent()) {
        it.containsKeys(408, 413, 415);
      }
    }
  }

  @Test
  void everyDocumentedCodeExistsAndComesWithItsStatus() {
    Map<String, Integer> statuses = new TreeMap<>();
    for (Failure failure : Failure.values()) {
      statuses.put(failure.code(), status(failure.kind()));
    }
    for (RequestRefused.Reason reason : RequestRefused.Reason.values()) {
      statuses.put(reason.code(), reason.status());
    }
    for (HttpFailure failure : HttpFailure.values()) {
      statuses.put(failure.code(), failure.status());
    }
    for (Operation operation : CONTRACT.operations()) {
      codes(operation)
          .forEach(
              (status, codes) ->
                  assertThat(codes)
                      .as(operation.id())
                      .isNotEmpty()
                      .allSatisfy(code -> assertThat(statuses).containsEntry(code, status)));
    }
  }

  @Test
  void everyDocumentedCodeIsExplained() {
    for (Operation operation : CONTRACT.operations()) {
      JsonObject responses = source(operation).getJsonObject("responses");
      for (String status : responses.fieldNames()) {
        JsonObject response = response(responses.getJsonObject(status));
        if (response.containsKey("x-codes")) {
          response
              .getJsonArray("x-codes")
              .forEach(
                  code ->
                      assertThat(response.getString("description"))
                          .as(operation.id() + " " + status)
                          .contains("`" + code + "`"));
        }
      }
    }
  }

  @Test
  void everyBodyHasAnExampleThatItTakes() {
    for (Operation operation : CONTRACT.operations()) {
      operation
          .body()
          .ifPresent(
              rule -> {
                JsonObject examples =
                    source(operation)
                        .getJsonObject("requestBody")
                        .getJsonObject("content")
                        .getJsonObject("application/json")
                        .getJsonObject("examples", new JsonObject());
                assertThat(examples.fieldNames()).as(operation.id()).isNotEmpty();
                for (String name : examples.fieldNames()) {
                  Object value = examples.getJsonObject(name).getValue("value");
                  assertThat(rule.shape().violations(value, Place.BODY, ""))
                      .as(operation.id() + " " + name)
                      .isEmpty();
                }
              });
    }
  }

  private static int status(Failure.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case GONE -> 410;
      case PRECONDITION -> 412;
      case UNPROCESSABLE -> 422;
      case LIMITED -> 429;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
    };
  }
}
