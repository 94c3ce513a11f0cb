package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The database's files. They are made under a temporary name, roles and all, and get their own name
 * when they are complete and on the disk: what carries that name never needs repair after a crash.
 */
final class Cluster {
  static final String DATABASE = "latchkey";

  private static final Duration STEP_BOUND = Duration.ofMinutes(1);

  /** Case and order don't depend on the operating system's libraries, so they never change. */
  private static final List<String> LOCALE =
      List.of(
          "--encoding=UTF8",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--locale=C",
          // pg_trgm asks the C library what a letter is; in plain C only ASCII has letters.
          "--lc-ctype=C.UTF-8");

  /** Statements end with their line here. */
  private static final String ROLES =
      """
      ALTER ROLE postgres PASSWORD %s
      CREATE ROLE latchkey_owner LOGIN PASSWORD %s
      CREATE ROLE latchkey LOGIN PASSWORD %s
      CREATE DATABASE latchkey OWNER latchkey_owner
      REVOKE ALL ON DATABASE latchkey, postgres, template1 FROM PUBLIC
      GRANT CONNECT ON DATABASE latchkey TO latchkey
      """;

  private final Installation installation;
  private final Home home;
  private final Binaries binaries;

  Cluster(Installation installation) {
    this.installation = installation;
    this.home = installation.home();
    this.binaries = installation.binaries();
  }

  /**
   * Refuses a database that these binaries can't read.
   *
   * @throws EmbeddedPostgresException another major version wrote it
   */
  static void requireReadable(Home home) throws IOException {
    if (Files.notExists(home.cluster())) {
      return;
    }
    var version = Files.readString(home.cluster().resolve("PG_VERSION")).strip();
    if (!version.equals(Binaries.MAJOR_VERSION)) {
      throw new EmbeddedPostgresException(
          "The database in %s was written by PostgreSQL %s and this Latchkey brings PostgreSQL %s: dump and restore it, %s"
              .formatted(
                  home.cluster(),
                  version,
                  Binaries.MAJOR_VERSION,
                  EmbeddedPostgresException.OR_USE_YOUR_OWN));
    }
  }

  void createIfMissing(Passwords passwords) throws IOException {
    if (Files.notExists(home.cluster())) {
      DurableFiles.deleteLeftovers(home.directory(), Home.CREATING);
      create(Files.createTempDirectory(home.directory(), Home.CREATING), passwords);
    }
  }

  private void create(Path unfinished, Passwords passwords) throws IOException {
    installation.account().owner().give(unfinished);
    initialise(unfinished);
    createRoles(unfinished, passwords);
    step("", binaries.initdb(), "--sync-only", "-D", unfinished.toString());
    DurableFiles.publish(unfinished, home.cluster());
  }

  private void initialise(Path unfinished) throws IOException {
    var arguments =
        List.of("-D", unfinished.toString(), "-U", "postgres", "--auth=reject", "--no-sync");
    var program = Command.words(List.of(binaries.initdb()), Command.words(arguments, LOCALE));
    step("", program.toArray(String[]::new));
  }

  /** The single-user server takes statements without a network, so there is no unguarded moment. */
  private void createRoles(Path unfinished, Passwords passwords) throws IOException {
    var statements =
        ROLES.formatted(
            passwords.literal(Passwords.SUPERUSER),
            passwords.literal(Passwords.OWNER),
            passwords.literal(Passwords.SERVICE));
    step(
        statements,
        binaries.postgres(),
        "--single",
        "-F",
        "-D",
        unfinished.toString(),
        "-c",
        "exit_on_error=on",
        "-c",
        "log_min_error_statement=panic",
        "-c",
        "password_encryption=scram-sha-256",
        "postgres");
  }

  private void step(String input, String... program) throws IOException {
    var outcome = installation.run(STEP_BOUND, input, program);
    if (!outcome.succeeded()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL could not create a database in %s: %s"
              .formatted(home.directory(), outcome.lastWord()));
    }
  }
}
