package dev.latchkey.launcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notifications.OutboxStatus;
import dev.latchkey.testing.Eventually;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutboxGaugesTest {

  @Test
  void lengthAgeAndWhatBecameOfMailsAreMetrics() throws Exception {
    OutboxStatus status = new OutboxStatus(7, Duration.ofMillis(90_500), 1, 2, 3, 4, 5);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Vertx vertx = Vertx.vertx();
    try {
      OutboxGauges.watching(vertx, () -> Future.succeededFuture(status)).bindTo(registry);
      Eventually.passes(
          () ->
              assertThat(values(registry))
                  .isEqualTo(
                      Map.of(
                          "latchkey.mail.queued", 7.0,
                          "latchkey.mail.oldest", 90.5,
                          "latchkey.mail.sent", 1.0,
                          "latchkey.mail.deferred", 2.0,
                          "latchkey.mail.failed", 3.0,
                          "latchkey.mail.expired", 4.0,
                          "latchkey.mail.suppressed", 5.0)));
    } finally {
      vertx.close().await(5, SECONDS);
    }
  }

  private static Map<String, Double> values(SimpleMeterRegistry registry) {
    return registry.getMeters().stream()
        .collect(Collectors.toMap(each -> each.getId().getName(), OutboxGaugesTest::value));
  }

  private static Double value(Meter meter) {
    return meter.measure().iterator().next().getValue();
  }
}
