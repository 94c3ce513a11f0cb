package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.JsonApi.data;
import static dev.latchkey.launcher.surfaces.JsonApi.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is let in to the JSON:API surface, and how the others are told. */
class JsonApiAccessIT {

  private static final String API = "DD-API-KEY";
  private static final String APPLICATION = "DD-APPLICATION-KEY";

  private static JsonApi ada;
  private static Latchkey latchkey;

  @BeforeAll
  static void organization() {
    ada = JsonApi.owner();
    latchkey = ada.login().latchkey();
  }

  private static Ask me() {
    return Ask.of("GET", "/api/v2/current_user");
  }

  private static Ask keys(String api, String application) {
    return me().with(API, api).with(APPLICATION, application);
  }

  @Test
  void theTwoKeysOrABearerTokenLetIn() {
    latchkey.ask(keys(ada.apiKey(), ada.applicationKey())).expect(200);
    latchkey.ask(me().as(ada.login().access())).expect(200);
    latchkey.ask(me().as(ada.applicationKey())).expect(200);
    latchkey.ask(keys(ada.apiKey(), ada.applicationKey()).as(ada.login().access())).expect(200);
  }

  @Test
  void whereKeysAreSentTheyAloneCount() {
    String access = ada.login().access();
    error(latchkey.ask(keys(ada.apiKey(), "tpt_wrong").as(access)), 403);
    error(latchkey.ask(me().with(API, ada.apiKey()).as(access)), 403);
    error(latchkey.ask(me().with(APPLICATION, ada.applicationKey()).as(access)), 403);
  }

  @Test
  void nothingElseLetsIn() {
    JsonApi stranger = JsonApi.owner();
    String access = ada.login().access();
    for (Ask wrong :
        List.of(
            me(),
            me().with(API, ada.apiKey()),
            me().with(APPLICATION, ada.applicationKey()),
            keys(ada.applicationKey(), ada.apiKey()),
            keys(ada.apiKey(), ada.apiKey()),
            keys(ada.applicationKey(), ada.applicationKey()),
            keys(stranger.apiKey(), ada.applicationKey()),
            keys(ada.apiKey(), stranger.applicationKey()),
            keys(ada.apiKey(), access),
            keys(ada.apiKey() + "x", ada.applicationKey()),
            me().as(ada.apiKey()),
            me().as("garbage"),
            me().as(ada.login().refresh()),
            me().with("Authorization", ada.apiKey()),
            Ask.of("GET", "/api/v2/current_user?api_key=" + ada.apiKey()))) {
      Reply reply = latchkey.ask(wrong);
      assertThat(error(reply, 403)).contains(API, APPLICATION, "Two keys are needed");
      assertThat(reply.header("www-authenticate")).isEmpty();
    }
  }

  /** Gone already is a 404, and clients stop asking there; what they got wrong is not gone. */
  @Test
  void aMalformedRequestIsNeverTakenForSomethingThatIsGone() {
    String id = ada.create(Person.freshAddress("malformed"));
    JsonObject body = new JsonObject();
    for (String path :
        List.of(
            "/permissions",
            "/roles",
            "/roles/" + JsonApi.MEMBER,
            "/roles/" + JsonApi.MEMBER + "/users",
            "/users",
            "/users/" + id,
            "/users/" + id + "/orgs",
            "/users/" + id + "/permissions",
            "/user_invitations/" + id,
            "/current_user")) {
      assertThat(error(ada.send("GET", path, body), 400))
          .isEqualTo("This operation takes no body.");
    }
    error(ada.send("DELETE", "/users/" + id, body), 400);
    error(ada.send("DELETE", "/users/" + id + "/invitations", body), 400);
    error(ada.send("DELETE", "/roles/" + JsonApi.MEMBER, body), 400);
    assertThat(error(ada.get("/roles/" + JsonApi.MEMBER + "/users?page%5Bsize%5D=0"), 400))
        .startsWith("/query/page[size]: ");
    assertThat(data(ada.get("/users/" + id)).getString("id")).isEqualTo(id);
  }

