package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** no field that is not the client's to set is taken from a body, by any operation. */
class MassAssignmentIT {

  private static final String ID = "019aa5b0-6f3e-7c51-8f0b-0f6f2a9c1d7e";

  private static final Map<String, Object> PROTECTED = fields();

  private static SharedNode node;
  private static Login login;
  private static List<String> before = List.of();

  /** What the paths name: things that are there, and that the owner may change. */
  private static Map<String, UUID> things = Map.of();

  private static Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String id : List.of("id", "userId", "personId", "organizationId", "loginId", "tenantId")) {
      fields.put(id, ID);
    }
    for (String flag :
        List.of(
            "verified",
            "emailVerified",
            "is_verified",
            "isOwner",
            "isAdmin",
            "primary",
            "pending",
            "mustChangePassword",
            "skipEmailVerification",
            "locked",
            "managed",
            "mustChange",
            "fresh")) {
      fields.put(flag, true);
    }
    fields.put("state", "active");
    fields.put("role", "owner");
    fields.put("roles", new JsonArray().add("owner"));
    fields.put("roleIds", new JsonArray().add(ID));
    fields.put("permissions", new JsonArray().add("users:manage"));
    fields.put("scopes", new JsonArray().add("users:manage"));
    fields.put("memberships", new JsonArray());
    fields.put("accountType", "managed");
    fields.put("admission", ID);
    fields.put("handle", "owner");
    fields.put("loginGeneration", 0);
    fields.put("keptLogin", ID);
    fields.put("assurance", "aal2");
    fields.put("version", 99);
    fields.put("createdAt", "2001-01-01T00:00:00Z");
    fields.put("updatedAt", "2001-01-01T00:00:00Z");
    fields.put("authenticatedAt", "2099-01-01T00:00:00Z");
    fields.put("expiresAt", "2099-01-01T00:00:00Z");
    fields.put("hash", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA");
    fields.put("user", new JsonObject().put("state", "active"));
    fields.put("__proto__", new JsonObject().put("isOwner", true));
    fields.put("constructor", new JsonObject());
    return fields;
  }

  @BeforeAll
  static void signIn() {
    node = SharedNode.get();
    login = node.owner().signIn();
    things = things(MatrixWorld.on(node));
    before = state();
  }

  private static Map<String, UUID> things(MatrixWorld world) {
    JsonObject me = login.me().json();
    UUID organization = UUID.fromString(me.getJsonObject("organization").getString("id"));
    UUID owner = UUID.fromString(me.getJsonObject("user").getString("id"));
    UUID member = world.person(organization, world.role("member"));
    return Map.of(
        "user", member,
        "roleId", world.emptyRole(organization),
        "teamId", world.team(organization, member),
        "emailId", world.email(owner),
        "loginId", world.login(owner, organization),
        "tokenId", world.token("organization", owner, organization),
        "invitationId", world.invitation(organization));
  }

  @AfterAll
  static void nothingHasChanged() {
    assertThat(state()).isEqualTo(before);
  }

  /** Everything that a body could want to change; when people signed in is noted meanwhile. */
  private static List<String> state() {
    return Stream.of(
            "accounts.person",
            "accounts.email",
            "accounts.link",
            "accounts.password",
            "accounts.membership",
            "accounts.membership_role",
            "accounts.organization",
            "accounts.role",
            "accounts.team",
            "accounts.team_member",
            "accounts.preferences",
            "accounts.onboarding",
            "notifications.push_token",
            "sessions.api_token",
            "invitations.invitation")
        .flatMap(
            table ->
                node
                    .database()
                    .column(
                        "SELECT (to_jsonb(t) - 'last_login_at')::text FROM %s t ORDER BY 1"
                            .formatted(table))
                    .stream())
        .toList();
  }

  static Stream<Operation> writing() {
    return Contract.of(SharedNode.get().latchkey()).operations().stream().filter(Operation::writes);
  }

  @ParameterizedTest
  @MethodSource("writing")
  void aProtectedFieldIsRefused(Operation operation) {
    PROTECTED.forEach(
        (field, value) -> {
          if (!operation.fields().contains(field)) {
            refused(operation, field, value);
          }
        });
  }

  private static void refused(Operation operation, String field, Object value) {
    JsonObject body = operation.example().copy().put(field, value);
    Reply reply = login.ask(operation.ask(things).json(body));
    assertThat(reply.status()).as(field + ": " + reply.body()).isEqualTo(400);
    if (operation.hasBody()) {
      assertThat(reply.json().getJsonArray("errors").encode()).contains("\"/" + field + "\"");
    } else {
      assertThat(reply.code()).isEqualTo("unexpected_body");
    }
  }

  @ParameterizedTest
  @MethodSource("writing")
  void aProtectedFieldOfAnItemIsRefused(Operation operation) {
    operation.example().fieldNames().stream()
        .filter(list -> firstOf(operation, list) instanceof JsonObject)
        .forEach(
            list -> PROTECTED.forEach((field, value) -> refused(operation, list, field, value)));
  }

  private static Object firstOf(Operation operation, String list) {
    return operation.example().getValue(list) instanceof JsonArray items && !items.isEmpty()
        ? items.getValue(0)
        : "";
  }

  private static void refused(Operation operation, String list, String field, Object value) {
    JsonObject body = operation.example().copy();
    JsonObject item = body.getJsonArray(list).getJsonObject(0);
    if (!field.equals("roleIds")) {
      item.put(field, value);
      Reply reply = login.ask(operation.ask(things).json(body));
      assertThat(reply.status()).as(field + ": " + reply.body()).isEqualTo(400);
      assertThat(reply.json().getJsonArray("errors").encode())
          .contains("\"/" + list + "/0/" + field + "\"");
    }
  }

  @ParameterizedTest
  @MethodSource("writing")
  void aParameterIsNoWayAroundIt(Operation operation) {
    for (String field : List.of("userId", "state", "emailVerified", "organizationId", "roles")) {
      Ask ask = operation.ask(things);
      Ask asked =
          new Ask(ask.method(), ask.path() + "?" + field + "=owner", ask.headers(), ask.body());
      assertThat(login.ask(asked).expect(400, "invalid_request").body()).contains(field);
    }
  }
}
