package dev.latchkey.api.sessions;

import dev.latchkey.api.mfa.FactorMethod;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What signing in takes of somebody whose password is right.
 *
 * @param methods what they can prove besides it; empty for somebody without a second factor
 * @param secondFactorRequired whether their organisation demands one of its members
 * @param changePasswordBy until when a temporary password opens anything; null for one of their own
 */
public record SignInCheck(
    Set<FactorMethod> methods, boolean secondFactorRequired, @Nullable Instant changePasswordBy) {
  public SignInCheck {
    methods = Set.copyOf(methods);
  }
}