  @Test
  void whatIsNoIdIsNotFoundLikeOneThatNobodyHas() {
    for (Reply unknown :
        List.of(
            ada.get("/users/some-one"),
            ada.get("/users/some-one/orgs"),
            ada.get("/users/some-one/permissions"),
            ada.delete("/users/some-one"),
            ada.delete("/users/some-one/invitations"),
            ada.send("PATCH", "/users/some-one", JsonApi.update("some-one", new JsonObject())),
            ada.get("/user_invitations/some-one"),
            ada.get("/roles/some-one"),
            ada.get("/roles/some-one/users"),
            ada.delete("/roles/some-one"))) {
      assertThat(error(unknown, 404)).isEqualTo("some-one not found");
    }
    assertThat(error(ada.get("/users/%3Cb%3E"), 404)).isEqualTo("id not found");
    error(ada.get("/users/" + "x".repeat(201)), 400);
  }

  @Test
  void aLoginThatIsShortOfSomethingIsNotToldWhereItsOwnerIs() {
    JsonApi boss = JsonApi.owner();
    JsonApi member = boss.member();
    JsonApi reset = boss.member();
    String password =
        boss.login()
            .ask(Ask.post("/org/users/" + reset.id() + "/password/reset"))
            .expect(200)
            .text("password");
    assertShort(reset.person().with(password).signIn().access(), "password");
    organizationAllows(boss, "impersonationAllowed");
    member.login().ask(Ask.patch("/me", "impersonationAllowed", true)).expect(200);
    String acting =
        boss.login()
            .ask(Ask.post("/org/users/" + member.id() + "/impersonate", "reason", "Ticket 1"))
            .expect(201)
            .text("accessToken");
    assertShort(acting, "");
    organizationAllows(boss, "mfaRequired");
    assertShort(boss.login().access(), "factor");
  }

  private static void organizationAllows(JsonApi boss, String setting) {
    boss.login().ask(Ask.patch("/org", "settings", Ask.object(setting, true))).expect(200);
  }

  /** As on the native surface. */
  private static void assertShort(String access, String why) {
    String id =
        latchkey
            .ask(Ask.get("/me").as(access))
            .expect(200)
            .json()
            .getJsonObject("user")
            .getString("id");
    latchkey.ask(Ask.get("/me/organizations").as(access)).expect(403);
    Reply reply = latchkey.ask(Ask.of("GET", "/api/v2/users/" + id + "/orgs").as(access));
    assertThat(error(reply, 403)).contains(why);
  }

  @Test
  void theKeysOfThisSurfaceOpenNoOther() {
    Map<String, String> sent = Map.of(API, ada.apiKey(), APPLICATION, ada.applicationKey());
    Ask ask = Ask.get("/me");
    for (Map.Entry<String, String> each : sent.entrySet()) {
      ask = ask.with(each.getKey(), each.getValue());
    }
    latchkey.ask(ask).expect(401, "unauthenticated");
  }

  @Test
  void whatThereIsNotIsToldInTheSameWay() {
    error(ada.get("/monitors"), 404);
    error(ada.get(""), 404);
    error(ada.send("PUT", "/users", new JsonObject()), 405);
    Reply text = ada.ask(Ask.of("POST", "/api/v2/users").json("{"));
    error(text, 400);
    Ask xml = Ask.of("POST", "/api/v2/users").json("{}").with("Content-Type", "text/xml");
    error(ada.ask(xml), 400);
  }

