package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server, from its start to its end. Thread-safe. */
final class ServerProcess {
  private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);

  private static final Duration POLL = Duration.ofMillis(3);
  private static final Duration FAST_SHUTDOWN_BOUND = Duration.ofSeconds(5);
  private static final Duration IMMEDIATE_SHUTDOWN_BOUND = Duration.ofSeconds(3);
  private static final Duration KILL_BOUND = Duration.ofSeconds(1);

  /** The line of postmaster.pid that says how far the server is. */
  private static final int STATUS_LINE = 7;

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  static ServerProcess start(List<String> command, Path directory, ServerLog output)
      throws IOException {
    var builder = Command.builder(command, directory);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.file().toFile()));
    var started = new CompletableFuture<Process>();
    var keeper = new Thread(() -> keep(builder, output, started), "embedded-postgres");
    keeper.setDaemon(true);
    keeper.start();
    try {
      return new ServerProcess(started.join());
    } catch (CompletionException failure) {
      throw new IOException(failure.getCause());
    }
  }

  /**
   * The kernel ends the server with the thread that started it, so this one outlives the server.
   */
  private static void keep(
      ProcessBuilder builder, ServerLog output, CompletableFuture<Process> started) {
    try {
      var process = builder.start();
      started.complete(process);
      while (!process.waitFor(1, TimeUnit.MINUTES)) {
        trim(output);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error failure) {
      started.completeExceptionally(failure);
    }
  }

  private static void trim(ServerLog output) {
    try {
      output.trim();
    } catch (IOException failure) {
      log.warn("The log {} can't be kept short", output.file(), failure);
    }
  }

  /** Whether it accepts connections now; false when it ended or the time is over. */
  boolean readyWithin(Duration bound, Path processFile) throws IOException {
    long begun = System.nanoTime();
    try {
      while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        if (isReady(processFile)) {
          return true;
        }
        if (System.nanoTime() - begun > bound.toNanos()) {
          return false;
        }
      }
      return false;
    } catch (InterruptedException interruption) {
      throw Command.interrupted(interruption);
    }
  }

  private boolean isReady(Path processFile) throws IOException {
    if (Files.notExists(processFile)) {
      return false;
    }
    var lines = Files.readAllLines(processFile);
    return saysReady(lines) && lines.get(0).equals(Long.toString(process.pid()));
  }

  /** Whether the lines of a postmaster.pid are those of a server that accepts connections. */
  static boolean saysReady(List<String> lines) {
    return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Returns when it has ended: after its last checkpoint, or the hard way. */
  void stop(Installation installation) {
    if (!endsAfter(Installation.FAST_SHUTDOWN, installation, FAST_SHUTDOWN_BOUND)
        && !endsAfter(Installation.IMMEDIATE_SHUTDOWN, installation, IMMEDIATE_SHUTDOWN_BOUND)) {
      log.warn("The embedded PostgreSQL did not end when told to: killing it");
      process.destroyForcibly();
      endsWithin(KILL_BOUND);
    }
  }

  private boolean endsAfter(String signal, Installation installation, Duration bound) {
    if (process.isAlive()) {
      installation.signal(signal, process.pid());
    }
    return endsWithin(bound);
  }

  /** An interrupted thread doesn't wait, so that its server is killed rather than left behind. */
  private boolean endsWithin(Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
