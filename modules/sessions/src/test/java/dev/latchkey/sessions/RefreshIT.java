package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshIT {

  private static final String ENDED =
      "SELECT coalesce(end_reason, 'alive') FROM sessions.login ORDER BY id";

  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private TestDatabase test;
  private Node node;
  private Node other;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    node = Node.start(test, people);
    other = Node.start(test, people);
  }

  @AfterEach
  void stop() {
    node.close();
    other.close();
  }

  @Test
  void aRefreshTokenIsReplacedAtEachUse() {
    SignedIn first = node.signIn("ada");
    SignedIn second = node.refresh(first);
    SignedIn third = other.refresh(second);

    assertThat(Set.of(first.refreshToken(), second.refreshToken(), third.refreshToken()))
        .hasSize(3);
    assertThat(third.loginId()).isEqualTo(first.loginId());
    assertThat(node.authenticate(third).login()).isEqualTo(first.loginId());
  }

  @Test
  void aRefreshCostsOneStatementOfItsOwn() {
    SignedIn first = node.signIn("ada");
    long before = node.database.statements();

    node.refresh(first);

    assertThat(node.database.statements() - before).isEqualTo(1);
  }

  @Test
  void aRefreshKeepsAnIdleLoginAlive() {
    SignedIn first = node.signIn("ada");
    test.execute("UPDATE sessions.login SET last_seen_at = now() - interval '6 days'");

    node.refresh(first);

    assertThat(test.column("SELECT last_seen_at > now() - interval '1 minute' FROM sessions.login"))
        .containsExactly("t");
  }

  @Test
  void aRepetitionWithinTheGraceGetsTheSameSuccessor() {
    SignedIn first = node.signIn("ada");
    SignedIn second = node.refresh(first);
    test.execute(
        "UPDATE sessions.refresh_token SET rotated_at = rotated_at - interval '6 seconds'");

    SignedIn again = other.refresh(first);

    assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
    assertThat(again.accessToken()).isNotEqualTo(second.accessToken());
    node.authenticate(again);
    node.refresh(again);
  }

  @Test
  void aReplacedTokenEndsTheLoginWhenTheGraceIsOver() {
    SignedIn first = node.signIn("ada");
    SignedIn second = node.refresh(first);
    test.execute(
        "UPDATE sessions.refresh_token SET rotated_at = rotated_at - interval '10 seconds'");

    assertThat(other.refusalToRefresh(first)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);

    assertThat(node.refusalOf(second)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(second)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    assertThat(test.column(ENDED)).containsExactly("token_reused");
    assertReuseIsAudited(first);
  }

  @Test
  void aReplacedTokenEndsTheLoginWhenItsSuccessorWasUsed() {
    SignedIn first = node.signIn("ada");
    SignedIn third = node.refresh(node.refresh(first));

    assertThat(node.refusalToRefresh(first)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);

    assertThat(node.refusalOf(third)).isEqualTo(Failure.UNAUTHENTICATED);
    assertReuseIsAudited(first);
  }

  private void assertReuseIsAudited(SignedIn reused) {
    assertThat(
            test.column(
                "SELECT concat_ws(' ', type, outcome, subject_id, organization_id,"
                    + " personal->>'ipAddress') FROM kernel.event WHERE type IN"
                    + " ('login.token_reused', 'login.ended') ORDER BY sequence"))
        .containsExactly(
            "login.token_reused refused %s %s 192.0.2.7"
                .formatted(reused.loginId(), ada.organization),
            "login.ended done %s %s".formatted(reused.loginId(), ada.organization));
  }

  @Test
  void aReplacedTokenThatIsTriedOftenIsAuditedOnce() {
    SignedIn first = node.signIn("ada");
    node.refresh(node.refresh(first));

    List<Future<SignedIn>> thieves =
        IntStream.range(0, 16).mapToObj(each -> ask(first.refreshToken())).toList();
    node.get(Future.join(thieves).otherwiseEmpty());

    assertThat(thieves).allMatch(Future::failed);
    assertThat(test.column("SELECT 1 FROM kernel.event WHERE type = 'login.token_reused'"))
        .hasSize(1);
  }

  @Test
  void sixteenRotationsAtOnceGiveOneFamily() {
    for (int round = 0; round < 50; round++) {
      SignedIn first = node.signIn("ada");
      List<Future<SignedIn>> racers =
          IntStream.range(0, 16)
              .mapToObj(each -> (each % 2 == 0 ? node : other).bus.ask(refresh(first)))
              .toList();
      node.get(Future.all(racers));

      Set<String> successors =
          racers.stream().map(each -> each.result().refreshToken()).collect(Collectors.toSet());
      assertThat(successors).hasSize(1);
      assertThat(
              test.column(
                  "SELECT count(*) || ' ' || count(rotated_at) FROM sessions.refresh_token WHERE login_id = '%s'"
                      .formatted(first.loginId())))
          .containsExactly("2 1");
      node.refresh(racers.get(15).result());
    }
    assertThat(test.column(ENDED)).hasSize(50).containsOnly("alive");
  }

  @Test
  void anEndingIsNotOvertakenByARotation() {
    for (int round = 0; round < 40; round++) {
      SignedIn first = node.signIn("ada");
      Future<SignedIn> refreshed = other.bus.ask(refresh(first));
      Future<?> ended = node.bus.ask(new EndLogin(node.authenticate(first), first.loginId()));
      Future<SignedIn> late = other.bus.ask(refresh(first));
      node.get(Future.join(refreshed, ended, late).otherwiseEmpty());

      assertThat(ended.succeeded()).isTrue();
      assertThat(node.refusalOf(first)).isEqualTo(Failure.UNAUTHENTICATED);
      for (Future<SignedIn> each : List.of(refreshed, late)) {
        if (each.succeeded()) {
          assertThat(other.refusalOf(each.result())).isEqualTo(Failure.UNAUTHENTICATED);
          assertThat(other.refusalToRefresh(each.result()))
              .isEqualTo(Failure.INVALID_REFRESH_TOKEN);
        }
      }
    }
  }

  @Test
  void aDisabledPersonGetsNoTokenAndLosesTheLogin() {
    SignedIn first = node.signIn("ada");
    ada.disabled = true;
    assertThat(node.refusalToRefresh(first)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);

    ada.disabled = false;
    assertThat(node.refusalToRefresh(first)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
    assertThat(test.column(ENDED)).containsExactly("authority_lost");
    assertThat(test.column("SELECT actor_id FROM kernel.event WHERE type = 'login.ended'"))
        .containsExactly(ada.id.toString());
  }

  @Test
  void whenAccountsDoesNotAnswerARepetitionGetsTheTokens() {
    SignedIn first = node.signIn("ada");
    ada.unreachable = true;
    assertThat(node.refusalToRefresh(first)).isEqualTo(Failure.UNAVAILABLE);

    ada.unreachable = false;
    node.authenticate(node.refresh(first));
  }

  @Test
  void aTokenThatIsNotExactlyOursIsRefused() {
    String token = node.signIn("ada").refreshToken();
    String access = node.signIn("ada").accessToken();

    for (int i = 0; i < token.length(); i++) {
      for (char wrong : new char[] {other(token.charAt(i)), flipped(token.charAt(i)), '=', '\0'}) {
        if (wrong != token.charAt(i)) {
          assertRefused(token.substring(0, i) + wrong + token.substring(i + 1));
        }
      }
      assertRefused(token.substring(0, i));
    }
    List.of(token + "A", token + "=", " " + token, token + " ", token + token, access)
        .forEach(this::assertRefused);
    List.of(token.replace("lkr_", "tot_"), token.toUpperCase(java.util.Locale.ROOT))
        .forEach(this::assertRefused);
    assertThat(test.column(ENDED)).containsOnly("alive");
    node.get(ask(token));
  }

  private void assertRefused(String token) {
    assertThat(node.refusal(new RefreshLogin(token, Node.ORIGIN)))
        .as(token)
        .isEqualTo(Failure.INVALID_REFRESH_TOKEN);
  }

  private static char other(char character) {
    return character == 'A' ? 'B' : 'A';
  }

  private static char flipped(char character) {
    return Character.isUpperCase(character)
        ? Character.toLowerCase(character)
        : Character.toUpperCase(character);
  }

  private Future<SignedIn> ask(String token) {
    return node.bus.ask(new RefreshLogin(token, Node.ORIGIN));
  }

  private static RefreshLogin refresh(SignedIn signedIn) {
    return new RefreshLogin(signedIn.refreshToken(), Node.ORIGIN);
  }
}
