package dev.latchkey.router.product;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.UUID;

/**
 * Numbers of people and projects, which clients of this API expect and Latchkey has none of. One is
 * made of the id by a digest: always the same, positive and exact as a number of JSON (below 2^53,
 * RFC 8259 section 6). Two ids may have the same number, once in some quadrillions of pairs, and no
 * harm comes of it: nothing is looked up by a number, it is only compared with those of the
 * caller's own organisations.
 */
final class Numbers {

  private static final long LARGEST = (1L << 53) - 1;

  private Numbers() {}

  /** The number that stands for this id. */
  static long of(UUID id) {
    UUID digest = UUID.nameUUIDFromBytes(id.toString().getBytes(US_ASCII));
    return Math.max(1, digest.getLeastSignificantBits() & LARGEST);
  }
}
