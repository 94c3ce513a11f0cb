package dev.latchkey.mfa;

import dev.latchkey.kernel.secret.TokenKind;
import java.time.Duration;
import java.util.Locale;

/** What a challenge was handed out for. */
enum Ceremony {
  CREATION,
  USE;

  /** Challenges are opaque tokens: 256 random bits, of which only a digest is stored. */
  static final TokenKind CHALLENGE = TokenKind.of("lpk_");

  /** As long as the second step of a sign-in lasts (chosen, not measured). */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** As the table says it. */
  String kind() {
    return name().toLowerCase(Locale.ROOT);
  }
}
