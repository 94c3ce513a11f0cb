package dev.latchkey.mfa;

import dev.latchkey.kernel.secret.RandomBytes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A code for when nothing else is at hand: 80 random bits, too many to be guessed from a stolen
 * table, as sixteen letters and digits of Base32, which has neither 0 nor 1.
 */
final class RecoveryCode {

  /** How many somebody has at a time (chosen, not measured). */
  static final int COUNT = 10;

  private static final int BYTES = 10;
  private static final String GROUPS_OF_FOUR = "(?<=\\G.{4})(?=.)";

  private RecoveryCode() {}

  /** Ten new ones, without separators. */
  static List<String> newOnes() {
    return Stream.generate(() -> Base32.encode(RandomBytes.next(BYTES))).limit(COUNT).toList();
  }

  /** As people read it: four groups of four. */
  static String legible(String code) {
    return String.join("-", code.split(GROUPS_OF_FOUR));
  }
}
