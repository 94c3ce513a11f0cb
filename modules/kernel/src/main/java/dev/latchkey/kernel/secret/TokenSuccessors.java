package dev.latchkey.kernel.secret;

import java.util.Optional;

/**
 * The next token of a rotating family, derived from the one presented. A client that lost the
 * answer and asks again is told the same successor, and two rotations at once cannot fork the
 * family, because there is nothing but one successor to hand out. Without the keyset, whoever sees
 * a token cannot tell the next. Immutable and thread-safe.
 */
public final class TokenSuccessors {
  private static final Purpose PURPOSE = new Purpose("token-successor");

  private final Keyset keyset;

  /** Derives under that keyset. */
  public TokenSuccessors(Keyset keyset) {
    this.keyset = keyset;
  }

  /** The successor under the primary key: of the same kind, the same at every call. */
  public OpaqueToken successor(OpaqueToken token) {
    return OpaqueToken.of(token.kind(), keyset.mac(PURPOSE, token.labelled()));
  }

  /**
   * The successor that was handed out before, told by its stored digest, even when the keyset has
   * been rotated since; empty when that digest belongs to no successor of the token.
   */
  public Optional<OpaqueToken> issuedSuccessor(OpaqueToken token, byte[] storedDigest) {
    return keyset.macs(PURPOSE, token.labelled()).stream()
        .map(secret -> OpaqueToken.of(token.kind(), secret))
        .filter(successor -> successor.matches(storedDigest))
        .findFirst();
  }
}
