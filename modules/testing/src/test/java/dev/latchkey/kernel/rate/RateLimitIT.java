package dev.latchkey.kernel.rate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody does a thing so often within a period, however many nodes they ask at once. */
class RateLimitIT {

  private static final RateLimit FIVE = new RateLimit("test.five", 5, Duration.ofMinutes(10));
  private static final RateLimit OTHER = new RateLimit("test.other", 5, Duration.ofMinutes(10));

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase test = TestDatabase.with();
  private final Database database = test.open(vertx);
  private final UUID ada = Ids.next();

  @AfterEach
  void stop() {
    get(database.close());
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(20, SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many of as many at once were let through. */
  private long taken(RateLimit limit, UUID subject, int times) {
    List<Future<Void>> asked =
        IntStream.range(0, times).mapToObj(i -> limit.take(database, subject)).toList();
    get(Future.join(asked).otherwiseEmpty());
    return asked.stream().filter(Future::succeeded).count();
  }

  @Test
  void ofManyAtOnceAsManyAreLetThroughAsMayBe() {
    assertThat(taken(FIVE, ada, 32)).isEqualTo(5);
    assertThat(taken(FIVE, ada, 4)).isZero();
  }

  @Test
  void subjectsAndActivitiesAreCountedApart() {
    assertThat(taken(FIVE, ada, 6)).isEqualTo(5);
    assertThat(taken(OTHER, ada, 6)).isEqualTo(5);
    assertThat(taken(FIVE, Ids.next(), 6)).isEqualTo(5);
  }

  @Test
  void whoComesTooOftenIsToldHowLongToWait() {
    taken(FIVE, ada, 5);
    test.execute("UPDATE kernel.rate SET ends_at = ends_at - interval '9 min'");
    Throwable cause = get(FIVE.take(database, ada).map((Throwable) null).otherwise(it -> it));
    assertThat(cause).isInstanceOf(Refusal.class);
    assertThat(((Refusal) cause).failure()).isEqualTo(Failure.TOO_MANY_REQUESTS);
    assertThat(((Refusal) cause).retryAfter())
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @Test
  void aNewPeriodBeginsWhenTheOneBeforeHasPassedAndOldOnesAreForgotten() {
    taken(FIVE, ada, 5);
    test.execute("UPDATE kernel.rate SET ends_at = now() - interval '1 s'");
    assertThat(taken(FIVE, ada, 6)).isEqualTo(5);
    get(RateLimit.purge(database));
    assertThat(test.column("SELECT activity FROM kernel.rate")).containsExactly("test.five");
    test.execute("UPDATE kernel.rate SET ends_at = now() - interval '1 s'");
    get(RateLimit.purge(database));
    assertThat(test.column("SELECT activity FROM kernel.rate")).isEmpty();
  }
}
