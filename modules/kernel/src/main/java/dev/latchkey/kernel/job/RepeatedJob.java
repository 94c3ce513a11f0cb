package dev.latchkey.kernel.job;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again while its verticle lives, never twice at once. A failure is
 * logged and leaves it to the next turn. Lives on one verticle's context.
 */
public final class RepeatedJob {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedJob.class);

  private final String name;
  private final Supplier<Future<Void>> work;
  private boolean running;

  private RepeatedJob(String name, Supplier<Future<Void>> work) {
    this.name = name;
    this.work = work;
  }

  /**
   * Does the work once per interval, for the first time after one.
   *
   * @param name what the log calls it
   */
  public static void every(
      Vertx vertx, Duration interval, String name, Supplier<Future<Void>> work) {
    RepeatedJob job = new RepeatedJob(name, work);
    vertx.setPeriodic(interval.toMillis(), tick -> job.run());
  }

  private void run() {
    if (!running) {
      running = true;
      work.get().onFailure(this::log).onComplete(done -> running = false);
    }
  }

  private void log(Throwable failure) {
    LOG.warn("{} will be tried again: {}", name, failure.toString());
  }
}
