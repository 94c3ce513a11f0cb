package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** every change is on record, every refused attempt too, and nobody takes a record away. */
class AuditIT {

  /** Changes nothing that anybody would look for. */
  private static final Set<String> NO_CHANGES =
      Set.of("previewPasswordReset", "beginTotp", "offerPasskey", "beginReauthentication");

  /** Wants an answer to what was begun: see {@link SecondFactorIT} and {@link PasskeyIT}. */
  private static final Set<String> BY_CODE = Set.of("confirmTotp", "addPasskey");

  /** What its own caller can't be refused, but for a request that is none. */
  private static final Set<String> NEVER_REFUSED =
      Set.of(
          "signOut",
          "createOrganization",
          "skipOnboarding",
          "registerPushToken",
          "unregisterPushToken");

  private static MatrixWorld world;
  private static UUID home;

  @BeforeAll
  static void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
  }

  /** Those of somebody who is signed in. */
  static Stream<Operation> writing() {
    return Contract.of(SharedNode.get().latchkey()).operations().stream()
        .filter(Operation::writes)
        .filter(operation -> !operation.isPublic());
  }

  static Stream<Operation> changing() {
    return writing()
        .filter(operation -> !NO_CHANGES.contains(operation.id()))
        .filter(operation -> !BY_CODE.contains(operation.id()));
  }

  static Stream<Operation> refusable() {
    return writing().filter(operation -> !NEVER_REFUSED.contains(operation.id()));
  }

  /** The outcomes on record of one request. */
  private static List<String> outcomes(Reply reply) {
    return world
        .node()
        .database()
        .column(
            "SELECT outcome FROM kernel.event WHERE data ->> 'requestId' = '%s'"
                .formatted(reply.header("x-request-id")));
  }

  @ParameterizedTest
  @MethodSource("changing")
  void aChangeIsOnRecord(Operation operation) {
    Actor actor = world.actor(home, world.role("owner"));
    Reply reply = actor.login().ask(ask(operation, actor));
    assertThat(reply.status()).as(reply.body()).isLessThan(300);
    assertThat(outcomes(reply)).isNotEmpty().containsOnly("done");
  }

  /** About something that is there and can be changed so. */
  private static Ask ask(Operation operation, Actor actor) {
    Map<String, UUID> things = things(operation, actor);
    Ask ask = operation.ask(things);
    if (!operation.hasBody()) {
      return ask;
    }
    JsonObject body = operation.example().copy();
    things.forEach(
        (name, id) -> {
          if (body.containsKey(name)) {
            body.put(name, id.toString());
          }
        });
    if (body.containsKey("userIds")) {
      body.put("userIds", List.of(things.get("user").toString()));
    }
    if (body.containsKey("email")) {
      body.put("email", UUID.randomUUID() + "@example.org");
    }
    return ask.json(body);
  }

  private static Map<String, UUID> things(Operation operation, Actor actor) {
    UUID member = world.person(home, world.role("member"));
    UUID elsewhere = world.organization();
    world.join(actor.id(), elsewhere, world.role("member"));
    Map<String, UUID> things = new HashMap<>();
    things.put("user", member);
    things.put("roleId", world.emptyRole(home));
    things.put("teamId", world.team(home, member));
    things.put("organizationId", elsewhere);
    things.put("loginId", world.login(actor.id(), home));
    things.put(
        "tokenId",
        world.token(
            operation.path().contains("/org/") ? "organization" : "person", actor.id(), home));
    things.put("emailId", world.email(actor.id()));
    things.put("trustedDeviceId", world.trustedDevice(actor.id()));
    things.put("invitationId", world.invitation(home));
    prepare(operation, actor, things);
    return things;
  }

  /** What some changes want to find. */
  private static void prepare(Operation operation, Actor actor, Map<String, UUID> things) {
    String address = UUID.randomUUID() + "@example.org";
    switch (operation.id()) {
      case "assignTeamMember" -> things.put("teamId", world.team(home));
      case "removeTotp", "replaceRecoveryCodes" -> world.factor(actor);
      case "renamePasskey", "removePasskey" -> {
        world.factor(actor);
        things.put("passkeyId", world.passkey(actor.id()));
      }
      case "cancelUserInvitations" -> world.invitation(home, things.get("user") + "@example.org");
      case "enableUser" -> world.disable(things.get("user"));
      case "cancelEmailChange" -> actor.login().ask(Ask.patch("/me", "email", address)).expect(200);
      case "sendEmailProof" ->
          things.put("emailId", UUID.fromString(actor.login().addEmail(address)));
      case "unregisterPushToken" ->
          actor
              .login()
              .ask(
                  Ask.put(
                      "/me/push-tokens",
                      "token",
                      operation.example().getString("token"),
                      "platform",
                      "web"))
              .expect(200);
      case "endUserLogins" -> world.login(things.get("user"), home);
      case "impersonateUser" -> {
        JsonObject settings = new JsonObject().put("impersonationAllowed", true);
        actor.login().ask(Ask.patch("/org", "settings", settings)).expect(200);
        world
            .node()
            .database()
            .execute(
                "UPDATE accounts.person SET impersonation_allowed = true WHERE id = '%s'"
                    .formatted(things.get("user")));
      }
      default -> {}
    }
  }

  @ParameterizedTest
  @MethodSource("refusable")
  void aRefusedAttemptIsOnRecord(Operation operation) {
    Actor nobody = world.actor(home, world.emptyRole(home));
    Reply reply = nobody.login().ask(refused(operation, nobody));
    assertThat(reply.status()).as(reply.body()).isGreaterThanOrEqualTo(400);
    assertThat(outcomes(reply)).as(reply.body()).isNotEmpty().containsOnly("refused");
  }

  /** About what is not there, too late for what wants a fresh proof, and with a wrong password. */
  private static Ask refused(Operation operation, Actor actor) {
    if (operation.fresh()) {
      world
          .node()
          .database()
          .execute(
              "UPDATE sessions.login SET authenticated_at = now() - interval '10 min' WHERE id = '%s'"
                  .formatted(actor.login().id()));
    }
    Ask ask = operation.ask();
    return switch (operation.id()) {
      case "updateMe", "updatePreferences" -> ask.with("If-Match", "\"99\"");
      case "reauthenticate" -> ask.json(Ask.object("password", "wrong"));
      case "changePassword" ->
          ask.json(Ask.object("currentPassword", "wrong", "newPassword", Person.PASSWORD));
      default -> ask;
    };
  }

  @Test
  void whatNobodyIsSignedInForIsOnRecordToo() {
    Person person = Person.registered(world.node().latchkey(), "audited");
    Login login = Login.of(world.node().latchkey(), onRecord("login.started", person.trySignIn()));
    String id = login.me().json().getJsonObject("user").getString("id");
    assertThat(of(id)).contains("person.registered done", "person.activated done");
    onRecord("password.refused", person.trySignIn("wrong"));
    String token = person.forget();
    assertThat(of(id)).contains("password.reset_requested done");
    onRecord("password.reset", person.reset(token, "eleven quiet looms before dawn"));
  }

  private static Reply onRecord(String type, Reply reply) {
    assertThat(
            world
                .node()
                .database()
                .column(
                    "SELECT type FROM kernel.event WHERE data ->> 'requestId' = '%s'"
                        .formatted(reply.header("x-request-id"))))
        .contains(type);
    return reply;
  }

  private static List<String> of(String person) {
    return world
        .node()
        .database()
        .column(
            "SELECT type || ' ' || outcome FROM kernel.event WHERE '%s' IN (actor_id::text, subject_id::text)"
                .formatted(person));
  }

  /** By the role that the service has, whatever it was brought to send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE kernel.event SET outcome = 'done'",
        "UPDATE kernel.event SET actor_id = NULL",
        "UPDATE kernel.event SET data = '{}'",
        "DELETE FROM kernel.event",
        "TRUNCATE kernel.event",
        "DROP TABLE kernel.event",
        "ALTER TABLE kernel.event DISABLE TRIGGER ALL",
        "ALTER TABLE kernel.event OWNER TO CURRENT_USER",
        "UPDATE kernel.%s SET outcome = 'done'",
        "DELETE FROM kernel.%s",
        "DROP TABLE kernel.%s",
        "ALTER TABLE kernel.event DETACH PARTITION kernel.%s",
        "SELECT setval('kernel.event_sequence', 1)"
      })
  void theServiceCanTakeNoRecordAway(String statement) throws SQLException {
    String month =
        "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'kernel.event'::regclass";
    String partition = world.node().database().column(month).get(0).replace("kernel.", "");
    long before = count();
    try (Connection connection = asTheService();
        var sent = connection.createStatement()) {
      assertThatThrownBy(() -> sent.execute(statement.formatted(partition)))
          .isInstanceOfSatisfying(
              SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }
    assertThat(count()).isEqualTo(before);
  }

  private static long count() {
    return Long.parseLong(
        world.node().database().column("SELECT count(*) FROM kernel.event").get(0));
  }

  private static Connection asTheService() throws SQLException {
    URI url = URI.create(world.node().database().url());
    String[] user = url.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
        user[0],
        user[1]);
  }
}
