package dev.latchkey.kernel.once;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One transaction settles a thing, whoever tries. */
class SettlementsIT {

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase test = TestDatabase.with();
  private final Database database = test.open(vertx);
  private final UUID id = Ids.next();

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

  private Future<Boolean> settle() {
    return database.transaction(sql -> Settlements.settle(sql, id));
  }

  @Test
  void theFirstSettlesAndNobodyAfterwards() {
    assertThat(get(settle())).isTrue();
    assertThat(get(settle())).isFalse();
  }

  @Test
  void ofManyAtOnceOneSettles() {
    List<Future<Boolean>> asked = IntStream.range(0, 16).mapToObj(i -> settle()).toList();
    get(Future.all(asked));
    assertThat(asked.stream().map(Future::result)).containsOnlyOnce(true);
  }

  @Test
  void whatWasRolledBackIsNotSettled() {
    Future<Void> failed =
        database.transaction(
            sql -> Settlements.settle(sql, id).compose(done -> Future.failedFuture("no")));
    get(failed.otherwiseEmpty());
    assertThat(get(settle())).isTrue();
  }

  @Test
  void whoComesSecondWaitsForTheFirstToEnd() {
    var second =
        get(
            database.transaction(
                sql ->
                    Settlements.settle(sql, id)
                        .map(
                            first -> {
                              Future<Boolean> waiting = settle();
                              assertThat(waiting.isComplete()).isFalse();
                              return List.of(waiting);
                            })));
    assertThat(get(second.get(0))).isFalse();
  }

  @Test
  void ofSeveralThoseAreAnsweredThatWereNotSettled() {
    UUID other = Ids.next();
    get(settle());
    Set<UUID> settled =
        get(database.transaction(sql -> Settlements.settle(sql, List.of(id, other))));
    assertThat(settled).containsExactly(other);
  }

  @Test
  void theServiceCanNotUnsettleButForget() {
    get(settle());
    get(Settlements.purge(database));
    assertThat(get(settle())).isFalse();
    test.execute("UPDATE kernel.settlement SET settled_at = now() - interval '91 days'");
    get(Settlements.purge(database));
    assertThat(test.column("SELECT 1 FROM kernel.settlement")).isEmpty();
  }
}
