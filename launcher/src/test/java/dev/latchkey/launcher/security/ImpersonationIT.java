package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody acts as another person: marked, told, on record, and never where it is sensitive. */
class ImpersonationIT {

  private final SharedNode node = SharedNode.get();
  private MatrixWorld world;
  private Actor owner;
  private Actor grace;

  @BeforeEach
  void populate() {
    world = MatrixWorld.on(node);
    UUID home = world.organization();
    owner = world.actor(home, world.role("owner"));
    grace = world.actor(home, world.role("admin"));
    organizationAllows(true);
    personAllows(true);
  }

  private void organizationAllows(boolean allowed) {
    JsonObject settings = new JsonObject().put("impersonationAllowed", allowed);
    owner.login().ask(Ask.patch("/org", "settings", settings)).expect(200);
  }

  private void personAllows(boolean allowed) {
    world.refresh(grace);
    grace.login().ask(Ask.patch("/me", "impersonationAllowed", allowed)).expect(200);
  }

  private Ask begin() {
    world.refresh(owner);
    return Ask.post("/org/users/" + grace.id() + "/impersonate", "reason", "Ticket 4711");
  }

  private String token() {
    return owner.login().ask(begin()).expect(201).text("accessToken");
  }

  private Reply ask(String token, Ask ask) {
    return node.latchkey().ask(ask.as(token));
  }

  @Test
  void whoActsIsThatPersonAndTheirProfileSaysWhoReallyActs() {
    JsonObject me = ask(token(), Ask.get("/me")).expect(200).json();
    assertThat(me.getJsonObject("user").getString("id")).isEqualTo(grace.id().toString());
    assertThat(me.getJsonObject("login").getString("impersonator"))
        .isEqualTo(owner.id().toString());
    assertThat(grace.login().me().json().getJsonObject("login").containsKey("impersonator"))
        .isFalse();
  }

  @Test
  void theyAreToldWithTheReasonAndTheTrailNamesBoth() {
    String token = token();
    ask(token, Ask.post("/org/teams", "name", "By somebody else")).expect(201);
    String address = grace.id() + "@example.org";
    assertThat(node.latchkey().mails().newest("impersonated", address).text())
        .contains("Ticket 4711");
    JsonObject made = newest("team.created");
    assertThat(made.getJsonObject("actor").getString("id")).isEqualTo(owner.id().toString());
    assertThat(made.getJsonObject("data").getString("actingAs")).isEqualTo(grace.id().toString());
    JsonObject begun = newest("user.impersonated");
    assertThat(begun.getJsonObject("subject").getString("id")).isEqualTo(grace.id().toString());
  }

  private JsonObject newest(String type) {
    return owner
        .login()
        .ask(Ask.get("/org/events?limit=1&type=" + type))
        .expect(200)
        .json()
        .getJsonArray("items")
        .getJsonObject(0);
  }

  @Test
  void nothingSensitiveAndNothingOfTheirOwnIsDone() {
    String token = token();
    for (Operation operation : Contract.of(node.latchkey()).operations()) {
      boolean own = operation.permission().equals("self");
      if (!List.of("describeMe", "signOut", "endLogin").contains(operation.id())
          && (own || operation.fresh())) {
        Reply reply = ask(token, operation.ask());
        assertThat(reply.status()).as(operation.id()).isEqualTo(403);
        assertThat(reply.code()).as(operation.id()).isIn("login_required", "forbidden");
      }
    }
  }

  @Test
  void eitherConsentThatIsWithdrawnEndsIt() {
    String token = token();
    personAllows(false);
    ask(token, Ask.get("/me")).expect(401, "unauthenticated");
    owner.login().ask(begin()).expect(403, "impersonation_not_allowed");
    personAllows(true);
    String again = token();
    organizationAllows(false);
    ask(again, Ask.get("/me")).expect(401, "unauthenticated");
  }

  @Test
  void itEndsWithTheSignOutOfWhoeverBeganIt() {
    String token = token();
    owner.login().ask(Ask.delete("/sessions/current")).expect(204);
    ask(token, Ask.get("/me")).expect(401, "unauthenticated");
  }

  @Test
  void itEndsByItsOwnSignOutAndLeavesEverythingElse() {
    String token = token();
    ask(token, Ask.delete("/sessions/current")).expect(204);
    ask(token, Ask.get("/me")).expect(401, "unauthenticated");
    owner.login().me().expect(200);
    grace.login().me().expect(200);
  }

  @Test
  void nobodyActsOnFromWhomTheyActAs() {
    Ask onward = Ask.post("/org/users/" + owner.id() + "/impersonate", "reason", "Onward");
    Reply reply = ask(token(), onward);
    assertThat(reply.status()).isEqualTo(403);
  }
}
