package dev.latchkey.launcher.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Launch;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * a session with secrets that are easy to recognise leaves none of them behind: not in the
 * log at its most talkative, not in metrics, not in an answer that says no, not in the database.
 */
class SecretCanaryIT {

  private static final String FIRST = "canary one sings over violet moons";
  private static final String SECOND = "canary two sings over quiet looms";
  private static final String THIRD = "canary three sings over brass wheels";
  private static final String GUESS = "canary guess sings out of tune";

  private static final Set<String> SECRETS = new LinkedHashSet<>();
  private static final List<Reply> REFUSALS = new ArrayList<>();

  private static TestDatabase database;
  private static Latchkey latchkey;
  private static String setUpToken = "";
  private static String metrics = "";

  @BeforeAll
  static void liveThroughASession(@TempDir Path home) {
    database = TestDatabase.with("accounts", "sessions", "invitations", "notifications");
    latchkey =
        SharedNode.open(Launch.in(home))
            .on(database, SharedNode.keyset(home))
            .with("log.level", "trace")
            .start();
    setUpToken = latchkey.setUpToken();
    secret(setUpToken, FIRST, SECOND, THIRD, GUESS);
    Person owner = owner();
    wellBehaved(owner);
    clumsy(owner.with(THIRD));
    clumsyElsewhere(owner.with(THIRD), kept(owner.with(THIRD).signIn()));
    metrics = latchkey.manage("/metrics").body() + latchkey.manage("/health/ready").body();
  }

  @AfterAll
  static void stop() {
    latchkey.close();
  }

  private static Person owner() {
    Person owner = new Person(latchkey, "canary@example.org", FIRST);
    latchkey
        .ask(
            Ask.post(
                "/setup",
                "token",
                setUpToken,
                "organizationName",
                "Aviary",
                "email",
                owner.email(),
                "password",
                FIRST))
        .expect(201);
    return owner;
  }

  private static void wellBehaved(Person owner) {
    Login login = kept(owner.signIn());
    login = kept(login.refreshed());
    apiToken(login, "/me/tokens", "scopes");
    apiToken(login, "/org/tokens", "permissions");
    String push = "canary:push:" + FIRST.replace(' ', '-');
    secret(push);
    login.ask(Ask.put("/me/push-tokens", "token", push, "platform", "ios")).expect(200);
    refused(Ask.put("/me/push-tokens", "token", push + " ", "platform", "ios").as(login.access()));
    refused(Ask.put("/me/push-tokens", "token", push, "platform", push).as(login.access()));
    invited(login, "invited-canary@example.org");
    login.addEmail("second-canary@example.org");
    String proof = mailed("verify-email", "second-canary@example.org");
    owner.prove(proof).expect(204);
    login.ask(Ask.patch("/me", "email", "third-canary@example.org")).expect(200);
    mailed("verify-email", "third-canary@example.org");
    mailed("email-change-requested", owner.email());
    login.ask(Ask.put("/me/password", "currentPassword", FIRST, "newPassword", SECOND)).expect(204);
    Reply proven = login.ask(Ask.post("/sessions/reauthenticate", "password", SECOND)).expect(200);
    kept(Login.of(latchkey, proven));
    Person registered = new Person(latchkey, "registered-canary@example.org", FIRST);
    registered.register();
    owner.prove(mailed("registration", registered.email())).expect(204);
    String reset = owner.forget();
    secret(reset);
    owner.reset(reset, THIRD).expect(204);
  }

  private static void invited(Login inviter, String address) {
    List<?> invitations = List.of(Ask.object("email", address));
    inviter.ask(Ask.post("/org/invitations", "invitations", invitations)).expect(201);
    String token = mailed("invitation", address);
    refused(Ask.post("/invitations/accept", "token", token, "password", "canary"));
    latchkey.ask(Ask.post("/invitations/accept", "token", token, "password", SECOND)).expect(200);
    refused(Ask.post("/invitations/accept", "token", token, "password", SECOND));
    refused(Ask.post("/invitations/decline", "token", token));
  }

  private static void apiToken(Login login, String path, String field) {
    Ask making = Ask.post(path, "name", "Bird table", field, List.of("users:read"));
    String token = login.ask(making).expect(201).text("token");
    secret(token);
    latchkey.ask(Ask.get("/me").as(token)).expect(200);
    refused(Ask.get("/me/logins").as(token));
    refused(Ask.get("/me").as(token + "A"));
    refused(Ask.get("/org/events?actor=" + token).as(login.access()));
  }

