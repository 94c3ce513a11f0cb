package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of Latchkey's own, under {@code <data directory>/postgres}. It is durable
 * (fsync on), listens on 127.0.0.1 only, at a free port that changes between starts, and asks every
 * role for its SCRAM-SHA-256 password. The database {@value Cluster#DATABASE} has UTF-8 text, and
 * its owner may create the extensions pg_trgm and citext.
 *
 * <p>A server that ends by itself is started again at the same port. It ends with this JVM, even
 * when that is killed, and the next start recovers whatever was committed. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

  /** Long enough to replay the log after a crash; chosen, not measured. */
  private static final Duration START_BOUND = Duration.ofSeconds(30);

  private final DirectoryLock lock;
  private final Passwords passwords;
  private final Keeper keeper;

  private EmbeddedPostgres(DirectoryLock lock, Passwords passwords, Keeper keeper) {
    this.lock = lock;
    this.passwords = passwords;
    this.keeper = keeper;
  }

  /**
   * Starts the server; the first start in a directory creates it, the database and its roles.
   * Blocks: some tens of milliseconds, seconds at the first start, after a crash until the earlier
   * server has ended (at most 12 s) and the new one has recovered (at most 30 s).
   *
   * @param dataDirectory is created if it is missing; one Latchkey at a time may use it
   * @throws EmbeddedPostgresException with a sentence for the operator: not linux-amd64; the
   *     directory is not writable, full, in use, or out of reach for the unprivileged account that
   *     a Latchkey run as root needs; the database was written by another major version or belongs
   *     to another user; its passwords are missing; the server ended or was not ready within 30
   *     seconds
   */
  public static EmbeddedPostgres start(Path dataDirectory) {
    return start(dataDirectory, START_BOUND);
  }

  static EmbeddedPostgres start(Path dataDirectory, Duration bound) {
    Binaries.requirePlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
    long begun = System.nanoTime();
    try {
      var postgres = lockAndStart(Home.in(dataDirectory), bound);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      log.info(
          "PostgreSQL {} is ready at port {} after {} ms",
          Binaries.VERSION,
          postgres.port(),
          millis);
      return postgres;
    } catch (IOException failure) {
      throw EmbeddedPostgresException.on(dataDirectory, failure);
    } catch (UncheckedIOException failure) {
      throw EmbeddedPostgresException.on(dataDirectory, failure.getCause());
    }
  }

  private static EmbeddedPostgres lockAndStart(Home home, Duration bound) throws IOException {
    var lock = DirectoryLock.acquire(home);
    try {
      return start(home, lock, bound);
    } catch (IOException | RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  private static EmbeddedPostgres start(Home home, DirectoryLock lock, Duration bound)
      throws IOException {
    Cluster.requireReadable(home);
    var passwords = Passwords.in(home);
    var binaries = Binaries.in(home);
    var account = ServerAccount.choose(home, binaries);
    account.warnIfUnguarded();
    var installation = new Installation(home, binaries, account);
    new Cluster(installation).createIfMissing(passwords);
    new Remnants(installation).clear();
    var listening = Listening.begin(installation, bound);
    return new EmbeddedPostgres(lock, passwords, new Keeper(installation, listening, bound));
  }

  /** 127.0.0.1, by number, so that no name resolution can lead elsewhere. */
  public String host() {
    return ServerSettings.HOST;
  }

  /** Where the server listens until it is closed. */
  public int port() {
    return keeper.listening().port();
  }

  /** The database's name, {@value Cluster#DATABASE}. */
  public String database() {
    return Cluster.DATABASE;
  }

  /** {@value Passwords#OWNER}, who owns the database and migrates it. */
  public Credentials owner() {
    return passwords.of(Passwords.OWNER);
  }

  /** How it is reached now. */
  public RunningPostgres running() {
    return new RunningPostgres(port(), owner(), service());
  }

  /**
   * {@value Passwords#SERVICE}, who owns nothing and may only connect, until a migration grants
   * more.
   */
  public Credentials service() {
    return passwords.of(Passwords.SERVICE);
  }

  /**
   * Ends all connections and the server, at most about nine seconds, and frees the directory. A
   * second call does nothing.
   */
  @Override
  public void close() {
    try (lock) {
      keeper.stop();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
