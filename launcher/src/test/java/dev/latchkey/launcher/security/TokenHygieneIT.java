package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** a token is one text, good for one purpose. */
class TokenHygieneIT {

  private static final String CHOSEN = "eleven quiet looms before dawn";

  private static Latchkey latchkey;
  private static Person person;

  @BeforeAll
  static void register() {
    latchkey = SharedNode.get().latchkey();
    person = Person.registered(latchkey, "token");
  }

  @Test
  void aRefreshTokenHasOneSpelling() {
    Login login = person.signIn();
    assertEachRefused(
        mutations(login.refresh()), TokenHygieneIT::refresh, 401, "invalid_refresh_token");
    login.refreshed();
  }

  @Test
  void anAccessTokenHasOneSpelling() {
    Login login = person.signIn();
    assertEachRefused(
        mutations(login.access()),
        token -> latchkey.ask(Ask.get("/me").as(token)),
        401,
        "unauthenticated");
    login.me().expect(200);
  }

  @Test
  void anApiTokenHasOneSpelling() {
    Login owner = SharedNode.get().owner().signIn();
    for (String token : List.of(personalToken(owner), organizationToken(owner))) {
      assertEachRefused(
          mutations(token), it -> latchkey.ask(Ask.get("/me").as(it)), 401, "unauthenticated");
      latchkey.ask(Ask.get("/org/events").as(token)).expect(200);
    }
  }

  @Test
  void aPersonIsToldOfTheirApiTokens() {
    Person owner = SharedNode.get().owner();
    Login login = owner.signIn();
    Reply made = createToken(login).expect(201);
    latchkey.mails().newest("token-created", owner.email());
    latchkey.ask(Ask.get("/me").as(made.text("token"))).expect(200);
    latchkey.mails().newest("token-first-used", owner.email());
    login.ask(Ask.delete("/me/tokens/" + made.text("id"))).expect(204);
    latchkey.mails().newest("token-deleted", owner.email());
    latchkey.ask(Ask.get("/me").as(made.text("token"))).expect(401, "unauthenticated");
  }

  @Test
  void whatAnApiTokenMayNotIsInTheAuditTrail() {
    Login owner = SharedNode.get().owner().signIn();
    String program = organizationToken(owner);
    latchkey.ask(Ask.get("/me").as(program)).expect(200).json().getJsonObject("serviceAccount");
    String id =
        latchkey
            .ask(Ask.get("/me").as(program))
            .json()
            .getJsonObject("serviceAccount")
            .getString("id");
    latchkey.ask(Ask.delete("/me").as(program)).expect(403, "login_required");

    Reply trail = owner.ask(Ask.get("/org/events?actor=" + id + "&type=request.refused"));
    assertThat(trail.expect(200).items()).hasSize(1);
    assertThat(trail.body()).contains("CloseAccount", "login_required", "127.0.0.1");
  }

  /** A program can't prove anew who it is; that somebody gave it the scope has to do. */
  @Test
  void anApiTokenAnonymisesOnlyWithinItsScopes() {
    Login owner = SharedNode.get().owner().signIn();
    String victim =
        owner
            .ask(Ask.post("/org/users", "email", Person.freshAddress("forgotten")))
            .expect(201)
            .json()
            .getJsonObject("user")
            .getString("id");
    Ask anonymize = Ask.post("/org/users/anonymize", "userIds", List.of(victim));

    latchkey.ask(anonymize.as(personalToken(owner))).expect(403, "forbidden");
    assertThat(outcome(anonymize.as(token(owner, "users:manage")))).isEqualTo("anonymised");
  }

  private static String outcome(Ask anonymize) {
    return latchkey
        .ask(anonymize)
        .expect(200)
        .items()
        .map(each -> each.getString("code", "anonymised"))
        .collect(Collectors.joining());
  }

  private static String token(Login maker, String... scopes) {
    return maker
        .ask(Ask.post("/me/tokens", "name", "Eraser", "scopes", List.of(scopes)))
        .expect(201)
        .text("token");
  }

  private static Reply createToken(Login login) {
    return login.ask(
        Ask.post("/me/tokens", "name", "Nightly report", "scopes", List.of("audit:read")));
  }

  private static String personalToken(Login login) {
    return createToken(login).expect(201).text("token");
  }

  private static String organizationToken(Login login) {
    return login
        .ask(Ask.post("/org/tokens", "name", "Sync", "permissions", List.of("audit:read")))
        .expect(201)
        .text("token");
  }

