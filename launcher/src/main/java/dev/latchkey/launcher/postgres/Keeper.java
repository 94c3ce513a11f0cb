package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server running at its port: one that ends by itself, or is killed, is started again until
 * the keeper is told to stop. Thread-safe.
 */
final class Keeper {
  private static final Logger log = LoggerFactory.getLogger(Keeper.class);

  /** Between two tries, so that a server that cannot start does not burn the machine. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Installation installation;
  private final Duration bound;
  private final ScheduledExecutorService thread;
  private Listening listening;
  private boolean stopped;

  Keeper(Installation installation, Listening listening, Duration bound) {
    this.installation = installation;
    this.listening = listening;
    this.bound = bound;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var keeper = new Thread(work, "latchkey-postgres-keeper");
              keeper.setDaemon(true);
              return keeper;
            });
    watch();
  }

  synchronized Listening listening() {
    return listening;
  }

  /** Ends the server for good. */
  synchronized void stop() {
    stopped = true;
    thread.shutdownNow();
    listening.server().stop(installation);
  }

  private void watch() {
    listening.server().onExit().thenRun(() -> later(Duration.ZERO));
  }

  private synchronized void later(Duration pause) {
    if (!stopped) {
      thread.schedule(this::revive, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void revive() {
    if (stopped) {
      return;
    }
    log.warn("PostgreSQL ended by itself; starting it again");
    try {
      new Remnants(installation).clear();
      listening = Listening.again(installation, listening.port(), bound);
      log.info("PostgreSQL is ready again at port {}", listening.port());
      watch();
    } catch (IOException | RuntimeException failure) {
      log.error("PostgreSQL did not start again: {}", failure.getMessage());
      later(PAUSE);
    }
  }
}
