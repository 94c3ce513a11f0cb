package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.kernel.secret.RandomBytes;
import io.vertx.ext.auth.otp.impl.org.openauthentication.otp.OneTimePasswordAlgorithm;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Time-based one-time passwords (RFC 6238) as every authenticator app knows them: HMAC-SHA-1, six
 * digits, a step of 30 seconds. A code is good during its own step and the ones beside it (section
 * 5.2 allows for one of network delay; the other way a clock may be fast).
 *
 * <p>The computing is that of vertx-auth-otp. Its {@code TotpAuth} is not used: it takes the time
 * from this machine and does not remember the last step.
 */
final class Totp {

  /** 160 bits, as RFC 4226 recommends (section 4, R6). */
  static final int SECRET_BYTES = 20;

  static final int DIGITS = 6;
  static final int STEP_SECONDS = 30;

  private static final int DRIFT_STEPS = 1;

  /** None of RFC 4226's fixed offsets: the hash itself says where it is cut (section 5.3). */
  private static final int DYNAMIC_TRUNCATION = -1;

  private Totp() {}

  /** A new random secret. */
  static byte[] newSecret() {
    return RandomBytes.next(SECRET_BYTES);
  }

  /** The step of a moment. */
  static long step(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), STEP_SECONDS);
  }

  /**
   * The step that a code belongs to; empty for a wrong one. Of two steps with the same code the
   * later one counts, so that it can't be used once for each.
   */
  static OptionalLong matching(byte[] secret, String code, Instant now) {
    OptionalLong matching = OptionalLong.empty();
    for (int drift = -DRIFT_STEPS; drift <= DRIFT_STEPS; drift++) {
      long step = step(now) + drift;
      if (isEqual(code(secret, step, DIGITS), code)) {
        matching = OptionalLong.of(step);
      }
    }
    return matching;
  }

  /** The code of a step, or of any other counter (RFC 4226 section 5.3). */
  static String code(byte[] secret, long step, int digits) {
    try {
      return OneTimePasswordAlgorithm.generateOTP(secret, step, digits, false, DYNAMIC_TRUNCATION);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform offers HMAC-SHA-1.", impossible);
    }
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }
}
