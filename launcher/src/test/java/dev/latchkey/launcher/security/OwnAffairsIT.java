package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Parallel;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import dev.latchkey.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Preferences, onboarding and push tokens from outside: nobody's but one's own, and bounded. */
class OwnAffairsIT {

  private static final Ask PREFERENCES = Ask.get("/me/preferences");
  private static final Ask ONBOARDING = Ask.get("/me/onboarding");

  private MatrixWorld world;
  private UUID home;
  private Actor ada;
  private Login login;

  /** Occurs nowhere else. */
  private final String token = "token:" + UUID.randomUUID();

  @BeforeEach
  void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
    ada = world.actor(home, world.role("member"));
    login = ada.login();
  }

  private static Ask patch(String json) {
    return Ask.of("PATCH", "/api/v1/me/preferences").json(json);
  }

  @Test
  void preferencesBeginWithTheirDefaultsAndAreMerged() {
    Reply first = login.ask(PREFERENCES).expect(200);
    assertThat(first.header("etag")).isEqualTo("\"0\"");
    assertThat(first.text("themeMode")).isEqualTo("system");
    assertThat(first.json().containsKey("roleAtOrganization")).isFalse();

    Reply second =
        login
            .ask(
                patch(
                        """
                        {"themeMode": "dark", "roleAtOrganization": "data",
                         "hasSeenProductIntroFor": {"surveys": true, "flags": true}}\
                        """)
                    .with("If-Match", first.header("etag")))
            .expect(200);
    assertThat(second.header("etag")).isEqualTo("\"1\"");
    Reply third =
        login
            .ask(
                patch(
                    """
                    {"themeMode": null, "roleAtOrganization": null,
                     "hasSeenProductIntroFor": {"surveys": null}}\
                    """))
            .expect(200);
    assertThat(third.json())
        .isEqualTo(
            first
                .json()
                .put("hasSeenProductIntroFor", new JsonObject().put("flags", true))
                .put("version", 2));
    assertThat(login.ask(PREFERENCES).expect(200).json()).isEqualTo(third.json());
  }

  @Test
  void aChangeOfAnotherVersionDoesNothing() {
    login.ask(patch("{\"themeMode\": \"dark\"}")).expect(200);
    login
        .ask(patch("{\"themeMode\": \"light\"}").with("If-Match", "\"0\""))
        .expect(412, "version_conflict");
    assertThat(login.ask(PREFERENCES).text("themeMode")).isEqualTo("dark");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"theme_mode\": \"dark\"}",
        "{\"themeMode\": \"dark\", \"theme\": 1}",
        "{\"notices\": {\"passwordChanged\": false}}",
        "{\"hedgehogConfig\": {\"speed\": 1}}",
        "{\"hasSeenProductIntroFor\": {\"a b\": true}}",
        "{\"notificationSettings\": {\"a\": {\"b\": {\"c\": true}}}}"
      })
  void whatIsNoPreferenceIsRefused(String json) {
    assertThat(login.ask(patch(json)).expect(400, "invalid_request").json().getJsonArray("errors"))
        .isNotEmpty();
    assertThat(login.ask(PREFERENCES).header("etag")).isEqualTo("\"0\"");
  }

  @Test
  void whatAddsUpIsBounded() {
    login.ask(intros("a")).expect(200);
    login.ask(intros("b")).expect(422, "preferences_too_large");
    assertThat(login.ask(PREFERENCES).header("etag")).isEqualTo("\"1\"");
  }

  private static Ask intros(String prefix) {
    JsonObject seen = new JsonObject();
    for (int i = 0; i < 150; i++) {
      seen.put(prefix + i, true);
    }
    return patch(new JsonObject().put("hasSeenProductIntroFor", seen).encode());
  }

  @Test
  void theSetUpIsSkippedOnceAndNeverSaidToBeDelegated() {
    assertThat(login.ask(ONBOARDING).expect(200).body()).isEqualTo("{}");
    login.ask(skip("delegated")).expect(400, "invalid_request");
    login.ask(Ask.post("/me/onboarding/skip")).expect(400, "invalid_request");
    JsonObject first = login.ask(skip("later")).expect(200).json();
    assertThat(first.getString("organizationId")).isEqualTo(home.toString());
    JsonObject second = login.ask(skip("other")).expect(200).json();
    assertThat(second).isEqualTo(first.copy().put("reason", "other"));
    assertThat(login.ask(ONBOARDING).json()).isEqualTo(second);
  }

  private static Ask skip(String reason) {
    return Ask.post("/me/onboarding/skip", "reason", reason, "stepAtSkip", "");
  }

  @Test
  void thirtySkipsInAnHourAreEnoughHoweverTheyAreSent() {
    List<Reply> replies = Parallel.ask(40, number -> login.ask(skip("later")));
    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(30);
    assertThat(replies.stream().filter(reply -> reply.status() == 200).map(Reply::body))
        .as("one stamp")
        .containsOnly(login.ask(ONBOARDING).body());
    Reply late = login.ask(skip("other")).expect(429, "too_many_requests");
    assertThat(Integer.parseInt(late.header("retry-after"))).isBetween(3000, 3600);
  }

  private Ask register(String text) {
    return Ask.put("/me/push-tokens", "token", text, "platform", "android");
  }

  private List<String> tokens(Actor actor) {
    return world
        .node()
        .database()
        .column(
            "SELECT id FROM notifications.push_token WHERE person_id = '%s' ORDER BY last_seen_at"
                .formatted(actor.id()));
  }

  @Test
  void aPushTokenIsNotToldAgainAndItsRegistrationRefreshed() {
    Reply first = login.ask(register(token)).expect(200);
    assertThat(first.json().fieldNames())
        .containsExactlyInAnyOrder("id", "platform", "createdAt", "lastSeenAt");
    Ask asWeb = Ask.put("/me/push-tokens", "token", token, "platform", "web");
    Reply second = login.ask(asWeb).expect(200);
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    assertThat(second.text("platform")).isEqualTo("web");
    assertThat(second.text("createdAt")).isEqualTo(first.text("createdAt"));
    assertThat(second.text("lastSeenAt")).isGreaterThan(first.text("lastSeenAt"));
    login
        .ask(Ask.put("/me/push-tokens", "token", token, "platform", "fax"))
        .expect(400, "invalid_request");
    login.ask(register("x".repeat(513))).expect(400, "invalid_request");
  }

  @Test
  void twentyAreKeptHoweverManyComeAtOnce() {
    for (int i = 0; i < 12; i++) {
      login.ask(register(token + i)).expect(200);
    }
    List<Reply> replies = Parallel.ask(16, number -> login.ask(register(token + "-" + number)));
    assertThat(replies).allMatch(reply -> reply.status() == 200);
    assertThat(tokens(ada))
        .hasSize(20)
        .containsAll(replies.stream().map(reply -> reply.text("id")).toList());
  }

  @Test
  void aDeviceIsOnePersonsAndOnlyTheyUnregisterIt() {
    Actor eve = world.actor(home, world.role("member"));
    login.ask(register(token)).expect(200);
    eve.login().ask(Ask.post("/me/push-tokens/unregister", "token", token)).expect(204);
    assertThat(tokens(ada)).hasSize(1);
    eve.login().ask(register(token)).expect(200);
    assertThat(tokens(ada)).isEmpty();
    assertThat(tokens(eve)).hasSize(1);
    login.ask(Ask.post("/me/push-tokens/unregister", "token", token)).expect(204);
    assertThat(tokens(eve)).hasSize(1);
    eve.login().ask(Ask.post("/me/push-tokens/unregister", "token", token)).expect(204);
    assertThat(tokens(eve)).isEmpty();
  }

  @Test
  void whoSignsADeviceOutTakesItsNoticesAway() {
    Login other = Belongings.person(ada).signIn();
    login.ask(register(token)).expect(200);
    other.ask(register(token + "other")).expect(200);
    login.ask(Ask.delete("/me/logins/" + other.id())).expect(204);
    Eventually.passes(() -> assertThat(tokens(ada)).hasSize(1));
    login.ask(Ask.delete("/sessions/current")).expect(204);
    Eventually.passes(() -> assertThat(tokens(ada)).isEmpty());
  }

  @Test
  void noDeviceComesBackWithWhoeverIsReinstated() {
    Actor boss = world.actor(home, world.role("owner"));
    login.ask(register(token)).expect(200);
    boss.login().ask(Ask.of("POST", "/api/v1/org/users/" + ada.id() + "/disable")).expect(200);
    Eventually.passes(() -> assertThat(tokens(ada)).isEmpty());
    boss.login().ask(Ask.post("/org/users/" + ada.id() + "/enable")).expect(200);
    Login again = Belongings.person(ada).signIn();
    assertThat(tokens(ada)).isEmpty();
    again.ask(register(token)).expect(200);
    assertThat(tokens(ada)).hasSize(1);
  }

  /** An API token is a program's, and whoever acts as somebody else has another device. */
  @Test
  void noneOfItIsForApiTokens() {
    String apiToken =
        login
            .ask(Ask.post("/me/tokens", "name", "Report", "scopes", List.of("org:read")))
            .expect(201)
            .text("token");
    for (Ask ask : List.of(PREFERENCES, register(token))) {
      SharedNode.get().latchkey().ask(ask.as(apiToken)).expect(403, "forbidden");
    }
    for (Ask ask : List.of(ONBOARDING, skip("later"))) {
      SharedNode.get().latchkey().ask(ask.as(apiToken)).expect(403, "login_required");
    }
  }
}
