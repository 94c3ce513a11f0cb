package dev.latchkey.launcher.security;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Mails.Mail;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import dev.latchkey.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * of somebody who is anonymised, deleted or has closed their account no table has a word left
 * that told of them, the history stays, and nobody becomes them again.
 */
class ErasureIT {

  /** How somebody goes for good. */
  enum Erasure {
    ANONYMIZED,
    REMOVED,
    CLOSED;

    Reply of(Login boss, Login oneself, String id) {
      return switch (this) {
        case ANONYMIZED -> boss.ask(Ask.post("/org/users/anonymize", "userIds", List.of(id)));
        case REMOVED -> boss.ask(Ask.delete("/org/users/" + id));
        case CLOSED -> oneself.ask(Ask.delete("/me"));
      };
    }
  }

  /** Where somebody leaves something behind, at least. */
  private static final Set<String> TABLES =
      Set.of(
          "accounts.person",
          "accounts.email",
          "accounts.membership",
          "accounts.team_member",
          "accounts.preferences",
          "sessions.login",
          "sessions.api_token",
          "mfa.passkey",
          "invitations.invitation",
          "notifications.mail",
          "kernel.event",
          "kernel.idempotency_key");

  private Latchkey latchkey;
  private MatrixWorld world;
  private UUID home;
  private Actor boss;

  /** Is in everything that tells of them, and nowhere else. */
  private final String word = "zq" + UUID.randomUUID().toString().substring(24);

  private Person person;
  private Login login;
  private String id = "";
  private String apiToken = "";
  private Authenticator phone;

  @BeforeEach
  void liveALife() {
    latchkey = SharedNode.get().latchkey();
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
    boss = world.actor(home, world.role("owner"));
    person = new Person(latchkey, address("first"), Person.PASSWORD);
    id = made();
    byTheBoss();
    byThemselves();
    waitingMail();
  }

  private String address(String name) {
    return word + name + "@example.org";
  }

  private Ask create() {
    return Ask.post(
        "/org/users",
        "email",
        person.email(),
        "userName",
        word + "handle",
        "givenName",
        word + "given",
        "familyName",
        word + "family",
        "displayName",
        word + "display",
        "password",
        person.password(),
        "roleIds",
        List.of(world.role("owner").toString()));
  }

  private String made() {
    Ask keyed = create().with("Idempotency-Key", "erasure-create");
    Reply made = boss.login().ask(keyed).expect(201);
    prove(person.email());
    return made.json().getJsonObject("user").getString("id");
  }

  private void prove(String address) {
    Mail mail =
        Eventually.value(
            "a mail with a link to " + address,
            () ->
                latchkey.mails().all().stream()
                    .filter(each -> each.to().equals(address) && each.hasLink())
                    .findFirst()
                    .orElse(null));
    person.prove(mail.token()).expect(204);
  }

  private void byTheBoss() {
    Ask update = Ask.patch("/org/users/" + id, "title", word + "title");
    boss.login().ask(update.with("Idempotency-Key", "erasure-update")).expect(200);
    String team = boss.login().ask(Ask.post("/org/teams", "name", id)).expect(201).text("id");
    Ask assign = Ask.put("/org/teams/" + team + "/members/" + id, "role", word + "lead");
    assertThat(boss.login().ask(assign).status()).isLessThan(300);
  }

  private void byThemselves() {
    person.trySignIn(word + "wrong").expect(401);
    Ask signIn =
        Ask.post(
            "/sessions",
            "userName",
            word + "handle",
            "password",
            person.password(),
            "deviceName",
            word + "device");
    Ask fromABrowser = signIn.with("User-Agent", word + "agent");
    latchkey.ask(fromABrowser).expect(201);
    login = Login.of(latchkey, latchkey.ask(fromABrowser).expect(201));
    Ask adding = Ask.post("/me/emails", "email", address("second"));
    login.ask(adding.with("Idempotency-Key", "erasure-add").with("User-Agent", word + "agent"));
    prove(address("second"));
    login.ask(Ask.patch("/me", "displayName", word + "other", "locale", "de-AT")).expect(200);
    login.ask(Ask.patch("/me", "email", address("staged"))).expect(200);
    login.ask(Ask.delete("/org/users/" + UUID.randomUUID())).expect(404);
    login.ask(Ask.delete("/org/roles/" + UUID.randomUUID()).with("User-Agent", word + "agent"));
    Ask preferring = Ask.patch("/me/preferences", "hasSeenProductIntroFor", Map.of(word, true));
    login.ask(preferring.with("Idempotency-Key", "erasure-preferences")).expect(200);
    login.ask(Ask.post("/me/onboarding/skip", "reason", "later", "stepAtSkip", word)).expect(200);
    login.ask(Ask.put("/me/push-tokens", "token", word, "platform", "web")).expect(200);
    apiToken = token("/me/tokens", "scopes", word + "token");
    // What an organisation's token is called is the organisation's.
    token("/org/tokens", "permissions", "Directory sync");
    latchkey.ask(Ask.get("/org").as(apiToken).with("User-Agent", word + "agent"));
    String invited = Person.freshAddress("erasure");
    Ask invite =
        Ask.post(
            "/org/invitations", "invitations", List.of(new JsonObject().put("email", invited)));
    login.ask(invite).expect(201);
    latchkey.mails().newest("invitation", invited);
    person.forget();
    latchkey.mails().newest("email-change-requested", person.email());
    addPasskey();
  }