  /** Whoever puts a secret where it does not belong is not answered with it. */
  private static void clumsy(Person owner) {
    Login login = kept(owner.signIn());
    String secrets = String.join(" ", SECRETS);
    refused(owner.signIn(GUESS));
    refused(Ask.of("POST", "/api/v1/sessions").json("{\"password\":\"" + GUESS + "\","));
    refused(Ask.of("POST", "/api/v1/sessions").json("{\"password\": " + GUESS + "}"));
    refused(Ask.post("/sessions", "email", owner.email(), "password", GUESS, GUESS, GUESS));
    refused(Ask.post("/sessions", "email", owner.email(), "password", List.of(GUESS)));
    refused(Ask.post("/sessions", "email", GUESS.repeat(20), "password", GUESS));
    refused(
        Ask.post("/sessions", "email", owner.email(), "organizationId", GUESS, "password", "x"));
    refused(Ask.post("/sessions/refresh", "refreshToken", login.access()));
    refused(Ask.post("/sessions/refresh", "refreshToken", List.of(login.refresh())));
    refused(Ask.post("/password/reset", "token", secrets.substring(0, 500), "newPassword", GUESS));
    refused(Ask.post("/password/reset", "token", setUpToken, "newPassword", SECOND));
    refused(Ask.post("/emails/verify", "token", login.refresh()));
    refused(
        Ask.post(
            "/setup",
            "token",
            setUpToken,
            "organizationName",
            "x",
            "email",
            "x@y.org",
            "password",
            SECOND));
    refused(Ask.get("/me").as(login.refresh()));
    refused(Ask.get("/me").with("Authorization", login.access()));
    refused(Ask.get("/me?access_token=" + login.access()));
    refused(Ask.get("/me?" + login.access() + "=1").as(login.access()));
    refused(Ask.get("/me/logins/" + login.refresh()).as(login.access()));
    refused(Ask.delete("/me/logins/" + login.refresh()).as(login.access()));
    refused(Ask.of("GET", "/" + login.refresh()));
    refused(Ask.of("GET", "/verify-email?token=" + login.refresh()));
    refused(Ask.patch("/me", "displayName", login.access().repeat(2)).as(login.access()));
    refused(Ask.patch("/me", "locale", GUESS).as(login.access()));
    refused(Ask.patch("/me", "displayName", "x").as(login.access()).with("If-Match", GUESS));
    refused(
        Ask.put("/me/password", "currentPassword", GUESS, "newPassword", SECOND)
            .as(login.access()));
    refused(
        Ask.put("/me/password", "currentPassword", THIRD, "newPassword", THIRD).as(login.access()));
  }

  /** The same where other products' clients come in. */
  private static void clumsyElsewhere(Person owner, Login login) {
    String query = "?UserName=" + owner.email() + "&CurrentPassword=" + encoded(GUESS);
    refused(Ask.of("GET", "/users/validatePassword" + query));
    refused(
        Ask.of("GET", "/users/updatePassword" + query + "&Password=" + encoded(FIRST))
            .as(login.access()));
    JsonObject guess = Ask.object("UserName", owner.email(), "Password", GUESS);
    refused(Ask.of("POST", "/auth/credentials").json(guess));
    refused(
        Ask.of("POST", "/auth/credentials")
            .json("UserName=canary&Password=" + encoded(GUESS) + "&Password=" + encoded(FIRST))
            .with("Content-Type", "application/x-www-form-urlencoded"));
    refused(Ask.of("POST", "/users").json("{}").with("Cookie", "ss-tok=" + login.refresh()));
    refused(
        Ask.of("GET", "/api/v2/users?filter=" + encoded(SECOND))
            .with("DD-API-KEY", login.access())
            .with("DD-APPLICATION-KEY", login.refresh()));
    refused(Ask.of("GET", "/organizations/users").with("Authorization", login.access()));
    refused(
        Ask.of("PATCH", "/api/users/@me/")
            .json(Ask.object("current_password", GUESS, "password", FIRST))
            .as(login.access()));
    refused(moving(GUESS).as(login.access()));
    String aviary =
        login.ask(Ask.post("/me/organizations", "name", "Aviary two")).expect(201).text("id");
    Reply there = login.ask(moving(aviary)).expect(200);
    secret(there.text("access_token"), there.text("refresh_token"));
  }

  private static Ask moving(String organization) {
    return Ask.of("PATCH", "/api/users/@me/")
        .json(Ask.object("set_current_organization", organization));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, UTF_8);
  }

  private static void refused(Ask ask) {
    Reply reply = latchkey.ask(ask);
    assertThat(reply.status()).as(ask.toString()).isBetween(400, 499);
    REFUSALS.add(reply);
  }

  private static Login kept(Login login) {
    secret(login.access(), login.refresh());
    return login;
  }

  private static String mailed(String template, String address) {
    String token = latchkey.mails().newest(template, address).token();
    secret(token);
    return token;
  }

  private static void secret(String... texts) {
    SECRETS.addAll(List.of(texts));
  }

  @Test
  void theSessionWasTalkedAbout() {
    assertThat(SECRETS).hasSizeGreaterThan(15);
    assertThat(latchkey.log()).contains("DEBUG", "signIn");
    assertThat(tables()).hasSizeGreaterThan(15);
  }

  @Test
  void standardOutputHasTheSetUpTokenWhereItBelongsAndNothingElse() {
    String out = latchkey.out().replace(setUpToken, "TOKEN");
    assertThat(found(out)).isEmpty();
    assertThat(out.lines()).hasSize(4);
  }

  @Test
  void theLogHasNone() {
    assertThat(found(latchkey.log())).isEmpty();
  }

  @Test
  void theMetricsHaveNone() {
    assertThat(found(metrics)).isEmpty();
  }

  @Test
  void noRefusalRepeatsOne() {
    assertThat(REFUSALS)
        .allSatisfy(reply -> assertThat(found(reply.headers() + reply.body())).isEmpty());
  }

  @Test
  void noRowOfAnyTableHoldsOne() {
    Map<String, Set<String>> hits = new LinkedHashMap<>();
    for (String table : tables()) {
      String rows = String.join("\n", database.column("SELECT t::text FROM " + table + " t"));
      if (!found(rows).isEmpty()) {
        hits.put(table, found(rows));
      }
    }
    assertThat(hits).isEmpty();
  }

  private static List<String> tables() {
    return database.column(
        """
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')\
        """);
  }

  /** The secrets that a text holds, as they are or in a common disguise. */
  private static Set<String> found(String text) {
    return SECRETS.stream()
        .filter(secret -> disguises(secret).anyMatch(text::contains))
        .collect(Collectors.toSet());
  }

  private static Stream<String> disguises(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return Stream.of(
        secret,
        HexFormat.of().formatHex(bytes),
        base64.substring(0, base64.length() - 1),
        encoded(secret),
        // A token without its last character is as good as found.
        secret.substring(0, secret.length() - 1));
  }
}
