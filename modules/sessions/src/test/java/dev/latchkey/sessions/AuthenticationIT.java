package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationIT {

  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private TestDatabase test;
  private Node node;
  private SignedIn signedIn;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    node = Node.start(test, people);
    signedIn = node.signIn("ada");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void permissionsAreThoseOfThisMoment() {
    node.authenticate(signedIn);
    ada.permissions = Set.of(Permission.ORG_MANAGE);

    assertThat(node.authenticate(signedIn).permissions()).containsExactly(Permission.ORG_MANAGE);
  }

  @Test
  void aDisabledPersonIsRefusedAtOnceOnEveryPath() {
    node.authenticate(signedIn);
    ada.disabled = true;

    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(signedIn)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);

    ada.disabled = false;
    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aLoginOfAnOlderGenerationIsOverUnlessItIsTheKeptOne() {
    SignedIn kept = node.signIn("ada");
    ada.changePassword(kept.loginId());

    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(signedIn)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    node.authenticate(kept);
    kept = node.refresh(kept);

    SignedIn newer = node.signIn("ada");
    ada.changePassword(newer.loginId());
    assertThat(node.refusalOf(kept)).isEqualTo(Failure.UNAUTHENTICATED);
    node.authenticate(newer);
  }

  @Test
  void whenAccountsDoesNotAnswerNobodyIsLetIn() {
    ada.unreachable = true;

    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void aLoginEndsWhenItsLifetimeIsOverAndNotBefore() {
    test.execute("UPDATE sessions.login SET expires_at = now() + interval '1 second'");

    assertThat(firstRefusal())
        .isEqualTo(instant("SELECT extract(epoch FROM expires_at) FROM sessions.login"));
  }

  @Test
  void anAccessTokenEndsAtItsSecondByTheDatabasesClock() {
    node.close();
    SessionsConfig brief =
        new SessionsConfig(
            Duration.ofDays(30),
            Duration.ofDays(7),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Optional.empty(),
            Duration.ofDays(30),
            Duration.ofMinutes(5));
    node = Node.start(test, people, brief, KeySchedule.STANDARD);
    signedIn = node.signIn("ada");

    Instant expiry = Instant.ofEpochSecond(Jwt.of(signedIn).payload().getLong("exp"));

    assertThat(firstRefusal()).isEqualTo(expiry);
  }

  /** Asks again and again; the whole time that lies between the last yes and the first no. */
  private Instant firstRefusal() {
    Instant accepted = Instant.EPOCH;
    while (true) {
      Instant before = now();
      try {
        node.authenticate(signedIn);
        accepted = before;
      } catch (Refusal refusal) {
        return boundary(accepted, now());
      }
    }
  }

  private Instant boundary(Instant accepted, Instant refused) {
    assertThat(accepted).as("it was accepted at first").isNotEqualTo(Instant.EPOCH);
    Instant login =
        instant("SELECT extract(epoch FROM expires_at) FROM sessions.login ORDER BY id LIMIT 1");
    Instant token = Instant.ofEpochSecond(Jwt.of(signedIn).payload().getLong("exp"));
    Instant limit = login.isBefore(token) ? login : token;
    assertThat(accepted).isBefore(limit);
    assertThat(refused).isAfterOrEqualTo(limit).isBefore(limit.plusSeconds(1));
    return limit;
  }

  private Instant now() {
    return instant("SELECT extract(epoch FROM clock_timestamp())");
  }

  private Instant instant(String query) {
    java.math.BigDecimal seconds = new java.math.BigDecimal(test.column(query).get(0));
    return Instant.EPOCH.plusNanos(seconds.movePointRight(9).longValueExact());
  }

  @Test
  void anAccessTokenNeverOutlivesItsLogin() {
    test.execute("UPDATE sessions.login SET expires_at = now() + interval '100 seconds'");

    assertThat(node.refresh(signedIn).expiresInSeconds()).isBetween(90L, 100L);
  }

  @Test
  void anIdleLoginIsOverAtItsSecond() {
    test.execute(
        "UPDATE sessions.login SET last_seen_at = now() - interval '7 days' + interval '3"
            + " seconds'");
    node.authenticate(signedIn);

    test.execute("UPDATE sessions.login SET last_seen_at = now() - interval '7 days'");
    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(signedIn)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
  }

  @Test
  void useIsNotedOnceAMinuteAndKeepsTheLoginAlive() {
    node.authenticate(signedIn);
    test.execute("UPDATE sessions.login SET last_seen_at = now() - interval '50 seconds'");
    node.authenticate(signedIn);
    assertThat(test.column(IDLE_FOR_LONG)).containsExactly("t");

    test.execute("UPDATE sessions.login SET last_seen_at = now() - interval '61 seconds'");
    assertThat(node.statements(() -> node.authenticate(signedIn))).isEqualTo(1);
    assertThat(test.column(IDLE_FOR_LONG)).containsExactly("f");
  }

  private static final String IDLE_FOR_LONG =
      "SELECT last_seen_at < now() - interval '30 seconds' FROM sessions.login";

  @Test
  void aRefusedTokenKeepsNothingAlive() {
    test.execute("UPDATE sessions.login SET last_seen_at = now() - interval '8 days'");

    node.refusalOf(signedIn);

    assertThat(test.column(IDLE_FOR_LONG)).containsExactly("t");
  }

  @Test
  void freshnessIsAMatterOfTheLastProof() {
    test.execute(
        "UPDATE sessions.login SET authenticated_at = now() - interval '5 minutes' + interval '3"
            + " seconds'");
    assertThat(node.authenticate(signedIn).fresh()).isTrue();

    test.execute("UPDATE sessions.login SET authenticated_at = now() - interval '5 minutes'");
    Caller stale = node.authenticate(signedIn);
    assertThat(stale.fresh()).isFalse();
    assertThat(stale.authenticatedAt())
        .isEqualTo(instant("SELECT extract(epoch FROM authenticated_at) FROM sessions.login"));

    assertThat(node.authenticate(node.refresh(signedIn)).fresh()).isFalse();
  }

  @Test
  void aLoginThatNowBelongsElsewhereIsRefused() {
    test.execute("UPDATE sessions.login SET organization_id = '%s'".formatted(Ids.next()));
    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);

    test.execute("UPDATE sessions.login SET organization_id = NULL");
    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);

    test.execute(
        "UPDATE sessions.login SET organization_id = '%s', person_id = '%s'"
            .formatted(ada.organization, Ids.next()));
    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void aLoginOfAnEarlierStayInTheOrganizationIsOverForEveryToken() {
    SignedIn signedIn = node.signIn("ada");
    people.named("ada").admission = Ids.next();
    assertThat(node.refusalOf(signedIn)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(signedIn)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    assertThat(node.authenticate(node.signIn("ada")).person()).isEqualTo(people.named("ada").id);
  }
}