  @Test
  void aMemberMayNothingButSeeThemselves() {
    JsonApi member = ada.member();
    String id = ada.id();
    JsonObject none = JsonApi.update(id, new JsonObject());
    for (Reply refused :
        List.of(
            member.get("/users"),
            member.get("/users/" + id),
            member.get("/users/" + id + "/permissions"),
            member.get("/roles"),
            member.get("/roles/" + JsonApi.MEMBER),
            member.get("/roles/" + JsonApi.MEMBER + "/users"),
            member.get("/permissions"),
            member.get("/user_invitations/" + id),
            member.send("POST", "/users", JsonApi.creation("x@example.org")),
            member.send("PATCH", "/users/" + id, none),
            member.delete("/users/" + id),
            member.delete("/users/" + id + "/invitations"),
            member.send("POST", "/user_invitations", JsonApi.invitations(id)),
            member.send("PUT", "/anonymize_users", JsonApi.anonymisation(id)),
            member.send("POST", "/roles", new JsonObject()),
            member.send("PATCH", "/roles/" + JsonApi.MEMBER, new JsonObject()),
            member.delete("/roles/" + JsonApi.MEMBER),
            member.send("POST", "/roles/" + JsonApi.MEMBER + "/users", new JsonObject()),
            member.send("DELETE", "/roles/" + JsonApi.MEMBER + "/users", new JsonObject()))) {
      error(refused, 403);
    }
  }

  @Test
  void aKeyMayNoMoreThanItsScopes() {
    JsonApi reader = ada.with("users:read");
    data(reader.get("/users/" + ada.id()));
    error(reader.delete("/users/" + ada.id()), 403);
  }

  @Test
  void anotherOrganisationIsAsIfThereWereNone() {
    JsonApi eve = JsonApi.owner();
    String id = ada.create(Person.freshAddress("other"));
    Reply sent = ada.send("POST", "/user_invitations", JsonApi.invitations(id)).expect(201);
    String invitation = sent.json().getJsonArray("data").getJsonObject(0).getString("id");
    JsonObject none = JsonApi.update(id, new JsonObject().put("name", "Eve"));
    for (Reply unknown :
        List.of(
            eve.get("/users/" + id),
            eve.get("/users/" + id + "/orgs"),
            eve.get("/users/" + id + "/permissions"),
            eve.send("PATCH", "/users/" + id, none),
            eve.delete("/users/" + id),
            eve.delete("/users/" + id + "/invitations"))) {
      assertThat(error(unknown, 404)).isEqualTo(id + " not found");
    }
    error(eve.get("/user_invitations/" + invitation), 404);
    error(eve.send("POST", "/user_invitations", JsonApi.invitations(id)), 400);
    assertThat(
            data(eve.send("PUT", "/anonymize_users", JsonApi.anonymisation(id)))
                .getJsonObject("attributes")
                .getJsonArray("anonymized_user_ids"))
        .isEmpty();
    assertThat(data(ada.get("/users/" + id)).getJsonObject("attributes").getString("name"))
        .isEqualTo("Grace Hopper");
  }

  @Test
  void whatWasTakenAwayIsOverAtTheVeryNextRequest() {
    JsonApi boss = JsonApi.owner();
    JsonApi admin = boss.colleague(JsonApi.ADMIN, List.of("users:read", "users:manage"));
    data(admin.get("/users/" + admin.id()));
    String id = admin.id();
    boss.delete("/users/" + id).expect(204);
    error(admin.get("/current_user"), 403);
    error(admin.get("/users"), 403);
    latchkey.ask(me().as(admin.login().access())).expect(403);
    data(
        boss.send(
            "PATCH", "/users/" + id, JsonApi.update(id, new JsonObject().put("disabled", false))));
    error(admin.get("/current_user"), 403);
    JsonApi other = boss.member();
    String token =
        other.login().ask(Ask.get("/me/tokens")).items().findFirst().orElseThrow().getString("id");
    other.login().ask(Ask.delete("/me/tokens/" + token)).expect(204);
    error(other.get("/current_user"), 403);
    other.login().ask(Ask.delete("/sessions/current")).expect(204);
    error(latchkey.ask(me().as(other.login().access())), 403);
  }
}
