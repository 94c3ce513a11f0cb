package dev.latchkey.launcher;

import dev.latchkey.notifications.OutboxStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The outbox among the metrics. Looked at every 15 s, one look at a time. */
final class OutboxGauges implements MeterBinder {

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Supplier<Future<OutboxStatus>> status;
  private volatile OutboxStatus latest = new OutboxStatus(0, Duration.ZERO, 0, 0, 0, 0, 0);
  private volatile Future<?> look = Future.succeededFuture();

  private OutboxGauges(Supplier<Future<OutboxStatus>> status) {
    this.status = status;
  }

  /** Looks from now on; what can't be seen stays as it was seen last. */
  static OutboxGauges watching(Vertx vertx, Supplier<Future<OutboxStatus>> status) {
    OutboxGauges gauges = new OutboxGauges(status);
    vertx.setPeriodic(0, INTERVAL.toMillis(), tick -> gauges.look());
    return gauges;
  }

  private void look() {
    if (look.isComplete()) {
      look = status.get().onSuccess(seen -> latest = seen);
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("latchkey.mail.queued", this, it -> it.latest.queued())
        .description("mails that wait to be sent, of all nodes")
        .register(registry);
    Gauge.builder("latchkey.mail.oldest", this, it -> it.latest.oldestAge().toMillis() / 1000.0)
        .description("how long the oldest of them has waited")
        .baseUnit("seconds")
        .register(registry);
    count(registry, "sent", "mails handed over", OutboxStatus::sent);
    count(registry, "deferred", "tries that failed and are repeated", OutboxStatus::deferred);
    count(registry, "failed", "mails given up", OutboxStatus::failed);
    count(registry, "expired", "mails whose link had expired", OutboxStatus::expired);
    count(registry, "suppressed", "mails to an address that had enough", OutboxStatus::suppressed);
  }

  private void count(
      MeterRegistry registry, String name, String meaning, ToLongFunction<OutboxStatus> value) {
    FunctionCounter.builder("latchkey.mail." + name, this, it -> value.applyAsLong(it.latest))
        .description(meaning)
        .register(registry);
  }
}
