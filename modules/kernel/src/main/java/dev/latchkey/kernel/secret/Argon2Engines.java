package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the engine, once for the process and at first use. */
final class Argon2Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Argon2Engines.class);

  /** A test vector of the reference implementation: 256 KiB, two passes, "password", "somesalt". */
  private static final byte[] KNOWN_HASH =
      HexFormat.of().parseHex("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");

  private Argon2Engines() {}

  /**
   * The native engine, or Bouncy Castle's where that cannot be loaded. The first call takes long.
   */
  static Argon2Engine preferred() {
    return Holder.PREFERRED;
  }

  static Argon2Engine choose(Supplier<Argon2Engine> nativeLoader) {
    try {
      Argon2Engine engine = nativeLoader.get();
      requireKnownHash(engine);
      LOG.info("Passwords are hashed by the native Argon2 library.");
      return engine;
    } catch (RuntimeException | Error unusable) { // JNA fails with plain Errors
      LOG.warn(
          "Passwords are hashed by Bouncy Castle, slower: the native library fails: {}",
          unusable.toString());
      return new BouncyCastleArgon2();
    }
  }

  private static void requireKnownHash(Argon2Engine engine) {
    byte[] hash =
        engine.hash(
            new Argon2Parameters(256, 2, 1),
            "password".getBytes(US_ASCII),
            "somesalt".getBytes(US_ASCII),
            KNOWN_HASH.length);
    if (!Arrays.equals(hash, KNOWN_HASH)) {
      throw new IllegalStateException("it answers a wrong hash");
    }
  }

  private static final class Holder {
    static final Argon2Engine PREFERRED = choose(NativeArgon2::new);
  }
}
