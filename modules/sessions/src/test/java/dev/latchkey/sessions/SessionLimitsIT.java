package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an organisation has settled about the logins of its members. */
class SessionLimitsIT {

  private final People people = new People();
  private final People.Someone ada = people.named("ada");
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

  private String inSeconds(String interval) {
    return test.column(
            "SELECT round(extract(epoch FROM %s)) FROM sessions.login".formatted(interval))
        .get(0);
  }

  private void idleFor(int seconds) {
    test.execute(
        "UPDATE sessions.login SET last_seen_at = now() - interval '%d s'".formatted(seconds));
  }

  @Test
  void aLoginEndsAtTheShorterOfTheTwoLifetimes() {
    ada.limits = new SessionLimits(3600, null, null);
    node.signIn("ada");
    assertThat(inSeconds("expires_at - created_at")).isEqualTo("3600");
    test.execute("DELETE FROM sessions.refresh_token", "DELETE FROM sessions.login");

    ada.limits = new SessionLimits(SessionLimits.MOST_SECONDS, null, null);
    node.signIn("ada");
    assertThat(inSeconds("expires_at - created_at")).isEqualTo("2592000");
  }

  @Test
  void aLoginThatWasIdleForTheOrganizationsLimitIsOver() {
    ada.limits = new SessionLimits(null, 300, null);
    SignedIn login = node.signIn("ada");
    idleFor(299);
    node.authenticate(login);
    idleFor(300);
    assertThat(node.refusalOf(login)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalOf(login)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(login)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
  }

  @Test
  void aLoginInUseNeverLooksIdleHoweverShortTheLimit() {
    ada.limits = new SessionLimits(null, 60, null);
    SignedIn login = node.signIn("ada");
    idleFor(7);
    Caller caller = node.authenticate(login);
    assertThat(Integer.parseInt(inSeconds("now() - last_seen_at"))).isLessThan(5);
    assertThat(node.ask(new ListLogins(caller)).items())
        .singleElement()
        .satisfies(
            view -> assertThat(view.expiresAt()).isEqualTo(view.lastSeenAt().plusSeconds(60)));
  }

  @Test
  void aLongerIdleLimitThanTheInstallationsIsWorthNothing() {
    ada.limits = new SessionLimits(null, SessionLimits.MOST_SECONDS, null);
    SignedIn login = node.signIn("ada");
    idleFor(7 * 24 * 3600);
    assertThat(node.refusalOf(login)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void oneLoginTooManyEndsTheOneThatWasNotUsedForLongestInThatOrganizationAlone() {
    OrganizationId other = new OrganizationId(Ids.next());
    ada.elsewhere.add(other);
    SignedIn away = node.signIn("ada");
    SignedIn there = node.ask(new SwitchOrganization(node.authenticate(away), other));
    ada.limits = new SessionLimits(null, null, 2);
    List<SignedIn> logins = Stream.of(1, 2, 3).map(i -> node.signIn("ada")).toList();

    assertThat(node.refusalOf(logins.get(0))).isEqualTo(Failure.UNAUTHENTICATED);
    node.authenticate(logins.get(1));
    node.authenticate(logins.get(2));
    node.authenticate(there);
    assertThat(test.column("SELECT end_reason FROM sessions.login WHERE ended_at IS NOT NULL"))
        .containsExactly("too_many_logins");
  }

  @Test
  void aLoginThatGoesOnElsewhereIsBoundByTheLimitsThere() {
    OrganizationId other = new OrganizationId(Ids.next());
    ada.elsewhere.add(other);
    SignedIn first = node.signIn("ada");
    Caller caller = node.authenticate(first);
    ada.limits = new SessionLimits(3600, 300, null);
    SignedIn moved = node.ask(new SwitchOrganization(caller, other));
    assertThat(inSeconds("expires_at - created_at")).isEqualTo("3600");
    idleFor(300);
    assertThat(node.refusalOf(moved)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aLoginThatIsTooOldForAnotherOrganizationStaysWhereItIs() {
    OrganizationId other = new OrganizationId(Ids.next());
    ada.elsewhere.add(other);
    SignedIn first = node.signIn("ada");
    Caller caller = node.authenticate(first);
    test.execute("UPDATE sessions.login SET created_at = now() - interval '1 hour'");
    ada.limits = new SessionLimits(3600, null, null);
    assertThat(node.refusal(new SwitchOrganization(caller, other)))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.authenticate(first).organization()).isEqualTo(ada.organization);
  }
}
