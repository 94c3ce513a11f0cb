package dev.latchkey.kernel.secret;

/**
 * The cost of one Argon2id hash (RFC 9106). The record admits whatever may be verified; new hashes
 * also need {@link #meetsOwaspFloor}. The upper bounds keep a forged hash string from taking the
 * machine (chosen, not measured).
 *
 * @param memoryKib memory in KiB, 8 per lane to 262 144; default 19 456
 * @param iterations passes over the memory, 1 to 32; default 2
 * @param parallelism lanes, 1 to 16, computed one after another; default 1
 */
public record Argon2Parameters(int memoryKib, int iterations, int parallelism) {
  /** The default: 19 MiB, two passes, one lane; about 17 ms on the machine it was measured on. */
  public static final Argon2Parameters DEFAULT = new Argon2Parameters(19_456, 2, 1);

  private static final int MAX_MEMORY_KIB = 262_144;
  private static final int MAX_ITERATIONS = 32;
  private static final int MAX_PARALLELISM = 16;

  /** Memory that the OWASP Password Storage Cheat Sheet asks for at 1, 2, 3, 4 and 5 passes. */
  private static final int[] OWASP_MEMORY_KIB = {47_104, 19_456, 12_288, 9_216, 7_168};

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when one is left
   */
  public Argon2Parameters {
    Bounds.check("parallelism", parallelism, 1, MAX_PARALLELISM);
    Bounds.check("memoryKib", memoryKib, 8L * parallelism, MAX_MEMORY_KIB);
    Bounds.check("iterations", iterations, 1, MAX_ITERATIONS);
  }

  /** Whether this costs at least as much as one of the settings that OWASP recommends. */
  public boolean meetsOwaspFloor() {
    int row = Math.min(iterations, OWASP_MEMORY_KIB.length) - 1;
    return memoryKib >= OWASP_MEMORY_KIB[row];
  }
}
