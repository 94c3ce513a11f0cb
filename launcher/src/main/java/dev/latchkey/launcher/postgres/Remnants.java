package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed run left: its server, still ending or orphaned, the server's children, and the file
 * with its process id. Whoever holds the data directory's lock may end them all.
 */
final class Remnants {
  private static final Logger log = LoggerFactory.getLogger(Remnants.class);

  /** For the last checkpoint of a server that is ending; chosen, not measured. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration AFTER_KILL = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Home home;
  private final Installation installation;
  private final String clusterName;

  Remnants(Installation installation) throws IOException {
    this.home = installation.home();
    this.installation = installation;
    this.clusterName = ServerSettings.clusterName(home.cluster());
  }

  /**
   * Returns when there are none. The file goes too: the server would take any process that has that
   * id by now, even one of this JVM's threads, for its predecessor.
   *
   * @throws EmbeddedPostgresException they can't be ended
   */
  void clear() throws IOException {
    if (Files.notExists(home.processFile())) {
      return;
    }
    log.info("The database in {} was not shut down: recovering it", home.cluster());
    end();
    Files.deleteIfExists(home.processFile());
  }

  private void end() {
    for (var server : servers()) {
      installation.signal(Installation.FAST_SHUTDOWN, server.pid());
    }
    if (!goneWithin(PATIENCE)) {
      all().forEach(ProcessHandle::destroyForcibly);
      requireGone();
    }
  }

  private void requireGone() {
    if (!goneWithin(AFTER_KILL)) {
      throw new EmbeddedPostgresException(
          "A server of an earlier run still uses the database in %s and can't be ended: end the processes %s"
              .formatted(home.cluster(), all().stream().map(ProcessHandle::pid).toList()));
    }
  }

  private boolean goneWithin(Duration bound) {
    long begun = System.nanoTime();
    while (!all().isEmpty()) {
      if (System.nanoTime() - begun > bound.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private List<ProcessHandle> servers() {
    return ProcessHandle.allProcesses().filter(process -> isServer(commandLine(process))).toList();
  }

  private List<ProcessHandle> all() {
    return ProcessHandle.allProcesses().filter(process -> belongs(commandLine(process))).toList();
  }

  private boolean belongs(String commandLine) {
    return isServer(commandLine) || commandLine.startsWith("postgres: " + clusterName + ": ");
  }

  /** Whether that process is a server of the database there. */
  static boolean isServer(ProcessHandle process, Home home) throws IOException {
    return isServer(commandLine(process), ServerSettings.clusterName(home.cluster()));
  }

  private boolean isServer(String commandLine) {
    return isServer(commandLine, clusterName);
  }

  private static boolean isServer(String commandLine, String clusterName) {
    return commandLine.contains("\0cluster_name=" + clusterName + "\0");
  }

  /** Empty for a process that has ended, even if nobody has asked for its status yet. */
  private static String commandLine(ProcessHandle process) {
    try {
      var bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
