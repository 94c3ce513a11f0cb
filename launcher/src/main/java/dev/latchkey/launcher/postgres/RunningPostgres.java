package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the embedded server is reached while it runs, also by another process of somebody who may
 * read its files. Immutable.
 *
 * @param port where it listens, at {@link #host}
 * @param owner who owns the database and migrates it
 * @param service who serves
 */
public record RunningPostgres(int port, Credentials owner, Credentials service) {

  private static final int PROCESS_LINE = 0;
  private static final int PORT_LINE = 3;

  /**
   * The server that a Latchkey runs on that data directory. Starts nothing and writes nothing.
   *
   * @throws EmbeddedPostgresException with one sentence: none runs there, or its files may not be
   *     read
   */
  public static RunningPostgres on(Path dataDirectory) {
    Home home = new Home(dataDirectory.toAbsolutePath().resolve("postgres"));
    try {
      return on(home).orElseThrow(() -> noneOn(dataDirectory));
    } catch (NoSuchFileException none) {
      throw noneOn(dataDirectory);
    } catch (AccessDeniedException denied) {
      throw new EmbeddedPostgresException(
          "%s can't be read: ask as the user that Latchkey runs as".formatted(denied.getFile()),
          denied);
    } catch (IOException failure) {
      throw EmbeddedPostgresException.on(dataDirectory, failure);
    }
  }

  private static Optional<RunningPostgres> on(Home home) throws IOException {
    List<String> lines = Files.readAllLines(home.processFile());
    if (!ServerProcess.saysReady(lines) || !isRunning(lines, home)) {
      return Optional.empty();
    }
    Passwords passwords = Passwords.in(home);
    return Optional.of(
        new RunningPostgres(
            Integer.parseInt(lines.get(PORT_LINE).strip()),
            passwords.of(Passwords.OWNER),
            passwords.of(Passwords.SERVICE)));
  }

  /** The file stays behind when a server is killed. */
  private static boolean isRunning(List<String> lines, Home home) throws IOException {
    Optional<ProcessHandle> process =
        ProcessHandle.of(Long.parseLong(lines.get(PROCESS_LINE).strip()));
    return process.isPresent() && Remnants.isServer(process.get(), home);
  }

  private static EmbeddedPostgresException noneOn(Path dataDirectory) {
    return new EmbeddedPostgresException(
        "no Latchkey is running on the data directory %s: start it, or name another by data.dir"
            .formatted(dataDirectory));
  }

  /** 127.0.0.1, by number. */
  public String host() {
    return ServerSettings.HOST;
  }

  /** The database's name. */
  public String database() {
    return Cluster.DATABASE;
  }
}
