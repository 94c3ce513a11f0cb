package dev.latchkey.kernel.event;

import dev.latchkey.kernel.bus.Nudge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work whenever there is some: after a nudge, and at least once per interval, so that a lost
 * nudge or a dead node only costs time. Never two steps at once. Lives on one verticle's context.
 */
public final class Pump {

  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

  private final Vertx vertx;
  private final String name;
  private final Supplier<Future<Boolean>> step;
  private final long timer;
  private final MessageConsumer<Boolean> nudges;
  private final Promise<Void> lastStep = Promise.promise();
  private boolean running;
  private boolean again;
  private boolean stopped;

  /**
   * Starts pumping.
   *
   * @param name what the log calls it
   * @param nudge what wakes it
   * @param interval after which it looks by itself
   * @param step does a piece of work; answers whether there may be more
   */
  public Pump(
      Vertx vertx, String name, Nudge nudge, Duration interval, Supplier<Future<Boolean>> step) {
    this.vertx = vertx;
    this.name = name;
    this.step = step;
    this.timer = vertx.setPeriodic(interval.toMillis(), tick -> run());
    this.nudges = nudge.onEach(this::run);
  }

  /** Starts no further step; succeeds when the one under way has ended. */
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return nudges
        .unregister()
        .compose(gone -> running ? lastStep.future() : Future.succeededFuture());
  }

  private void run() {
    if (running) {
      again = true;
    } else if (!stopped) {
      running = true;
      again = false;
      step.get().onComplete(more -> ended(more.succeeded() && more.result(), more.cause()));
    }
  }

  /** After a failure the next try is the next tick's, so that a dead database is not hammered. */
  private void ended(boolean more, @org.jspecify.annotations.Nullable Throwable failure) {
    running = false;
    if (stopped) {
      lastStep.tryComplete();
    }
    if (failure != null) {
      LOG.warn("{} will be tried again: {}", name, failure.toString());
    } else if (more || again) {
      run();
    }
  }
}
