package dev.latchkey.kernel.event;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.bus.Nudge;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PumpTest {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Promise<Void> begun = Promise.promise();
  private final Promise<Boolean> step = Promise.promise();
  private final AtomicInteger steps = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  private <T> T onContext(Supplier<Future<T>> act) throws Exception {
    Promise<T> done = Promise.promise();
    context.runOnContext(go -> act.get().onComplete(done));
    return done.future().await(10, SECONDS);
  }

  private Future<Boolean> step() {
    steps.incrementAndGet();
    begun.tryComplete();
    return step.future();
  }

  private Pump begunPump() throws Exception {
    Supplier<Pump> pump =
        () ->
            new Pump(
                vertx,
                "Testing",
                Nudge.of(vertx, "latchkey.nudge.test"),
                Duration.ofMillis(1),
                this::step);
    Pump made = onContext(() -> Future.succeededFuture(pump.get()));
    begun.future().await(10, SECONDS);
    return made;
  }

  private void letTimePass() throws Exception {
    onContext(() -> vertx.timer(50));
  }

  @Test
  void stoppingWaitsForTheStepThatIsUnderWayAndBeginsNoOther() throws Exception {
    Pump pump = begunPump();
    Promise<Void> stopped = Promise.promise();
    context.runOnContext(go -> pump.stop().onComplete(stopped));
    letTimePass();
    assertThat(stopped.future().isComplete()).isFalse();

    context.runOnContext(go -> step.complete(true));
    stopped.future().await(10, SECONDS);
    letTimePass();
    assertThat(steps).hasValue(1);
  }

  @Test
  void stoppingAnIdleOneIsOverAtOnce() throws Exception {
    step.complete(false);
    Pump pump = begunPump();
    onContext(pump::stop);
    int before = steps.get();
    letTimePass();
    assertThat(steps).hasValue(before);
  }
}
