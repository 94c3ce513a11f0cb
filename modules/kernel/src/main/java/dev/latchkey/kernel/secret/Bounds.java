package dev.latchkey.kernel.secret;

/** Refuses numbers outside their bounds. */
final class Bounds {
  private Bounds() {}

  static void check(String name, long value, long lowest, long highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          "%s is %d; it must be from %d to %d.".formatted(name, value, lowest, highest));
    }
  }
}
