package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts, crashes and stalls: no acknowledged change is lost, nobody waits for ever. */
class CrashIT {

  private static final int WRITERS = 3;
  private static final int WRITES_BEFORE_THE_CRASH = 24;
  private static final Duration LONGEST_ANSWER = Duration.ofMillis(2500);

  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private Launch launch;

  @BeforeEach
  void install(@TempDir Path home) throws Exception {
    // At a lasting port, as access tokens name the URL of who issued them.
    launch =
        SharedNode.open(Installation.copiedTo(home.resolve("latchkey")))
            .with("http.port", Launch.freePort());
  }

  @Test
  void aKilledNodeHasKeptWhatItAcknowledged() throws Exception {
    List<Login> writers = List.of();
    for (int round = 0; round < 3; round++) {
      Latchkey latchkey = launch.start();
      writers = round == 0 ? writers(latchkey) : at(latchkey, writers);
      assertNothingIsLost(writers);
      int enough = acknowledged.size() + WRITES_BEFORE_THE_CRASH;
      try (Load load = writing(writers)) {
        Eventually.value("writes", () -> acknowledged.size() >= enough ? true : null);
        latchkey.kill();
      }
    }
    try (Latchkey latchkey = launch.start()) {
      assertNothingIsLost(at(latchkey, writers));
      assertEveryChangeHasItsEvent();
    }
  }

  @Test
  void aKilledDatabaseIsReportedWithinSecondsAndComesBackByItself() throws Exception {
    try (Latchkey latchkey = launch.start()) {
      List<Login> writers = writers(latchkey);
      long killed;
      long recovered;
      Load load = writing(writers);
      try (load) {
        Eventually.value("writes", () -> acknowledged.size() >= 10 ? true : null);
        Installation.postgres(launch).destroyForcibly();
        killed = System.nanoTime();
        Eventually.value("a refusal", () -> refusals(load).findAny().orElse(null));
        Eventually.value("a recovery", () -> successAfter(load, lastRefusal(load)));
        recovered = successAfter(load, lastRefusal(load));
      }
      assertThat(Duration.ofNanos(recovered - killed)).isLessThan(Duration.ofSeconds(10));
      assertAnsweredInTime(load);
      assertNothingIsLost(writers);
    }
  }

  @Test
  void aStalledDatabaseKeepsNobodyWaiting() throws Exception {
    try (Latchkey latchkey = launch.start()) {
      List<Login> writers = writers(latchkey);
      Person owner = Installation.owner(latchkey);
      Login login = owner.signIn();
      Load load = writing(writers);
      try (load) {
        load.asking("me", login::me)
            .asking("sign-in", owner::trySignIn)
            .asking("forgot", () -> latchkey.ask(Ask.post("/password/forgot", "email", "a@b.c")));
        Eventually.value("writes", () -> acknowledged.size() >= 10 ? true : null);
        stall(Duration.ofSeconds(5));
        Eventually.value("a recovery", () -> successAfter(load, System.nanoTime() - 200_000_000));
      }
      assertThat(refusals(load)).isNotEmpty();
      assertAnsweredInTime(load);
      assertNothingIsLost(writers);
      login.me().expect(200);
    }
  }

  private static List<Login> writers(Latchkey latchkey) {
    return Stream.generate(() -> Person.registered(latchkey, "writer").signIn())
        .limit(WRITERS)
        .toList();
  }

  private static List<Login> at(Latchkey latchkey, List<Login> logins) {
    return logins.stream().map(login -> login.at(latchkey)).toList();
  }

  private Load writing(List<Login> writers) {
    Load load = new Load();
    for (Login each : writers) {
      load.asking("writer", () -> write(each));
    }
    return load;
  }

  /** Makes an organisation, of which a person may have a hundred; so not too often. */
  private Reply write(Login login) {
    String name = "Organisation " + number.incrementAndGet();
    Reply reply = login.ask(Ask.post("/me/organizations", "name", name));
    if (reply.status() == 201) {
      acknowledged.add(login.id() + " " + name);
    }
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    return reply;
  }

  private void assertNothingIsLost(List<Login> writers) {
    Set<String> kept =
        writers.stream()
            .flatMap(
                login ->
                    login
                        .ask(Ask.get("/me/organizations"))
                        .expect(200)
                        .items()
                        .map(each -> login.id() + " " + each.getString("name")))
            .collect(Collectors.toSet());
    assertThat(kept).containsAll(acknowledged);
  }

  private void assertEveryChangeHasItsEvent() {
    Installation.execute(
        launch,
        """
        DO $$ BEGIN
          ASSERT (SELECT count(*) FROM accounts.organization) =
                 (SELECT count(*) FROM kernel.event WHERE type = 'organization.created'),
                 'organisations and events differ';
          ASSERT NOT EXISTS (
            SELECT FROM accounts.organization o WHERE NOT EXISTS (
              SELECT FROM accounts.membership m WHERE m.organization_id = o.id)),
            'an organisation without its owner';
        END $$\
        """);
  }

  private static Stream<Load.Answer> refusals(Load load) {
    return load.answers().filter(answer -> answer.reply().status() >= 500);
  }

  private static long lastRefusal(Load load) {
    return refusals(load).mapToLong(Load.Answer::endedNanos).max().orElseThrow();
  }

  private static Long successAfter(Load load, long moment) {
    return load.answers()
        .filter(answer -> answer.reply().status() < 300 && answer.endedNanos() > moment)
        .map(Load.Answer::endedNanos)
        .findFirst()
        .orElse(null);
  }

  private static void assertAnsweredInTime(Load load) {
    assertThat(load.unanswered()).isEmpty();
    assertThat(refusals(load))
        .allSatisfy(
            answer -> {
              answer.reply().expect(503);
              assertThat(answer.reply().header("retry-after")).matches("[1-9][0-9]?");
            });
    assertThat(load.answers())
        .allSatisfy(
            answer ->
                assertThat(answer.took())
                    .as(answer.name() + " " + answer.reply().status())
                    .isLessThanOrEqualTo(LONGEST_ANSWER));
  }

  private void stall(Duration time) throws IOException, InterruptedException {
    ProcessHandle postmaster = Installation.postgres(launch);
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.add(postmaster);
    try {
      signal("-STOP", all);
      LockSupport.parkNanos(time.toNanos());
    } finally {
      signal("-CONT", all);
    }
  }

  private static void signal(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(each -> command.add(String.valueOf(each.pid())));
    new ProcessBuilder(command).start().waitFor();
  }
}
