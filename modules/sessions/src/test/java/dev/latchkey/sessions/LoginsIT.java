package dev.latchkey.sessions;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.LoginView;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsIT {

  private static final String ENDED_EVENTS =
      "SELECT concat_ws(' ', subject_id, organization_id, actor_kind, data->>'reason')"
          + " FROM kernel.event WHERE type = 'login.ended'";

  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private TestDatabase test;
  private Node node;
  private Node other;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    people.named("bob");
    node = Node.start(test, people);
    other = Node.start(test, people);
  }

  @AfterEach
  void stop() {
    node.close();
    other.close();
  }

  @Test
  void thePersonSeesTheirLivingLoginsNewestFirst() {
    SignedIn ended = node.signIn("ada");
    SignedIn expired = node.signIn("ada");
    SignedIn idle = node.signIn("ada");
    SignedIn named =
        node.ask(new SignIn("ada", People.PASSWORD, null, "Ada's notebook", Node.ORIGIN))
            .signedIn();
    SignedIn current = node.signIn("ada");
    node.signIn("bob");
    Caller caller = node.authenticate(current);
    node.ask(new EndLogin(caller, ended.loginId()));
    let(expired, "expires_at = now()");
    let(idle, "last_seen_at = now() - interval '7 days'");

    List<LoginView> items = node.ask(new ListLogins(caller)).items();

    assertThat(items).extracting(LoginView::id).containsExactly(current.loginId(), named.loginId());
    assertThat(items).extracting(LoginView::current).containsExactly(true, false);
    assertThat(items)
        .extracting(LoginView::device)
        .containsExactly("Firefox on Linux", "Ada's notebook");
    LoginView first = items.get(0);
    assertThat(first.ipAddress()).isEqualTo("192.0.2.7");
    assertThat(first.userAgent()).isEqualTo(Node.ORIGIN.userAgent());
    assertThat(first.expiresAt())
        .isEqualTo(first.lastSeenAt().plus(Node.CONFIG.idleTimeout()))
        .isAfter(first.createdAt());
  }

  @Test
  void anEndedLoginIsDeadAtOnceOnEveryNode() {
    SignedIn victim = node.signIn("ada");
    SignedIn current = node.signIn("ada");
    other.authenticate(victim);

    node.ask(new EndLogin(node.authenticate(current), victim.loginId()));

    assertThat(other.refusalOf(victim)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(other.refusalToRefresh(victim)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    other.authenticate(current);
    assertThat(test.column(ENDED_EVENTS))
        .containsExactly("%s %s person signed_out".formatted(victim.loginId(), ada.organization));
  }

  @Test
  void anotherPersonsLoginIsNotFound() {
    SignedIn theirs = node.signIn("bob");
    SignedIn current = node.signIn("ada");
    Caller caller = node.authenticate(current);

    assertThat(node.refusal(new EndLogin(caller, theirs.loginId()))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.refusal(new EndLogin(caller, new LoginId(Ids.next()))))
        .isEqualTo(Failure.NOT_FOUND);

    node.authenticate(theirs);
    node.ask(new EndLogin(caller, current.loginId()));
    assertThat(node.refusal(new EndLogin(caller, current.loginId()))).isEqualTo(Failure.NOT_FOUND);
    assertThat(test.column(ENDED_EVENTS)).hasSize(1);
  }

  @Test
  void allOthersEndAndOnlyThose() {
    List<SignedIn> others = Stream.generate(() -> node.signIn("ada")).limit(5).toList();
    SignedIn current = node.signIn("ada");
    SignedIn theirs = node.signIn("bob");

    node.ask(new EndOtherLogins(node.authenticate(current)));

    others.forEach(each -> assertThat(other.refusalOf(each)).isEqualTo(Failure.UNAUTHENTICATED));
    other.authenticate(current);
    other.authenticate(theirs);
    assertThat(test.column(ENDED_EVENTS))
        .containsExactlyInAnyOrderElementsOf(
            others.stream()
                .map(
                    each ->
                        "%s %s person others_signed_out"
                            .formatted(each.loginId(), ada.organization))
                .toList());
  }

  @Test
  void anotherModuleEndsAllLoginsButOneOrAll() {
    SignedIn first = node.signIn("ada");
    SignedIn kept = node.signIn("ada");

    node.ask(new EndLogins(ada.id, kept.loginId(), "password_changed"));
    assertThat(node.refusalOf(first)).isEqualTo(Failure.UNAUTHENTICATED);
    node.authenticate(kept);

    node.ask(new EndLogins(ada.id, null, "person_closed"));
    assertThat(node.refusalOf(kept)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.ask(new EndLogins(ada.id, null, "person_closed"))).isEqualTo(Done.DONE);
    assertThat(test.column(ENDED_EVENTS))
        .containsExactlyInAnyOrder(
            first.loginId() + " " + ada.organization + " system password_changed",
            kept.loginId() + " " + ada.organization + " system person_closed");
  }

  @Test
  void whatEndedLongAgoIsRemovedWithItsTokensAndNothingElse() {
    SignedIn recent = node.signIn("ada");
    SignedIn alive = node.signIn("ada");
    for (int i = 0; i < 3; i++) {
      SignedIn old = node.refresh(node.signIn("ada"));
      let(old, "ended_at = now() - interval '30 days 1 second', end_reason = 'signed_out'");
    }
    let(node.signIn("ada"), "expires_at = now() - interval '30 days 1 second'");
    let(recent, "ended_at = now() - interval '29 days 23 hours', end_reason = 'signed_out'");
    test.execute(
        """
        INSERT INTO sessions.refresh_token (digest, login_id, family)
        SELECT sha256(convert_to(id::text || number, 'UTF8')), id, 1
          FROM sessions.login, generate_series(1, 700) AS number WHERE end_reason = 'signed_out'\
        """);

    node.get(
        new Purge(
                new EndingStore(node.database),
                new ApiTokenStore(node.database),
                new ChallengeStore(node.database))
            .run());

    assertThat(test.column("SELECT id FROM sessions.login ORDER BY id"))
        .containsExactly(recent.loginId().toString(), alive.loginId().toString());
    assertThat(test.column("SELECT count(*) FROM sessions.refresh_token")).containsExactly("702");
    node.authenticate(alive);
  }

  @Test
  void endingsAndSignInsAtOnceDoNotWaitForEachOther() {
    List<SignedIn> logins = Stream.generate(() -> node.signIn("ada")).limit(40).toList();
    Caller caller = node.authenticate(logins.get(0));

    List<io.vertx.core.Future<Done>> endings =
        Stream.of(node, other, node, other)
            .map(each -> each.bus.ask(new EndOtherLogins(caller)))
            .toList();
    node.get(io.vertx.core.Future.all(endings));

    assertThat(test.column(ENDED_EVENTS).stream().distinct().collect(joining("\n")).lines())
        .hasSize(39);
  }

  private void let(SignedIn login, String change) {
    test.execute("UPDATE sessions.login SET %s WHERE id = '%s'".formatted(change, login.loginId()));
  }
}
