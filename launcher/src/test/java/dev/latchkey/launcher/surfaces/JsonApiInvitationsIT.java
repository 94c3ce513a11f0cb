package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.JsonApi.attributes;
import static dev.latchkey.launcher.surfaces.JsonApi.data;
import static dev.latchkey.launcher.surfaces.JsonApi.error;
import static dev.latchkey.launcher.surfaces.JsonApi.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a pending account to one that somebody has arrived at. */
class JsonApiInvitationsIT {

  private JsonApi ada;
  private Person grace;
  private String id;

  @BeforeEach
  void pending() {
    ada = JsonApi.owner();
    Latchkey latchkey = ada.login().latchkey();
    grace = new Person(latchkey, Person.freshAddress("arriving"), Person.PASSWORD);
    id = ada.create(grace.email(), JsonApi.ADMIN);
  }

  private JsonObject invite() {
    Reply sent = ada.send("POST", "/user_invitations", JsonApi.invitations(id)).expect(201);
    return objects(sent.json().getJsonArray("data")).get(0);
  }

  private String mailed(int count) {
    return grace.latchkey().mails().newest("invitation", grace.email(), count).token();
  }

  private Reply accept(String token) {
    return grace
        .latchkey()
        .ask(Ask.post("/invitations/accept", "token", token, "password", Person.PASSWORD));
  }

  private String status() {
    return attributes(ada.get("/users/" + id)).getString("status");
  }

  @Test
  void whoeverAcceptsGetsTheAccountThatWasMadeForThem() {
    grace.trySignIn().expect(401);
    JsonObject invitation = invite();
    JsonObject attributes = invitation.getJsonObject("attributes");
    assertThat(invitation.getString("type")).isEqualTo("user_invitations");
    assertThat(attributes.getString("uuid")).isEqualTo(invitation.getString("id"));
    assertThat(attributes.getString("invite_type")).isEqualTo("openid_invite");
    assertThat(attributes.getValue("login_method")).isNull();
    assertThat(
            Duration.between(
                OffsetDateTime.parse(attributes.getString("created_at")),
                OffsetDateTime.parse(attributes.getString("expires_at"))))
        .isEqualTo(Duration.ofHours(48));
    assertThat(
            invitation
                .getJsonObject("relationships")
                .getJsonObject("user")
                .getJsonObject("data")
                .getString("id"))
        .isEqualTo(id);
    assertThat(status()).isEqualTo("Pending");
    grace.trySignIn().expect(401);
    assertThat(accept(mailed(1)).expect(200).text("userId")).isEqualTo(id);
    assertThat(status()).isEqualTo("Active");
    assertThat(attributes(ada.get("/users/" + id)).getBoolean("verified")).isTrue();
    grace.signIn().me().expect(200);
    assertThat(error(ada.send("POST", "/user_invitations", JsonApi.invitations(id)), 400))
        .isNotBlank();
  }

  @Test
  void anInvitationIsGotUntilItIsCancelled() {
    JsonObject invitation = invite();
    String path = "/user_invitations/" + invitation.getString("id");
    assertThat(data(ada.get(path))).isEqualTo(invitation);
    ada.delete("/users/" + id + "/invitations").expect(200);
    assertThat(error(ada.get(path), 404)).isEqualTo(invitation.getString("id") + " not found");
    accept(mailed(1)).expect(410);
    assertThat(status()).isEqualTo("Pending");
  }

  @Test
  void everyPendingInvitationOfSomebodyIsCancelled() {
    invite();
    invite();
    String second = mailed(2);
    assertThat(ada.delete("/users/" + id + "/invitations").expect(200).header("content-type"))
        .isEqualTo("application/json");
    accept(second).expect(410);
    ada.delete("/users/" + id + "/invitations").expect(200);
    error(ada.delete("/users/" + JsonApi.UNKNOWN + "/invitations"), 404);
  }

  @Test
  void manyAreInvitedInTheirOrderOrNobodyIs() {
    String second = ada.create(Person.freshAddress("second"));
    Reply sent = ada.send("POST", "/user_invitations", JsonApi.invitations(second, id)).expect(201);
    assertThat(objects(sent.json().getJsonArray("data")))
        .extracting(
            each ->
                each.getJsonObject("relationships")
                    .getJsonObject("user")
                    .getJsonObject("data")
                    .getString("id"))
        .containsExactly(second, id);
    String third = ada.create(Person.freshAddress("third"));
    error(ada.send("POST", "/user_invitations", JsonApi.invitations(third, JsonApi.UNKNOWN)), 400);
    error(ada.send("POST", "/user_invitations", JsonApi.invitations(third, third)), 400);
    error(ada.send("POST", "/user_invitations", JsonApi.invitations()), 400);
    assertThat(ada.login().ask(Ask.get("/org/invitations")).items()).hasSize(2);
  }

  /** A role that was taken since does not come back with the invitation. */
  @Test
  void anInvitationGivesWhatTheAccountHoldsWhenItIsAccepted() {
    invite();
    ada.login()
        .ask(Ask.put("/org/users/" + id + "/roles", "roleIds", List.of(JsonApi.MEMBER)))
        .expect(200);
    accept(mailed(1)).expect(200);
    assertThat(data(ada.get("/users/" + id)).getJsonObject("relationships").getJsonObject("roles"))
        .isEqualTo(JsonApi.identifiers("roles", JsonApi.MEMBER));
  }

  @Test
  void anInvitationIsDeadOnceTheAccountIsDisabledOrHasAnotherAddress() {
    invite();
    ada.delete("/users/" + id).expect(204);
    assertThat(accept(mailed(1)).status()).isIn(409, 410);
    data(
        ada.send(
            "PATCH", "/users/" + id, JsonApi.update(id, new JsonObject().put("disabled", false))));
    assertThat(status()).isEqualTo("Pending");
    invite();
    JsonObject other = new JsonObject().put("email", Person.freshAddress("corrected"));
    data(ada.send("PATCH", "/users/" + id, JsonApi.update(id, other)));
    accept(mailed(2)).expect(410);
    grace.trySignIn().expect(401);
  }

  @Test
  void whoeverProvesTheAddressInsteadArrivesToo() {
    String corrected = Person.freshAddress("proving");
    JsonObject other = new JsonObject().put("email", corrected);
    data(ada.send("PATCH", "/users/" + id, JsonApi.update(id, other)));
    Person owner = new Person(grace.latchkey(), corrected, Person.PASSWORD);
    String proof = owner.latchkey().mails().newest("verify-email", corrected).token();
    assertThat(status()).isEqualTo("Pending");
    owner.prove(proof).expect(204);
    assertThat(status()).isEqualTo("Active");
    owner.trySignIn().expect(401);
  }

  @Test
  void nobodyInvitesSomebodyWhoMayMoreThanTheyDo() {
    JsonApi inviter = ada.with("users:invite", "org:read", "teams:read");
    error(inviter.send("POST", "/user_invitations", JsonApi.invitations(id)), 403);
    error(
        inviter.send(
            "POST", "/users", JsonApi.creation(Person.freshAddress("above"), JsonApi.ADMIN)),
        403);
    String below = inviter.create(Person.freshAddress("below"), JsonApi.MEMBER);
    inviter.send("POST", "/user_invitations", JsonApi.invitations(below)).expect(201);
  }
}
