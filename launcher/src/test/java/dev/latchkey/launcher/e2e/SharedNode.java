package dev.latchkey.launcher.e2e;

import dev.latchkey.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One node, set up, for all tests that neither stop nor strain it. Everybody may register and make
 * organisations there. Ends with the tests' JVM.
 */
public final class SharedNode {

  private static SharedNode started;

  private final TestDatabase database;
  private final Latchkey latchkey;
  private final Person owner;

  private SharedNode(Path home) {
    database = TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    latchkey = open(Launch.in(home)).on(database, keyset(home)).start();
    owner = Person.owner(latchkey);
  }

  public static synchronized SharedNode get() {
    if (started == null) {
      try {
        Path home = Files.createTempDirectory("latchkey-shared");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Installation.delete(home)));
        started = new SharedNode(home);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return started;
  }

  /** Where everybody may register and make organisations. */
  public static Launch open(Launch launch) {
    return launch.with("registration", "open").with("organizations.creation", "everyone");
  }

  /** A keyset that the jar has made. */
  public static String keyset(Path home) {
    return Launch.in(home).saying("new-keyset").run().out().strip();
  }

  public Latchkey latchkey() {
    return latchkey;
  }

  public TestDatabase database() {
    return database;
  }

  public Person owner() {
    return owner;
  }
}
