package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.App;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as clients of the surface know it.
 *
 * @param founder who owns it, signed in there
 * @param founderName the founder's handle
 */
record Rpc(SharedNode node, Login founder, String founderName) {

  private static final String OWNER = "00000000-0000-7000-8000-000000000001";
  private static final String MEMBER = "00000000-0000-7000-8000-000000000003";

  /** A new one. */
  static Rpc founded() {
    SharedNode node = SharedNode.get();
    Person person = Person.registered(node.latchkey(), "rpc");
    Login login = person.signIn();
    String id = login.ask(Ask.post("/me/organizations", "name", "Rpc")).expect(201).text("id");
    Reply there = login.ask(Ask.put("/me/organization", "organizationId", id)).expect(200);
    return new Rpc(node, Login.of(node.latchkey(), there), person.email());
  }

  /**
   * Somebody of it, whose account it has made and who has settled in; the address is the handle.
   */
  Person member() {
    return somebody(MEMBER);
  }

  /** Another owner. */
  Person owner() {
    return somebody(OWNER);
  }

  private Person somebody(String role) {
    Person person = new Person(node.latchkey(), Person.freshAddress("rpc"), Person.PASSWORD);
    JsonObject user =
        new JsonObject()
            .put("email", person.email())
            .put("password", person.password())
            .put("roleIds", new JsonArray().add(role));
    founder.ask(Ask.post("/org/users").json(user)).expect(201);
    settle(person.email());
    return person;
  }

  /** As if they had proven their address. */
  void settle(String email) {
    node.database()
        .execute(
            "UPDATE accounts.email SET verified_at = now() WHERE address_key = lower('%s')"
                .formatted(email));
  }

  /** By POST with JSON, as the founder. */
  Reply post(String path, @Nullable Object... namesAndValues) {
    return post(founder, path, namesAndValues);
  }

  Reply post(Login login, String path, @Nullable Object... namesAndValues) {
    return login.ask(Ask.of("POST", path).json(Ask.object(namesAndValues)));
  }

  /** By POST with a form, as the founder. */
  Reply form(String path, @Nullable Object... namesAndValues) {
    return founder.ask(formed(path, namesAndValues));
  }

  static Ask formed(String path, @Nullable Object... namesAndValues) {
    return Ask.of("POST", path)
        .json(encoded(namesAndValues))
        .with("Content-Type", "application/x-www-form-urlencoded");
  }

  /** By GET, as the founder. */
  Reply get(String path, @Nullable Object... namesAndValues) {
    return get(founder, path, namesAndValues);
  }

  Reply get(Login login, String path, @Nullable Object... namesAndValues) {
    return login.ask(Ask.of("GET", path + "?" + encoded(namesAndValues)));
  }

  static String encoded(@Nullable Object... namesAndValues) {
    Map<String, Object> fields = Ask.object(namesAndValues).getMap();
    return fields.entrySet().stream()
        .map(each -> each.getKey() + "=" + escaped(String.valueOf(each.getValue())))
        .collect(Collectors.joining("&"));
  }

  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Signs in as clients of this surface do. */
  static Reply authenticate(Person person, @Nullable Object... more) {
    JsonObject body = Ask.object(more);
    return person
        .latchkey()
        .ask(
            Ask.of("POST", "/auth/credentials")
                .json(body.put("UserName", person.email()).put("Password", person.password())));
  }

  static Login login(Person person, Reply authenticated) {
    JsonObject body = authenticated.expect(200).json();
    return new Login(
        person.latchkey(),
        body.getString("SessionId"),
        body.getString("BearerToken"),
        body.getString("RefreshToken"));
  }

  /** Sets an authenticator app up; its present code is used then. */
  static App enrol(Login login) {
    App app = new App(login.ask(Ask.of("POST", "/api/v1/me/mfa/totp")).expect(200).text("secret"));
    login.ask(Ask.post("/me/mfa/totp/confirm", "code", app.code(0))).expect(200);
    return app;
  }

  /** How many wrong guesses at somebody's password are counted. */
  long guesses(Person person) {
    return node
        .database()
        .column(
            "SELECT g.failures FROM kernel.guess g JOIN accounts.email e ON e.person_id = g.subject"
                + " WHERE e.address_key = lower('%s') AND g.authenticator = 'password'"
                    .formatted(person.email()))
        .stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** How many logins of somebody have not been ended. */
  long logins(Person person) {
    return Long.parseLong(
        node.database()
            .column(
                "SELECT count(*) FROM sessions.login l JOIN accounts.email e USING (person_id)"
                    + " WHERE e.address_key = lower('%s') AND l.ended_at IS NULL"
                        .formatted(person.email()))
            .get(0));
  }

  /** A failure, once it is known to be one of this surface. */
  static JsonObject refused(Reply reply, int status, String code) {
    assertThat(reply.expect(status).header("content-type")).isEqualTo("application/json");
    JsonObject body = reply.json();
    assertThat(body.fieldNames()).isEqualTo(Set.of("ResponseStatus"));
    JsonObject told = body.getJsonObject("ResponseStatus");
    assertThat(told.fieldNames()).isEqualTo(Set.of("ErrorCode", "Message", "Errors"));
    assertThat(told.getString("ErrorCode")).as(reply.body()).isEqualTo(code);
    assertThat(told.getString("Message")).isNotBlank();
    return told;
  }
}
