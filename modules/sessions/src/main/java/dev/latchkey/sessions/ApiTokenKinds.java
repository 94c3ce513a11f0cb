package dev.latchkey.sessions;

import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.secret.TokenKind;
import java.util.Optional;
import java.util.stream.Stream;

/** The two kinds of API tokens, told by their prefixes. */
final class ApiTokenKinds {

  static final TokenKind PERSONAL = TokenKind.of("tpt_");
  static final TokenKind ORGANIZATION = TokenKind.of("tot_");

  private ApiTokenKinds() {}

  /** The kind that an owner's tokens have. */
  static TokenKind of(TokenOwner owner) {
    return owner == TokenOwner.PERSON ? PERSONAL : ORGANIZATION;
  }

  /** Whether a credential is an API token by its beginning, be it right or wrong. */
  static boolean claims(String credential) {
    return Stream.of(PERSONAL, ORGANIZATION).anyMatch(it -> credential.startsWith(it.prefix()));
  }

  /** Reads an API token of either kind; empty for whatever is not exactly one. */
  static Optional<OpaqueToken> parse(String credential) {
    return Stream.of(PERSONAL, ORGANIZATION)
        .flatMap(kind -> OpaqueToken.parse(kind, credential).stream())
        .findFirst();
  }
}