  @Test
  void aLinkThatProvesAnAddressHasOneSpelling() {
    String token = proofOf(person.signIn(), "spelling");
    assertEachRefused(mutations(token), person::prove, 410, "link_invalid");
    person.prove(token).expect(204);
  }

  @Test
  void aLinkThatResetsAPasswordHasOneSpelling() {
    Person forgetful = Person.registered(latchkey, "forgetful");
    String token = forgetful.forget();
    assertEachRefused(mutations(token), it -> forgetful.reset(it, CHOSEN), 410, "link_invalid");
    forgetful.reset(token, CHOSEN).expect(204);
  }

  @Test
  void aTokenIsWorthNothingAtAnotherDoor() {
    Person everything = Person.registered(latchkey, "doors");
    Login login = everything.signIn();
    String proof = proofOf(login, "door");
    String reset = everything.forget();
    String setUp = latchkey.setUpToken();
    Login owner = SharedNode.get().owner().signIn();
    String personal = personalToken(owner);
    String organizational = organizationToken(owner);
    List<String> all =
        List.of(login.access(), login.refresh(), proof, reset, setUp, personal, organizational, "");
    others(all, login.access())
        .filter(it -> !it.equals(personal) && !it.equals(organizational))
        .forEach(it -> latchkey.ask(Ask.get("/me").as(it)).expect(401, "unauthenticated"));
    others(all, login.refresh()).forEach(it -> assertRefused(refresh(it), 401));
    others(all, proof).forEach(it -> assertRefused(everything.prove(it), 410));
    others(all, reset).forEach(it -> assertRefused(everything.reset(it, CHOSEN), 410));
    login.me().expect(200);
    everything.prove(proof).expect(204);
    everything.reset(reset, CHOSEN).expect(204);
  }

  /** A text that can't be a token may also be refused by its size. */
  private static void assertRefused(Reply reply, int status) {
    assertThat(reply.status()).as(reply.body()).isIn(status, 400);
  }

  @Test
  void noAnswerIsKeptByACacheOrCarriesATokenInItsHead() {
    Reply signedIn = person.trySignIn().expect(201);
    Login login = Login.of(latchkey, signedIn);
    for (Reply reply : List.of(signedIn, login.me(), login.tryRefresh())) {
      assertThat(reply.header("cache-control")).isEqualTo("no-store");
      assertThat(reply.headers()).doesNotContainKey("set-cookie");
      assertThat(reply.headers().toString()).doesNotContain(login.access(), login.refresh());
    }
  }

  @Test
  void aTokenInTheUrlIsNotTaken() {
    Login login = person.signIn();
    for (String name : List.of("access_token", "token", "refreshToken")) {
      String query = "?" + name + "=" + login.access();
      latchkey.ask(Ask.of("GET", "/api/v1/me" + query)).expect(401, "unauthenticated");
    }
  }

  private static String proofOf(Login login, String name) {
    String address = Person.freshAddress(name);
    login.addEmail(address);
    return latchkey.mails().newest("verify-email", address).token();
  }

  private static Reply refresh(String token) {
    return latchkey.ask(Ask.post("/sessions/refresh", "refreshToken", token));
  }

  private static Stream<String> others(List<String> all, String own) {
    return all.stream().filter(each -> !each.equals(own));
  }

  private static void assertEachRefused(
      Stream<String> tokens, Function<String, Reply> use, int status, String code) {
    assertThat(tokens.map(token -> use.apply(token).expect(status, code).essence()).distinct())
        .hasSize(1);
  }

  /** Cut, lengthened, and changed at places all over it, in case too. */
  private static Stream<String> mutations(String token) {
    int length = token.length();
    Stream<String> sizes =
        Stream.of(
            token.substring(0, length - 1),
            token.substring(0, length - 4),
            token.substring(0, length / 2),
            token.substring(1),
            token + "A",
            token + "AAAA",
            token + token,
            token + ".");
    int step = Math.max(1, length / 40);
    Stream<String> flips =
        IntStream.iterate(0, at -> at < length, at -> at + step)
            .mapToObj(at -> changed(token, at))
            .flatMap(Function.identity());
    return Stream.concat(sizes, flips).filter(each -> !each.equals(token));
  }

  private static Stream<String> changed(String token, int at) {
    char old = token.charAt(at);
    char other = old == 'A' ? 'B' : 'A';
    char otherCase =
        Character.isUpperCase(old) ? Character.toLowerCase(old) : Character.toUpperCase(old);
    return Stream.of(other, otherCase)
        .map(each -> token.substring(0, at) + each + token.substring(at + 1));
  }
}
