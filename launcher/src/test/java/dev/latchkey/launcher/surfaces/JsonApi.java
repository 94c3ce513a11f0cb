package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody of an organisation who asks the JSON:API surface by two keys.
 *
 * @param login what the keys were made by, fresh
 */
record JsonApi(Login login, Person person, String apiKey, String applicationKey) {

  static final String MEMBER = "00000000-0000-7000-8000-000000000003";
  static final String ADMIN = "00000000-0000-7000-8000-000000000002";
  static final String UNKNOWN = "019aa5b0-6f3e-7c51-8f0b-0f6f2a9c1d7e";

  /** All that an owner may, but for acting as others. */
  private static final List<String> EVERYTHING =
      List.of(
          "org:read",
          "org:manage",
          "me:read",
          "me:write",
          "users:read",
          "users:manage",
          "users:invite",
          "users:reset-password",
          "users:reset-mfa",
          "users:impersonate",
          "roles:read",
          "roles:manage",
          "teams:read",
          "teams:manage",
          "tokens:manage",
          "audit:read");

  /** The owner of a new organisation. */
  static JsonApi owner() {
    Latchkey latchkey = SharedNode.get().latchkey();
    Person person = Person.registered(latchkey, "json-owner");
    person.signIn().ask(Ask.post("/me/organizations", "name", "Looms")).expect(201);
    return of(person, EVERYTHING, null);
  }

  /** Somebody with the built-in role member. */
  JsonApi member() {
    return colleague(MEMBER, List.of("org:read", "teams:read", "me:write"));
  }

  /** Somebody with that role, by a key that may so much. */
  JsonApi colleague(String role, List<String> scopes) {
    String email = Person.freshAddress("json-colleague");
    login
        .ask(
            Ask.post(
                "/org/users",
                "email",
                email,
                "password",
                Person.PASSWORD,
                "roleIds",
                List.of(role)))
        .expect(201);
    Person colleague = new Person(login.latchkey(), email, Person.PASSWORD);
    return of(colleague, scopes, apiKey);
  }

  private static JsonApi of(Person person, List<String> scopes, String apiKey) {
    Login login = person.signIn();
    return new JsonApi(
        login,
        person,
        apiKey == null ? token(login, "/org/tokens", "permissions", List.of("org:read")) : apiKey,
        token(login, "/me/tokens", "scopes", scopes));
  }

  private static String token(Login login, String path, String field, List<String> permissions) {
    Ask making = Ask.post(path, "name", "Key", field, permissions);
    return login.ask(making).expect(201).text("token");
  }

  /** The same person with a key that may less. */
  JsonApi with(String... scopes) {
    return new JsonApi(
        login, person, apiKey, token(login, "/me/tokens", "scopes", List.of(scopes)));
  }

  String id() {
    return login.me().expect(200).json().getJsonObject("user").getString("id");
  }

  Reply get(String path) {
    return ask(Ask.of("GET", "/api/v2" + path));
  }

  Reply send(String method, String path, JsonObject body) {
    return ask(Ask.of(method, "/api/v2" + path).json(body));
  }

  Reply delete(String path) {
    return ask(Ask.of("DELETE", "/api/v2" + path));
  }

  /** Asks by the two keys, and holds the answer against the contract. */
  Reply ask(Ask question) {
    Ask signed = question.with("DD-API-KEY", apiKey).with("DD-APPLICATION-KEY", applicationKey);
    return JsonApiAnswers.described(question, login.latchkey().ask(signed));
  }

  /** Makes somebody with these roles; answers their id. */
  String create(String email, String... roles) {
    return send("POST", "/users", creation(email, roles))
        .expect(201)
        .json()
        .getJsonObject("data")
        .getString("id");
  }

  static JsonObject creation(String email, String... roles) {
    JsonObject data =
        new JsonObject()
            .put("type", "users")
            .put("attributes", new JsonObject().put("email", email).put("name", "Grace Hopper"));
    return new JsonObject()
        .put(
            "data",
            data.put("relationships", new JsonObject().put("roles", identifiers("roles", roles))));
  }

  static JsonObject update(String id, JsonObject attributes) {
    return new JsonObject()
        .put(
            "data",
            new JsonObject().put("type", "users").put("id", id).put("attributes", attributes));
  }

  static JsonObject invitations(String... users) {
    JsonArray data = new JsonArray();
    for (String user : users) {
      JsonObject identifier = new JsonObject().put("type", "users").put("id", user);
      JsonObject related = new JsonObject().put("user", new JsonObject().put("data", identifier));
      data.add(new JsonObject().put("type", "user_invitations").put("relationships", related));
    }
    return new JsonObject().put("data", data);
  }

  static JsonObject anonymisation(String... users) {
    return new JsonObject()
        .put(
            "data",
            new JsonObject()
                .put("type", "anonymize_users_request")
                .put(
                    "attributes", new JsonObject().put("user_ids", new JsonArray(List.of(users)))));
  }

  static JsonObject identifiers(String type, String... ids) {
    return new JsonObject()
        .put(
            "data",
            new JsonArray(
                Stream.of(ids)
                    .map(id -> new JsonObject().put("type", type).put("id", id))
                    .toList()));
  }

  /** The only sentence of a failure of that status, whose whole shape is looked at. */
  static String error(Reply reply, int status) {
    reply.expect(status);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.json().fieldNames()).containsExactly("errors");
    assertThat(reply.json().getJsonArray("errors")).hasSize(1);
    return reply.json().getJsonArray("errors").getString(0);
  }

  static JsonObject data(Reply reply) {
    return reply.expect(200).json().getJsonObject("data");
  }

  static JsonObject attributes(Reply reply) {
    return data(reply).getJsonObject("attributes");
  }

  /** The resources of a list. */
  static List<JsonObject> list(Reply reply) {
    return objects(reply.expect(200).json().getJsonArray("data"));
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
