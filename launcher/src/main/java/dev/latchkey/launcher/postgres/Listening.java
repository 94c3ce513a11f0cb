package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** A server that accepts connections at a port. */
record Listening(ServerProcess server, int port) {
  /** Another process may take the free port first. */
  private static final int ATTEMPTS = 3;

  /**
   * Starts a server at a free port and waits for it.
   *
   * @throws EmbeddedPostgresException it ended, or was not ready within the bound and was ended
   */
  static Listening begin(Installation installation, Duration bound) throws IOException {
    var output = new ServerLog(installation.home().log());
    output.rotate();
    ServerSettings.writeHostBasedAuthentication(installation.home());
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      var server = spawn(installation, port, output);
      if (isReady(server, installation, bound)) {
        return new Listening(server, port);
      }
      boolean hangs = server.isAlive();
      server.stop(installation);
      if (hangs || attempt == ATTEMPTS) {
        throw notReady(output, hangs, bound);
      }
    }
  }

  /** Starts a server at the port that an earlier one had, once, and waits for it. */
  static Listening again(Installation installation, int port, Duration bound) throws IOException {
    var output = new ServerLog(installation.home().log());
    var server = spawn(installation, port, output);
    if (!isReady(server, installation, bound)) {
      boolean hangs = server.isAlive();
      server.stop(installation);
      throw notReady(output, hangs, bound);
    }
    return new Listening(server, port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(ServerSettings.HOST))) {
      return socket.getLocalPort();
    }
  }

  private static ServerProcess spawn(Installation installation, int port, ServerLog output)
      throws IOException {
    var home = installation.home();
    var program = installation.account().command(installation.binaries().postgres());
    var words = Command.words(program, ServerSettings.arguments(home, port));
    return ServerProcess.start(words, home.directory(), output);
  }

  private static boolean isReady(ServerProcess server, Installation installation, Duration bound)
      throws IOException {
    try {
      return server.readyWithin(bound, installation.home().processFile());
    } catch (IOException | RuntimeException failure) {
      server.stop(installation);
      throw failure;
    }
  }

  private static EmbeddedPostgresException notReady(ServerLog output, boolean hangs, Duration bound)
      throws IOException {
    var what =
        hangs ? "was not ready within %d s".formatted(bound.toSeconds()) : "ended at its start";
    return new EmbeddedPostgresException(
        "The embedded PostgreSQL %s; its last word in %s is: %s"
            .formatted(what, output.file(), output.lastWord()));
  }
}
