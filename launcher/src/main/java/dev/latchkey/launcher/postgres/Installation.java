package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as it is set up in one data directory.
 *
 * @param home where the files are
 * @param binaries the programs
 * @param account who runs them
 */
record Installation(Home home, Binaries binaries, ServerAccount account) {
  /** Ends every session, writes a checkpoint and exits. */
  static final String FAST_SHUTDOWN = "INT";

  /** Exits at once; the next start recovers. */
  static final String IMMEDIATE_SHUTDOWN = "QUIT";

  private static final Logger log = LoggerFactory.getLogger(Installation.class);
  private static final Duration SIGNAL_BOUND = Duration.ofSeconds(5);

  /**
   * Runs a program to its end.
   *
   * @throws IOException it can't be started
   * @throws EmbeddedPostgresException it takes longer than the bound, or the thread is interrupted
   */
  Command.Outcome run(Duration bound, String input, String... program) throws IOException {
    return Command.run(account.command(program), home.directory(), input, bound);
  }

  /**
   * Sends a signal that Java can't. Best effort: the caller waits for the process to end, and kills
   * it if it doesn't.
   */
  void signal(String signal, long processId) {
    try {
      run(SIGNAL_BOUND, "", binaries.control(), "kill", signal, Long.toString(processId));
    } catch (IOException | EmbeddedPostgresException failure) {
      log.warn("The server {} can't be sent SIG{}", processId, signal, failure);
    }
  }
}
