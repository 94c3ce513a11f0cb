package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.api.invitations.AcceptInvitation;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.DeclineInvitation;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.api.invitations.ListInvitations;
import dev.latchkey.api.invitations.ListMyInvitations;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.api.invitations.SendInvitations;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations on invitations ask, and what they answer. */
class InvitationSurfaceIT {

  private static final String INVITATIONS = "/api/v1/org/invitations";
  private static final String ACCEPT = "/api/v1/invitations/accept";
  private static final String ID = "019aa5b0-6f3e-7c51-8f0b-0f6f2a9c1d7e";

  private static Platform platform;
  private static Http ada;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
    ada = platform.http.as("good");
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  private static <Q extends Record> Q asked(Class<Q> type) {
    return platform.modules.last(type);
  }

  private static JsonObject json(String singleQuoted) {
    return new JsonObject(singleQuoted.replace('\'', '"'));
  }

  @Test
  void manyAreInvitedByOneRequest() throws Exception {
    var answer =
        ada.post(
            INVITATIONS,
            json(
                "{'invitations': [{'email': 'a@example.org', 'roleIds': ['%1$s'], 'teamIds': ['%1$s'],"
                        .formatted(ID)
                    + " 'message': 'Come!'}, {'email': 'b@example.org'}]}"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(INVITATIONS);
    assertThat(asked(SendInvitations.class).invitations())
        .containsExactly(
            new SendInvitations.Item(
                "a@example.org", Set.of(RoleId.of(ID)), Set.of(TeamId.of(ID)), "Come!"),
            new SendInvitations.Item("b@example.org", Set.of(), Set.of(), null));
    JsonObject first = answer.json().getJsonArray("items").getJsonObject(0);
    assertThat(first.getString("state")).isEqualTo("pending");
    assertThat(first.fieldNames()).doesNotContain("token", "link", "userId", "endedAt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'invitations': []}",
        "{'invitations': [{}]}",
        "{'invitations': [{'email': 'a@b.cd', 'state': 'accepted'}]}",
        "{'invitations': [{'email': 'a@b.cd', 'token': 'x'}]}",
        "{'invitations': [{'email': 'a@b.cd', 'roleIds': ['owner']}]}"
      })
  void whatTheContractDoesNotDescribeIsRefused(String body) throws Exception {
    assertThat(ada.post(INVITATIONS, json(body)).code()).isEqualTo("invalid_request");
  }

  @Test
  void moreThanAHundredAreRefused() throws Exception {
    JsonArray many = new JsonArray();
    for (int i = 0; i < 101; i++) {
      many.add(new JsonObject().put("email", "p" + i + "@example.org"));
    }
    assertThat(ada.post(INVITATIONS, new JsonObject().put("invitations", many)).code())
        .isEqualTo("invalid_request");
  }

  @Test
  void theListIsAskedAsTheQuerySays() throws Exception {
    var answer = ada.get(INVITATIONS + "?state=declined&limit=7&marker=m");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("marker")).isEqualTo("m");
    ListInvitations list = asked(ListInvitations.class);
    assertThat(list.state()).isEqualTo(InvitationState.DECLINED);
    assertThat(list.limit()).isEqualTo(7);
    assertThat(ada.get(INVITATIONS + "?state=unknown").code()).isEqualTo("invalid_request");
    assertThat(ada.get("/api/v1/me/invitations?limit=3").json().getJsonArray("items")).hasSize(1);
    assertThat(asked(ListMyInvitations.class).limit()).isEqualTo(3);
  }

  @Test
  void oneInvitationIsAskedForByItsId() throws Exception {
    String path = INVITATIONS + "/" + ID;
    assertThat(ada.get(path).status()).isEqualTo(200);
    assertThat(asked(DescribeInvitation.class).invitation()).isEqualTo(InvitationId.of(ID));
    assertThat(ada.send(HttpMethod.POST, path + "/resend", null).status()).isEqualTo(200);
    assertThat(asked(ResendInvitation.class).invitation()).isEqualTo(InvitationId.of(ID));
    assertThat(ada.delete(path).status()).isEqualTo(204);
    assertThat(asked(CancelInvitation.class).invitation()).isEqualTo(InvitationId.of(ID));
    assertThat(ada.delete("/api/v1/org/users/" + ID + "/invitations").status()).isEqualTo(204);
    assertThat(asked(CancelUserInvitations.class).user()).isEqualTo(PersonId.of(ID));
  }

  @Test
  void strangersAndPeopleWhoAreSignedInAcceptAtOnePlace() throws Exception {
    var answer =
        platform.http.post(
            ACCEPT, json("{'token': 't', 'password': 'violet teapot', 'displayName': 'Grace'}"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getJsonObject("organization").getString("name")).isNotBlank();
    JoinByInvitation joined = asked(JoinByInvitation.class);
    assertThat(List.of(joined.token(), joined.password(), joined.displayName()))
        .isEqualTo(List.of("t", "violet teapot", "Grace"));
    assertThat(joined.toString()).doesNotContain("violet");
    assertThat(ada.post(ACCEPT, json("{'token': 'other'}")).status()).isEqualTo(200);
    assertThat(asked(AcceptInvitation.class).token()).isEqualTo("other");
    assertThat(asked(AcceptInvitation.class).caller().person()).isEqualTo(FakeModules.PERSON);
    assertThat(asked(JoinByInvitation.class).token()).isEqualTo("t");
  }

  @Test
  void aCredentialThatDoesNotCountIsNotTakenForNone() throws Exception {
    platform.modules.usual(JoinByInvitation.class);
    for (String header : List.of("Bearer forged", "Basic YTpi", "Bearer")) {
      var answer =
          platform
              .http
              .with("Authorization", header)
              .post(ACCEPT, json("{'token': 'sneaky', 'password': 'violet teapot'}"));
      assertThat(answer.code()).isEqualTo("unauthenticated");
    }
    assertThat(platform.http.as("temporary").post(ACCEPT, json("{'token': 'sneaky'}")).code())
        .isEqualTo("password_change_required");
  }

  @Test
  void whoeverIsSignedInChoosesNoPassword() throws Exception {
    assertThat(ada.post(ACCEPT, json("{'token': 't', 'password': 'violet teapot'}")).code())
        .isEqualTo("invalid_request");
  }

  @Test
  void aTokenIsDeclinedInThePath() throws Exception {
    assertThat(
            platform
                .http
                .send(HttpMethod.POST, "/api/v1/invitations/abc_DEF-1/decline", null)
                .status())
        .isEqualTo(204);
    assertThat(asked(DeclineInvitation.class).token()).isEqualTo("abc_DEF-1");
    platform.modules.refuse(DeclineInvitation.class, Failure.LINK_INVALID);
    assertThat(platform.http.send(HttpMethod.POST, "/api/v1/invitations/x/decline", null).status())
        .isEqualTo(410);
    platform.modules.usual(DeclineInvitation.class);
  }
}
