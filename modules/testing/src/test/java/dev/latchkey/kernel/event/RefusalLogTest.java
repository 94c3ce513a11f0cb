package dev.latchkey.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.RecordRefusal;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many are refused, the log grows by so much a minute and no attempt goes uncounted. */
class RefusalLogTest {

  private final List<JsonObject> appended = new ArrayList<>();
  private boolean trouble;
  private final Sql sql =
      (statement, values) -> {
        appended.add((JsonObject) values[0]);
        return trouble
            ? Future.failedFuture(Failure.UNAVAILABLE.refusal())
            : Future.succeededFuture();
      };
  private final RefusalLog log = new RefusalLog(sql);

  private static Caller caller() {
    return new Caller(
        new PersonId(Ids.next()),
        new LoginId(Ids.next()),
        null,
        Set.of(),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        true,
        false,
        Origin.SYSTEM,
        null);
  }

  private void refuse(Caller caller, int times) {
    RecordRefusal refusal = new RecordRefusal(caller, "CloseAccount", Failure.LAST_OWNER);
    IntStream.range(0, times).forEach(each -> log.record(refusal));
  }

  private int counted() {
    return appended.stream()
        .mapToInt(each -> each.getJsonObject("data").getInteger("attempts", 1))
        .sum();
  }

  @Test
  void theFirstAreEventsOfTheirOwnAndTheOthersOneTogether() {
    refuse(caller(), 30);
    assertThat(appended).hasSize(30);
    refuse(caller(), 1);
    assertThat(appended).hasSize(31);
    log.settle();
    assertThat(appended).as("nothing was only counted").hasSize(31);
  }

  @Test
  void whatWasOnlyCountedIsToldWhenTheMinuteIsOver() {
    Caller flooding = caller();
    refuse(flooding, 1000);
    assertThat(appended).hasSize(30);
    log.settle();
    assertThat(appended).hasSize(31);
    assertThat(counted()).isEqualTo(1000);

    refuse(flooding, 1);
    assertThat(appended).as("a new minute").hasSize(32);
    log.settle();
    assertThat(appended).hasSize(32);
  }

  @Test
  void thoseBeyondTheCallersThatAreToldApartShareOneAccount() {
    IntStream.range(0, RefusalLog.MOST_CALLERS).forEach(each -> refuse(caller(), 1));
    appended.clear();
    IntStream.range(0, 5000).forEach(each -> refuse(caller(), 1));

    assertThat(appended).hasSize(RefusalLog.MOST_OF_ONE);
    log.settle();
    assertThat(appended).hasSize(RefusalLog.MOST_OF_ONE + 1);
    assertThat(counted()).isEqualTo(5000);
  }

  @Test
  void troubleOfTheDatabaseIsNoneOfTheMinute() {
    refuse(caller(), 31);
    trouble = true;

    assertThat(log.settle().succeeded()).isTrue();
  }
}
