package dev.latchkey.kernel.secret;

import dev.latchkey.api.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and verifies passwords by Argon2id (RFC 9106), on threads of its own. Passwords are
 * brought into NFC first (NIST SP 800-63B-4 section 3.1.1.2). Results are PHC strings with 16 bytes
 * of salt and 32 of hash. Passwords that are all chance are kept under SHA-256 instead: see {@link
 * #hashRandom}.
 *
 * <p>Each verification costs exactly one Argon2id hash, whoever it is for: without a stored one, or
 * for a password that cannot be anyone's, one is computed in vain. Thread-safe; futures complete on
 * the caller's context.
 */
public final class PasswordHasher implements AutoCloseable {
  private final Argon2Parameters parameters;
  private final HashPool pool;
  private final Supplier<Argon2Engine> engine;
  private final LongAdder hashes = new LongAdder();

  /** Compared with nothing: for people without a hash. */
  private final Argon2Hash surrogate;

  /** Loads nothing yet; see {@link #warmUp}. */
  public PasswordHasher(Vertx vertx, HasherOptions options) {
    this(vertx, options, Argon2Engines::preferred, System::nanoTime);
  }

  PasswordHasher(
      Vertx vertx, HasherOptions options, Supplier<Argon2Engine> engine, LongSupplier nanoTime) {
    this.parameters = options.parameters();
    this.pool = new HashPool(vertx, options, nanoTime);
    this.engine = engine;
    this.surrogate =
        new Argon2Hash(
            parameters,
            RandomBytes.next(Argon2Hash.SALT_BYTES),
            RandomBytes.next(Argon2Hash.HASH_BYTES));
  }

  /**
   * The PHC string to store.
   *
   * <p>Fails with {@link Failure#BUSY} when the queue is full or the deadline has passed, and with
   * {@link IllegalArgumentException} when the password is longer than 1024 code points or 4096
   * bytes, or is no Unicode text; a policy refuses those before.
   */
  public Future<String> hash(CharSequence password) {
    return refused(pool.submit(() -> hashNow(password)));
  }

  /**
   * The string to store for a password of at least 112 random bits: {@code
   * $random-sha256$v=1$salt$hash}, salted SHA-256 (NIST SP 800-63B-4 section 3.1.2 allows that from
   * this length on). It is computed at once and not counted. Never for what a person has chosen.
   *
   * @throws IllegalArgumentException as {@link #hash} fails
   */
  public String hashRandom(CharSequence password) {
    return RandomSecretHash.of(text(password)).toPhc();
  }

  /**
   * Whether the password is the one that was hashed. A missing or malformed hash, and a password
   * that {@link #hash} would refuse, answer false at the same cost.
   *
   * <p>Fails with {@link Failure#BUSY} when the queue is full or the deadline has passed.
   *
   * @param phc what {@link #hash}, perhaps at another cost, or {@link #hashRandom} answered; null
   *     when there is none
   */
  public Future<Boolean> verify(@Nullable String phc, CharSequence password) {
    return refused(pool.submit(() -> verifyNow(phc, password)));
  }

  /**
   * Whether the hash was made at another cost than new ones, and should be replaced. One of {@link
   * #hashRandom} never is.
   */
  public boolean needsRehash(String phc) {
    return RandomSecretHash.parse(phc).isEmpty()
        && Argon2Hash.parse(phc).filter(stored -> stored.isLike(parameters)).isEmpty();
  }

  /**
   * Loads the native library, or Bouncy Castle, on a thread of the pool and computes one hash, so
   * that nobody's sign-in waits for that. To be called at start and not waited for; not counted.
   */
  public Future<Void> warmUp() {
    return pool.submit(
        () -> {
          engine.get().hash(parameters, new byte[1], surrogate.salt(), Argon2Hash.HASH_BYTES);
          return null;
        });
  }

  /** Hashes computed so far. */
  public long count() {
    return hashes.sum();
  }

  /** Hashes that wait for a thread. */
  public int queueDepth() {
    return pool.queueDepth();
  }

  /** Calls that failed with {@link Failure#BUSY} so far. */
  public long rejections() {
    return pool.rejections();
  }

  /** Answers waiting and later calls with {@link Failure#BUSY}; running ones end. Does not wait. */
  @Override
  public void close() {
    pool.close();
  }

  private static <T> Future<T> refused(Future<T> work) {
    return work.recover(
        cause ->
            Future.failedFuture(
                cause instanceof HasherBusy busy
                    ? Failure.BUSY
                        .refusal()
                        .retryAfter(Duration.ofSeconds(busy.retryAfterSeconds()))
                    : cause));
  }

  private String hashNow(CharSequence password) {
    byte[] text = text(password);
    byte[] salt = RandomBytes.next(Argon2Hash.SALT_BYTES);
    byte[] hash = compute(parameters, text, salt, Argon2Hash.HASH_BYTES);
    return new Argon2Hash(parameters, salt, hash).toPhc();
  }

  private static byte[] text(CharSequence password) {
    return PasswordText.bytes(password)
        .orElseThrow(
            () -> new IllegalArgumentException("The password is too long or no Unicode text."));
  }

  /** The fast comparison comes first, as the slow one leaves nothing of the text. */
  private boolean verifyNow(@Nullable String phc, CharSequence password) {
    Optional<Argon2Hash> stored = Argon2Hash.parse(phc);
    Optional<byte[]> text = PasswordText.bytes(password);
    boolean random =
        RandomSecretHash.parse(phc)
            .filter(hash -> text.filter(hash::matches).isPresent())
            .isPresent();
    Argon2Hash expected = stored.orElse(surrogate);
    byte[] hash =
        compute(
            expected.parameters(),
            text.orElseGet(() -> new byte[1]),
            expected.salt(),
            expected.hash().length);
    boolean same = MessageDigest.isEqual(hash, expected.hash());
    return random || (same && stored.isPresent() && text.isPresent());
  }

  private byte[] compute(Argon2Parameters cost, byte[] text, byte[] salt, int hashBytes) {
    hashes.increment();
    try {
      return engine.get().hash(cost, text, salt, hashBytes);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