  private void addPasskey() {
    phone = new Authenticator(latchkey.url().toString());
    JsonObject made =
        phone.make(options(login.ask(Ask.of("POST", "/api/v1/me/mfa/passkeys/options"))));
    login.ask(Ask.post("/me/mfa/passkeys", "name", word + "passkey", "passkey", made)).expect(201);
  }

  private static JsonObject options(Reply reply) {
    return reply.expect(200).json().getJsonObject("publicKey");
  }

  private String token(String path, String field, String name) {
    Ask making = Ask.post(path, "name", name, field, List.of("org:read"));
    return login.ask(making).expect(201).text("token");
  }

  /** One that could not be sent so far. */
  private void waitingMail() {
    world
        .node()
        .database()
        .execute(
            """
            INSERT INTO notifications.mail (id, event_id, template, recipient, model, limited, next_attempt_at)
            SELECT gen_random_uuid(), id, 'password-changed', '%s', '{"name": "%s"}', false, now() + interval '1 day'
              FROM kernel.event WHERE subject_kind = 'person' AND subject_id = '%s' LIMIT 1\
            """
                .formatted(address("first"), word + "name", id));
  }

  private List<String> traces() {
    return TableText.of(world.node().database()).mentioning(List.of(word));
  }

  /** What happened to them and what they did, without what told of them. */
  private List<String> history() {
    return world
        .node()
        .database()
        .column(
            """
            SELECT concat_ws(' ', id, occurred_at, type, outcome, organization_id, actor_kind, actor_id,
                             subject_kind, subject_id, data)
              FROM kernel.event WHERE actor_id = '%1$s' OR subject_id = '%1$s' ORDER BY sequence\
            """
                .formatted(id));
  }

  @ParameterizedTest
  @EnumSource
  void nothingTellsOfThemAnyMoreAndNobodyBecomesThemAgain(Erasure erasure) {
    assertThat(traces().stream().map(row -> row.substring(0, row.indexOf(' '))).collect(toSet()))
        .containsAll(TABLES);
    List<String> before = history();
    assertThat(before).hasSizeGreaterThan(10);

    Reply gone = erasure.of(boss.login(), login, id);
    assertThat(gone.status()).as(gone.body()).isLessThan(300);
    assertThat(gone.body()).doesNotContain("\"anonymized\":false");

    Eventually.passes(() -> assertThat(traces()).isEmpty());
    assertThat(history()).containsAll(before);
    noDeviceIsLeft();
    everyWayIsShut();
    theHandleIsNobodys();
    whoHasTheAddressNextIsSomebodyElse();
  }

  private void noDeviceIsLeft() {
    String logins =
        """
        SELECT id FROM sessions.login
         WHERE person_id = '%s' AND coalesce(ip_address, user_agent, device) IS NOT NULL\
        """;
    assertThat(world.node().database().column(logins.formatted(id))).isEmpty();
    String devices = "SELECT id FROM notifications.push_token WHERE person_id = '%s'";
    Eventually.passes(
        () -> assertThat(world.node().database().column(devices.formatted(id))).isEmpty());
    String events =
        """
        SELECT type || ' ' || personal FROM kernel.event
         WHERE (actor_id = '%1$s' OR subject_id = '%1$s') AND personal IS NOT NULL
           AND type NOT IN ('user.anonymised', 'user.removed')\
        """;
    Eventually.passes(
        () -> assertThat(world.node().database().column(events.formatted(id))).isEmpty());
  }

  private void everyWayIsShut() {
    login.me().expect(401, "unauthenticated");
    login.tryRefresh().expect(401, "invalid_refresh_token");
    latchkey.ask(Ask.get("/org").as(apiToken)).expect(401, "unauthenticated");
    person.trySignIn().expect(401, "invalid_credentials");
    JsonObject used = phone.use(options(latchkey.ask(Ask.post("/sessions/passkey/options"))));
    latchkey.ask(Ask.post("/sessions", "passkey", used)).expect(401, "invalid_credentials");
    boss.login().ask(Ask.get("/org/users/" + id)).expect(404, "not_found");
    assertThat(boss.login().ask(Ask.get("/org/users?search=" + word)).items()).isEmpty();
  }

  private void theHandleIsNobodys() {
    boss.login().ask(create()).expect(409, "user_name_taken");
    assertThat(traces()).isEmpty();
  }

  private void whoHasTheAddressNextIsSomebodyElse() {
    person.register();
    prove(latchkey.mails().newest("registration", person.email()));
    Login next = person.signIn();
    JsonObject me = next.me().json();
    assertThat(me.getJsonObject("user").getString("id")).isNotEqualTo(id);
    assertThat(me.getJsonObject("user").getString("userName")).doesNotContain("handle");
    assertThat(me.getJsonArray("memberships")).isEmpty();
    assertThat(next.ask(Ask.get("/me/tokens")).items()).isEmpty();
    assertThat(next.ask(Ask.get("/me/organizations")).items()).isEmpty();
    assertThat(next.ask(Ask.get("/me/teams")).items()).isEmpty();
    assertThat(next.ask(Ask.get("/me/logins")).items()).hasSize(1);
    next.ask(Ask.get("/org/events")).expect(403, "forbidden");
    next.ask(Ask.put("/me/organization", "organizationId", home.toString()))
        .expect(404, "not_found");
    latchkey.ask(Ask.get("/org").as(apiToken)).expect(401, "unauthenticated");
  }

  private void prove(Mail registration) {
    person.prove(registration.token()).expect(204);
  }
}
