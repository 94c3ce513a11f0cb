package dev.latchkey.kernel.sql;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.FaultProxy;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database behind a network that fails. The deadline of a statement is two seconds. */
class DatabaseFaultsIT {

  private static final Duration DEADLINE_AND_SOME = Duration.ofMillis(2_500);
  private static final Duration RECOVERY = Duration.ofSeconds(2);

  private Vertx vertx;
  private FaultProxy proxy;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    TestDatabase test = TestDatabase.with();
    proxy = FaultProxy.to(test.server().address().host(), test.server().address().port());
    database =
        Database.open(vertx, test.through("127.0.0.1", proxy.port()), TestDatabase.shippedBounds());
    warmUp();
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    vertx.close().await(5, SECONDS);
  }

  @Test
  void aSlowNetworkIsNoFault() throws Exception {
    proxy.delay(Duration.ofMillis(100));
    assertThat(database.any("SELECT 1").await(5, SECONDS)).isTrue();
  }

  @Test
  void aStalledServerIsUnavailableWithinTheDeadlineAndComesBackByItself() {
    proxy.stall();
    assertUnavailable(database.any("SELECT 1"));
    proxy.recover();
    assertRecovers();
  }

  @Test
  void aStallOfEveryConnectionEndsForEveryStatement() {
    proxy.stall();
    assertUnavailable(many(40));
    proxy.recover();
    assertRecovers();
  }

  @Test
  void aCutConnectionIsReplaced() {
    proxy.cut();
    assertUnavailable(database.any("SELECT 1"));
    proxy.recover();
    assertRecovers();
  }

  @Test
  void aStatementUnderWayWhenTheConnectionIsCutIsUnavailable() {
    Future<?> underWay = database.run("SELECT pg_sleep(1)");
    proxy.cut();
    assertUnavailable(underWay);
    proxy.recover();
    assertRecovers();
  }

  @Test
  void aServerThatVanishesIsUnavailableWithinTheDeadline() {
    proxy.blackHole();
    assertUnavailable(many(40));
  }

  /** All connections of the pool are open. */
  private void warmUp() throws Exception {
    Eventually.passes(this::assertAnswers);
    Future.all(many(40)).await(5, SECONDS);
    assertThat(database.connections()).isGreaterThan(1);
  }

  private List<Future<?>> many(int count) {
    return IntStream.range(0, count)
        .<Future<?>>mapToObj(each -> database.run("SELECT " + each))
        .toList();
  }

  private static void assertUnavailable(Future<?> asked) {
    assertUnavailable(List.of(asked));
  }

  private static void assertUnavailable(List<Future<?>> asked) {
    long start = System.nanoTime();
    Future.join(asked).otherwiseEmpty().await();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE_AND_SOME);
    assertThat(asked)
        .allSatisfy(each -> assertThat(each.cause()).isInstanceOf(Refusal.class))
        .extracting(each -> (Refusal) each.cause())
        .allMatch(refusal -> refusal.failure() == Failure.UNAVAILABLE)
        .allMatch(refusal -> Duration.ofSeconds(2).equals(refusal.retryAfter()));
  }

  private void assertRecovers() {
    long start = System.nanoTime();
    Eventually.passes(this::assertAnswers);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RECOVERY);
  }

  private void assertAnswers() {
    assertThat(database.any("SELECT 1").otherwise(false).await()).isTrue();
  }
}
