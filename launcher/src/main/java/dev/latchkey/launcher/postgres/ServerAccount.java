package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account under which PostgreSQL's programs run. They refuse to run as root, so a Latchkey that
 * runs as root has to step down for them; an existing database is only served as its owner.
 *
 * @param prefix the words before a program's own, the first of them a full path
 * @param owner whose files the database's are
 */
record ServerAccount(List<String> prefix, Owner owner) {
  private static final Logger log = LoggerFactory.getLogger(ServerAccount.class);
  private static final Duration PROBE_BOUND = Duration.ofSeconds(10);

  /**
   * The first way that works on this machine.
   *
   * @throws EmbeddedPostgresException none does, or the database is another user's
   */
  static ServerAccount choose(Home home, Binaries binaries) throws IOException {
    var self = Owner.ofThisProcess();
    var exists = Files.exists(home.cluster());
    var owner = Owner.of(exists ? home.cluster() : home.directory().getParent());
    if (exists) {
      requireAllowed(home, self, owner);
    }
    var refusals = new ArrayList<String>();
    for (var candidate : candidates(self, owner, exists)) {
      var refusal = candidate.probe(home, binaries);
      if (refusal.isEmpty()) {
        return candidate;
      }
      refusals.add(refusal.get());
    }
    throw candidateless(home, binaries, owner.isRoot() ? Owner.NOBODY : owner, refusals);
  }

  /** In order of preference: no other account, then a real one. */
  static List<ServerAccount> candidates(Owner self, Owner owner, boolean clusterExists) {
    if (!self.isRoot()) {
      return List.of(new ServerAccount(guarded(List.of()), self));
    }
    var ways = new ArrayList<Optional<ServerAccount>>();
    if (owner.isRoot()) {
      ways.add(unshare());
    }
    if (!owner.isRoot() || !clusterExists) {
      var account = owner.isRoot() ? Owner.NOBODY : owner;
      ways.add(setpriv(account));
      ways.add(chroot(account));
    }
    return ways.stream().flatMap(Optional::stream).toList();
  }

  /** Root's own files, seen from a user name space in which nobody is root. */
  private static Optional<ServerAccount> unshare() {
    return Command.find("unshare").map(tool -> as(Owner.ROOT, tool, "-U"));
  }

  private static Optional<ServerAccount> setpriv(Owner owner) {
    return Command.find("setpriv")
        .map(
            tool ->
                as(
                    owner,
                    tool,
                    "--reuid=" + owner.user(),
                    "--regid=" + owner.group(),
                    "--clear-groups"));
  }

  private static Optional<ServerAccount> chroot(Owner owner) {
    var account = owner.user() + ":" + owner.group();
    return Command.find("chroot")
        .map(tool -> as(owner, tool, "--userspec=" + account, "--groups=", "--skip-chdir", "/"));
  }

  private static ServerAccount as(Owner owner, String... prefix) {
    return new ServerAccount(guarded(List.of(prefix)), owner);
  }

  /**
   * The kernel interrupts the program when the thread that started it ends, and with it when this
   * JVM is killed; a change of account would undo that, so it comes last. A session of its own
   * keeps the terminal's Ctrl-C for Latchkey, which ends the server when it needs it no more.
   */
  private static List<String> guarded(List<String> stepDown) {
    var session = Command.find("setsid").stream();
    var endWithParent =
        Command.find("setpriv").stream().flatMap(tool -> Stream.of(tool, "--pdeathsig", "INT"));
    return Stream.of(session, stepDown.stream(), endWithParent).flatMap(words -> words).toList();
  }

  List<String> command(String... program) {
    return Command.words(prefix, List.of(program));
  }

  /** Why it doesn't work here; empty when it does. */
  private Optional<String> probe(Home home, Binaries binaries) {
    try {
      var outcome =
          Command.run(command(binaries.postgres(), "--version"), home.directory(), "", PROBE_BOUND);
      return Optional.of(outcome.lastWord()).filter(unused -> !outcome.succeeded());
    } catch (IOException unstartable) {
      return Optional.of(String.valueOf(unstartable.getMessage()));
    }
  }

  /** Without it a killed JVM leaves its server behind, which the next start ends. */
  void warnIfUnguarded() {
    if (!prefix.contains("--pdeathsig")) {
      log.warn("setpriv (util-linux) is not installed: a killed Latchkey leaves its PostgreSQL on");
    }
  }

  private static void requireAllowed(Home home, Owner self, Owner owner) {
    if (!self.isRoot() && self.user() != owner.user()) {
      throw new EmbeddedPostgresException(
          "The database in %s belongs to user %d and Latchkey runs as user %d: run it as that user, %s"
              .formatted(
                  home.cluster(),
                  owner.user(),
                  self.user(),
                  EmbeddedPostgresException.OR_USE_YOUR_OWN));
    }
  }

  private static EmbeddedPostgresException candidateless(
      Home home, Binaries binaries, Owner account, List<String> refusals) throws IOException {
    var barrier = account.barredFrom(home.directory());
    if (barrier.isPresent() && Owner.ofThisProcess().isRoot()) {
      return new EmbeddedPostgresException(
          "PostgreSQL does not run as root, and user %d can't pass through %s: allow that (chmod o+x), choose another data directory, %s"
              .formatted(account.user(), barrier.get(), EmbeddedPostgresException.OR_USE_YOUR_OWN));
    }
    return new EmbeddedPostgresException(
        "The embedded PostgreSQL can't run on this machine (tried: %s). It needs a Linux with glibc and, as root, unshare or setpriv: run Latchkey as an ordinary user, delete %s if its files are damaged, %s"
            .formatted(refusals, binaries.directory(), EmbeddedPostgresException.OR_USE_YOUR_OWN));
  }
}
