package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An organisation with tokens, as clients of the tenant surface know it.
 *
 * @param founder who owns it, signed in there
 * @param token may what administrators may
 */
record Tenant(SharedNode node, String organization, Login founder, String token) {

  static final String OWNER = "00000000-0000-7000-8000-000000000001";
  static final String ADMIN = "00000000-0000-7000-8000-000000000002";
  static final String MEMBER = "00000000-0000-7000-8000-000000000003";
  static final String MEDIA_TYPE = "application/json;charset=UTF-8";

  /** Whoever holds them reaches members, and administrators. */
  private static final String[] AS_AN_ADMINISTRATOR = {
    "org:manage",
    "users:manage",
    "users:reset-password",
    "users:reset-mfa",
    "roles:manage",
    "teams:manage",
    "audit:read"
  };

  /** A new one. */
  static Tenant founded() {
    SharedNode node = SharedNode.get();
    Login login = Person.registered(node.latchkey(), "founder").signIn();
    String id = login.ask(Ask.post("/me/organizations", "name", "Tenant")).expect(201).text("id");
    Reply there = login.ask(Ask.put("/me/organization", "organizationId", id)).expect(200);
    Login founder = Login.of(node.latchkey(), there);
    return new Tenant(node, id, founder, token(founder, AS_AN_ADMINISTRATOR));
  }

  /** A token with these scopes; of an organisation. */
  static String token(Login maker, String... permissions) {
    return maker
        .ask(Ask.post("/org/tokens", "name", "Sync", "permissions", List.of(permissions)))
        .expect(201)
        .text("token");
  }

  static Ask asking(String method, String path) {
    return Ask.of(method, "/organizations" + path);
  }

  Reply ask(Ask question) {
    return ask(question, token);
  }

  Reply ask(Ask question, String rawToken) {
    return node.latchkey().ask(question.with("Authorization", rawToken));
  }

  /** As a page of the product, with the login of the founder. */
  Reply askAsFounder(Ask question) {
    return ask(question, "Bearer " + founder.access());
  }

  Reply get(String path) {
    return ask(asking("GET", path));
  }

  Reply post(String path) {
    return ask(asking("POST", path));
  }

  Reply post(String path, JsonObject body) {
    return ask(asking("POST", path).json(body));
  }

  Reply put(String path, JsonObject body) {
    return ask(asking("PUT", path).json(body));
  }

  /** Somebody whose account the organisation has made. */
  Member member(String role) {
    Person person = new Person(node.latchkey(), Person.freshAddress("member"), Person.PASSWORD);
    JsonObject user =
        founder
            .ask(
                Ask.post("/org/users")
                    .json(
                        new JsonObject()
                            .put("email", person.email())
                            .put("givenName", "Grace")
                            .put("familyName", "Hopper")
                            .put("title", "Admiral")
                            .put("password", person.password())
                            .put("roleIds", new JsonArray().add(role))))
            .expect(201)
            .json()
            .getJsonObject("user");
    settle(user.getString("id"));
    return new Member(user.getString("id"), person);
  }

  /** As if they had proven their address and chosen a password of their own. */
  private void settle(String id) {
    node.database()
        .execute(
            "UPDATE accounts.password SET must_change = false, expires_at = NULL WHERE person_id = '%s'"
                .formatted(id),
            "UPDATE accounts.email SET verified_at = now() WHERE person_id = '%s'".formatted(id));
  }

  /** Somebody of the organisation. */
  record Member(String id, Person person) {

    String path() {
      return "/users/" + id;
    }
  }

  /** A page, once it is known to be one. */
  static List<JsonObject> content(Reply reply) {
    assertThat(answered(reply).fieldNames())
        .containsExactlyInAnyOrder("content", "totalElements", "totalPages", "size", "number");
    return reply.json().getJsonArray("content").stream().map(JsonObject.class::cast).toList();
  }

  /** The body of a success. */
  static JsonObject answered(Reply reply) {
    assertThat(reply.expect(200).header("content-type")).isEqualTo(MEDIA_TYPE);
    return reply.json();
  }

  /** The codes of a failure, once it is known to be one of this surface. */
  static Stream<String> codes(Reply reply, int status) {
    assertThat(reply.expect(status).header("content-type")).isEqualTo(MEDIA_TYPE);
    assertThat(reply.json().fieldNames()).isEqualTo(Set.of("fingerprint", "errors"));
    assertThat(reply.text("fingerprint")).isEqualTo(reply.header("x-request-id")).isNotBlank();
    return reply.json().getJsonArray("errors").stream()
        .map(JsonObject.class::cast)
        .peek(error -> assertThat(error.fieldNames()).isEqualTo(Set.of("code", "message")))
        .peek(error -> assertThat(error.getString("message")).isNotBlank())
        .map(error -> error.getString("code"));
  }

  static void refused(Reply reply, int status, String code) {
    assertThat(codes(reply, status)).containsExactly(code);
  }

  static JsonObject role(String id) {
    return new JsonObject().put("roleId", id);
  }
}
