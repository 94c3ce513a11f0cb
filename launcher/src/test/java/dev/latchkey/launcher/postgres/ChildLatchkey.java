package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The process that {@link EmbeddedPostgresIT} kills: starts the server in the directory that its
 * argument names, prints {@code ready <port>} or the refusal, and closes when its input ends.
 */
public final class ChildLatchkey {
  private ChildLatchkey() {}

  public static void main(String[] arguments) throws IOException {
    try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
      System.out.println("ready " + postgres.port());
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (EmbeddedPostgresException refusal) {
      System.out.println("refused: " + refusal.getMessage());
    }
  }
}
