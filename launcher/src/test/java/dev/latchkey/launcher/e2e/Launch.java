package dev.latchkey.launcher.e2e;

import dev.latchkey.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * How the built jar is to be started: where it lives, with which settings and arguments. Immutable.
 *
 * @param home the working directory; the data directory is {@code data} inside it
 * @param settings by their key, such as {@code http.port}
 */
public record Launch(Path home, Map<String, String> settings, List<String> arguments) {

  private static final Path JAR = Path.of("target", "latchkey.jar").toAbsolutePath();
  private static final long END_SECONDS = 60;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** On its embedded database, at free ports, with limits that a test does not meet by accident. */
  public static Launch in(Path home) {
    try {
      Files.createDirectories(home);
      // An embedded server that has no right to be root must be able to pass through.
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Launch(home, Map.of(), List.of())
        .with("http.port", 0)
        .with("management.port", freePort())
        .with("limits.public-requests-per-minute", 100_000)
        .with("limits.mails-per-address-per-hour", 1000);
  }

  /** The same with that setting. */
  public Launch with(String key, Object value) {
    var more = new HashMap<>(settings);
    more.put(key, value.toString());
    return new Launch(home, Map.copyOf(more), arguments);
  }

  /** The same without that setting. */
  Launch without(String key) {
    var fewer = new HashMap<>(settings);
    fewer.remove(key);
    return new Launch(home, Map.copyOf(fewer), arguments);
  }

  /** The same with these arguments. */
  Launch saying(String... words) {
    return new Launch(home, settings, List.of(words));
  }

  /** The same on that database, whose secrets are encrypted under that keyset. */
  public Launch on(TestDatabase database, String keyset) {
    String[] owner = database.owner().split(":", 2);
    return with("database.url", database.url())
        .with("database.migration-user", owner[0])
        .with("database.migration-password", owner[1])
        .with("secrets.keyset", keyset);
  }

  /** Starts it and waits until it is ready. */
  public Latchkey start() {
    return Latchkey.await(this, begin());
  }

  /** Starts it and waits until it has ended. */
  public Ended run() {
    Attempt attempt = begin();
    try {
      if (!attempt.process().waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        attempt.process().destroyForcibly();
        throw new AssertionError("It did not end: " + attempt.err());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Ended(attempt.process().exitValue(), attempt.out(), attempt.err());
  }

  private Attempt begin() {
    String number = String.valueOf(NUMBER.incrementAndGet());
    Path out = home.resolve("out-" + number + ".txt");
    Path err = home.resolve("err-" + number + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LATCHKEY_"));
    settings.forEach((key, value) -> builder.environment().put(twin(key), value));
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new Attempt(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var words = new ArrayList<>(List.of(java, "-jar", JAR.toString()));
    words.addAll(arguments);
    return words;
  }

  private static String twin(String key) {
    return "LATCHKEY_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** A port that was free a moment ago. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A process and what it writes.
   *
   * @param process the JVM
   * @param outFile where its standard output goes
   * @param errFile where its standard error goes
   */
  record Attempt(Process process, Path outFile, Path errFile) {
    String out() {
      return text(outFile);
    }

    String err() {
      return text(errFile);
    }

    private static String text(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * How a run ended.
   *
   * @param exitCode of the process
   * @param out all of its standard output
   * @param err all of its standard error
   */
  public record Ended(int exitCode, String out, String err) {
    /** The lines of standard error. */
    public Stream<String> errLines() {
      return err.lines();
    }
  }
}
