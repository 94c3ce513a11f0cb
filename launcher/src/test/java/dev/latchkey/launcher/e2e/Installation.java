package dev.latchkey.launcher.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A place where Latchkey was started for the first time and set up. The first start costs seconds,
 * so it is done once per test run and copied.
 */
final class Installation {

  private static Path original;

  private Installation() {}

  /** A copy of its own, whose owner is {@link #owner}. */
  static Launch copiedTo(Path home) throws Exception {
    Launch launch = Launch.in(home);
    var copying =
        new ProcessBuilder("cp", "-a", original() + "/data", home.toString()).inheritIO().start();
    if (copying.waitFor() != 0) {
      throw new IllegalStateException("The installation could not be copied");
    }
    return launch;
  }

  /** Who set it up. */
  static Person owner(Latchkey latchkey) {
    return new Person(latchkey, "owner@example.org", Person.PASSWORD);
  }

  private static synchronized Path original() throws IOException {
    if (original == null) {
      Path made = Files.createTempDirectory("latchkey-installation");
      try (Latchkey first = Launch.in(made).start()) {
        Person.owner(first);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
      original = made;
    }
    return original;
  }

  static void delete(Path directory) {
    try {
      new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    } catch (IOException | InterruptedException e) {
      System.err.println(directory + " is left behind: " + e);
    }
  }

  /** The process id of the running embedded PostgreSQL of that Latchkey. */
  static ProcessHandle postgres(Launch launch) {
    Path file = launch.home().resolve("data/postgres/cluster/postmaster.pid");
    try {
      long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
      return ProcessHandle.of(pid).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a statement in the embedded database with every right there is. */
  static void execute(Launch launch, String statement) {
    Path data = launch.home().resolve("data/postgres");
    try {
      List<String> process = Files.readAllLines(data.resolve("cluster/postmaster.pid"));
      String password =
          Files.readAllLines(data.resolve("passwords")).stream()
              .map(line -> line.split(":", -1))
              .filter(fields -> fields[3].equals("postgres"))
              .map(fields -> fields[4])
              .findFirst()
              .orElseThrow();
      String url = "jdbc:postgresql://127.0.0.1:" + process.get(3).strip() + "/latchkey";
      try (Connection connection = DriverManager.getConnection(url, "postgres", password);
          var running = connection.createStatement()) {
        running.execute(statement);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
