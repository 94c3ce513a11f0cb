package dev.latchkey.router.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.router.problem.FailureForm.Answer;
import dev.latchkey.router.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantMappingsTest {

  private static Answer answer(Problem problem) {
    return new TenantFailures().answer(problem, "request-1", Optional.empty());
  }

  private static JsonObject error(String code, String message) {
    return new JsonObject().put("code", code).put("message", message);
  }

  @Test
  void aFailureHasAnEntryForEachPlaceThatIsWrong() {
    Problem problem =
        new Problem(
            400,
            "invalid_request",
            "Wrong.",
            List.of(
                new Problem.Place("/query/size", "minimum", "At least 1."),
                new Problem.Place("", "required", "Send a body.")),
            null);
    Answer answer = answer(problem);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.mediaType()).isEqualTo("application/json;charset=UTF-8");
    assertThat(answer.body())
        .isEqualTo(
            new JsonObject()
                .put("fingerprint", "request-1")
                .put(
                    "errors",
                    new JsonArray()
                        .add(error("minimum", "/query/size: At least 1."))
                        .add(error("required", "Send a body."))));
  }

  @Test
  void aFailureOfNoPlaceHasOneEntryAnd422Becomes400() {
    Answer answer = answer(new Problem(422, "email_invalid", "No address.", List.of(), null));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().getJsonArray("errors"))
        .isEqualTo(new JsonArray().add(error("email_invalid", "No address.")));
    assertThat(answer(new Problem(409, "last_owner", "No.", List.of(), null)).status())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource({"0,20,0", "1,20,1", "20,20,1", "21,20,2", "40,20,2", "1000001,100,10001"})
  void theLastPageIsCounted(long total, int size, long pages) {
    JsonObject page = new PageNumber(3, size).json(List.of(), total);
    assertThat(page.getLong("totalPages")).isEqualTo(pages);
    assertThat(page.getLong("totalElements")).isEqualTo(total);
    assertThat(page.getInteger("number")).isEqualTo(3);
  }

  @Test
  void aPageOfAWholeListIsItsPart() {
    List<Integer> all = IntStream.range(0, 5).boxed().toList();
    assertThat(new PageNumber(0, 2).of(all)).containsExactly(0, 1);
    assertThat(new PageNumber(2, 2).of(all)).containsExactly(4);
    assertThat(new PageNumber(Integer.MAX_VALUE, 100).of(all)).isEmpty();
  }

  private static final List<RoleView> ROLES =
      Stream.of("admin", "auditor", "clerk", "member", "owner")
          .map(name -> new RoleView(new RoleId(UUID.nameUUIDFromBytes(name.getBytes())), name))
          .toList();

  private static MemberView holding(int... roles) {
    return new MemberView(
        new PersonId(new UUID(0, 1)),
        "ada",
        null,
        false,
        MemberState.DISABLED,
        AccountType.MANAGED,
        IntStream.of(roles).mapToObj(ROLES::get).toList(),
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        1);
  }

  private static String shown(int... roles) {
    String id = UserResponse.json(holding(roles)).getString("roleId");
    return ROLES.stream()
        .filter(role -> role.id().toString().equals(id))
        .findFirst()
        .map(RoleView::name)
        .orElse("none");
  }

  @Test
  void ofSeveralRolesTheHighestIsShown() {
    assertThat(shown(0, 1, 2, 3, 4)).isEqualTo("owner");
    assertThat(shown(0, 1, 3)).isEqualTo("admin");
    assertThat(shown(1, 2, 3)).isEqualTo("auditor");
    assertThat(shown(3)).isEqualTo("member");
    assertThat(shown()).isEqualTo("none");
  }

  @Test
  void whatAPersonHasNotIsNullAndNotAbsent() {
    JsonObject user = UserResponse.json(holding());
    assertThat(user.fieldNames())
        .containsExactlyInAnyOrder("id", "email", "idpId", "roleId", "profile", "createdDateTime");
    assertThat(user.getJsonObject("profile"))
        .isEqualTo(
            new JsonObject()
                .putNull("firstName")
                .putNull("lastName")
                .putNull("title")
                .put("status", "TERMINATED")
                .putNull("lastLoginDateTime"));
  }

  @Test
  void everyStateOfAnInvitationHasAStatus() {
    assertThat(EnrollmentResponse.states("CANCELLED"))
        .containsExactlyInAnyOrder(InvitationState.CANCELLED, InvitationState.DECLINED);
    assertThat(EnrollmentResponse.states("PENDING")).containsExactly(InvitationState.PENDING);
    assertThat(EnrollmentResponse.states(null)).isEmpty();
  }
}
