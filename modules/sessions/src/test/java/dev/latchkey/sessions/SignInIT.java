package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.LoginView;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInOutcome;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInIT {

  private final People people = new People();
  private TestDatabase test;
  private Node node;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    node = Node.start(test, people);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whoeverSignsInIsTheCallerOfTheirToken() {
    People.Someone ada = people.named("ada");
    ada.permissions = java.util.Set.of(Permission.USERS_READ, Permission.ORG_READ);

    SignedIn signedIn = node.signIn("ada");
    Caller caller = node.authenticate(signedIn);

    assertThat(signedIn.expiresInSeconds()).isEqualTo(600);
    assertThat(signedIn.refreshToken()).startsWith("lkr_").hasSize(52);
    assertThat(caller.person()).isEqualTo(ada.id);
    assertThat(caller.login()).isEqualTo(signedIn.loginId());
    assertThat(caller.organization()).isEqualTo(ada.organization);
    assertThat(caller.permissions()).isEqualTo(ada.permissions);
    assertThat(caller.assurance()).isEqualTo(Assurance.ONE_FACTOR);
    assertThat(caller.fresh()).isTrue();
    assertThat(caller.mustChangePassword()).isFalse();
    assertThat(caller.origin()).isEqualTo(Node.ORIGIN);
  }

  @Test
  void aWrongPasswordOpensNothing() {
    people.named("ada");

    Failure wrong = node.refusal(new SignIn("ada", "wrong", null, null, Node.ORIGIN));
    Failure unknown = node.refusal(new SignIn("bob", "wrong", null, null, Node.ORIGIN));

    assertThat(List.of(wrong, unknown)).containsOnly(Failure.INVALID_CREDENTIALS);
    assertThat(test.column("SELECT id FROM sessions.login")).isEmpty();
  }

  @Test
  void aSignInCostsOneStatementOfItsOwnAndAnAuthenticationAnother() {
    people.named("ada");
    SignedIn signedIn = node.signIn("ada");

    assertThat(node.statements(() -> node.signIn("ada"))).isEqualTo(1);
    assertThat(node.statements(() -> node.authenticate(signedIn))).isEqualTo(1);
  }

  @Test
  void aSignInIsAnEventOfItsPersonAndOrganization() {
    People.Someone ada = people.named("ada");

    SignedIn signedIn = node.signIn("ada");

    assertThat(
            test.column(
                "SELECT concat_ws(' ', actor_kind, actor_id, subject_kind, subject_id,"
                    + " organization_id, outcome, data->>'assurance', personal->>'ipAddress') FROM"
                    + " kernel.event WHERE type = 'login.started'"))
        .containsExactly(
            "person %s login %s %s done aal1 192.0.2.7"
                .formatted(ada.id, signedIn.loginId(), ada.organization));
  }

  private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:%d.0) Firefox/%<d.0";
  private static final String SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) Safari/605.1";

  private void signIn(@Nullable String device, @Nullable String userAgent) {
    Origin origin = new Origin("192.0.2.7", userAgent, null);
    node.ask(new SignIn("ada", People.PASSWORD, null, device, origin));
  }

  /** Of each login in its order, whether its event says that it is from a new device. */
  private List<String> newDevices() {
    return test.column(
        "SELECT coalesce(data->>'newDevice', '-') FROM kernel.event WHERE type = 'login.started'"
            + " ORDER BY sequence");
  }

  @Test
  void aLoginFromWhereThePersonNeverSignedInSaysSoButNotTheFirstOfAll() {
    people.named("ada");
    people.named("grace");
    node.signIn("grace");
    signIn(null, FIREFOX.formatted(140));
    signIn(null, FIREFOX.formatted(141));
    signIn(null, SAFARI);
    signIn("Ada's phone", SAFARI);
    signIn("Ada's phone", SAFARI);
    signIn(null, null);
    signIn(null, "an app that is known to nobody");
    signIn(null, FIREFOX.formatted(142));

    assertThat(newDevices()).containsExactly("-", "-", "-", "true", "true", "-", "true", "-", "-");
  }

  /** Of logins that an earlier version opened nobody knows the browser. */
  @Test
  void noDeviceIsNewToWhoeverHasOnlyLoginsOfBeforeBrowsersWereNoted() {
    people.named("ada");
    signIn(null, FIREFOX.formatted(140));
    test.execute("UPDATE sessions.login SET browser = NULL");
    signIn(null, FIREFOX.formatted(140));
    signIn(null, SAFARI);

    assertThat(newDevices()).containsExactly("-", "-", "true");
  }

  @Test
  void aDeviceIsKnownAsLongAsALoginFromThereIsKept() {
    people.named("ada");
    signIn(null, FIREFOX.formatted(140));
    signIn(null, SAFARI);
    test.execute(
        "UPDATE sessions.login SET ended_at = now() - interval '29 days', end_reason = 'x'"
            + " WHERE browser LIKE 'Safari%'");
    signIn(null, SAFARI);
    test.execute(
        "DELETE FROM sessions.refresh_token USING sessions.login"
            + " WHERE id = login_id AND browser LIKE 'Safari%'",
        "DELETE FROM sessions.login WHERE browser LIKE 'Safari%'");
    signIn(null, SAFARI);

    assertThat(newDevices()).containsExactly("-", "true", "-", "true");
  }

  @Test
  void whoMustChangeTheirPasswordIsToldSo() {
    people.named("ada").mustChangePassword = true;

    SignedIn signedIn = node.signIn("ada");

    assertThat(signedIn.mustChangePassword()).isTrue();
    assertThat(node.authenticate(signedIn).mustChangePassword()).isTrue();
  }

  @Test
  void parallelRightSignInsAllSucceed() {
    people.named("ada");

    List<Future<SignInOutcome>> signIns =
        IntStream.range(0, 16)
            .mapToObj(
                each -> node.bus.ask(new SignIn("ada", People.PASSWORD, null, null, Node.ORIGIN)))
            .toList();
    node.get(Future.all(signIns));

    signIns.forEach(each -> node.authenticate(each.result().signedIn()));
  }

  @Test
  void beyondAHundredLoginsThoseUnusedForLongestEnd() {
    people.named("ada");
    SignedIn unused = node.signIn("ada");
    SignedIn used = node.signIn("ada");
    test.execute(
        "UPDATE sessions.login SET last_seen_at = now() - interval '1 hour' WHERE id = '%s'"
            .formatted(unused.loginId()));
    for (int i = 0; i < 99; i++) {
      node.signIn("ada");
    }

    assertThat(node.refusalOf(unused)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(unused)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    Caller caller = node.authenticate(used);
    assertThat(node.ask(new ListLogins(caller)).items()).hasSize(100);
    assertThat(
            test.column(
                "SELECT subject_id || ' ' || (data->>'reason') FROM kernel.event WHERE type ="
                    + " 'login.ended'"))
        .containsExactly(unused.loginId() + " too_many_logins");
  }

  @Test
  void whatAClientSaysAboutItselfIsCutToWhatFits() {
    people.named("ada");
    Origin talkative =
        new Origin("1".repeat(300), "a\u0000b" + "🦊".repeat(2000) + "\ud83e", "r".repeat(5000));

    SignedIn signedIn =
        node.ask(new SignIn("ada", People.PASSWORD, null, "d".repeat(300), talkative)).signedIn();
    LoginView login = node.ask(new ListLogins(node.authenticate(signedIn))).items().get(0);

    assertThat(login.device()).isEqualTo("d".repeat(100));
    assertThat(login.ipAddress()).hasSize(64);
    assertThat(login.userAgent()).isEqualTo("ab" + "🦊".repeat(510));
  }

  @Test
  void noTokenIsWrittenDownAnywhere() {
    people.named("ada");
    SignedIn first = node.signIn("ada");
    SignedIn second = node.refresh(first);
    node.authenticate(second);

    List<String> rows =
        test.column(
            "SELECT t::text FROM sessions.login t UNION ALL SELECT t::text FROM"
                + " sessions.refresh_token t UNION ALL SELECT t::text FROM sessions.signing_key t"
                + " UNION ALL SELECT t::text FROM kernel.event t");

    assertThat(rows).hasSizeGreaterThan(4);
    for (SignedIn each : List.of(first, second)) {
      byte[] body = java.util.Base64.getUrlDecoder().decode(each.refreshToken().substring(4));
      String secret = java.util.HexFormat.of().formatHex(body, 0, 32);
      String signature = each.accessToken().substring(each.accessToken().lastIndexOf('.') + 1);
      assertThat(rows)
          .noneMatch(row -> row.contains(secret))
          .noneMatch(row -> row.contains(each.refreshToken().substring(4)))
          .noneMatch(row -> row.contains(signature))
          .noneMatch(row -> row.contains(People.PASSWORD))
          .noneMatch(row -> row.contains("PRIVATE KEY"));
    }
  }
}
