package dev.latchkey.api.sessions;

import dev.latchkey.api.mfa.FactorMethod;
import java.util.Set;

/**
 * The first step of a sign-in was right. It opens nothing but the second step.
 *
 * @param challenge opaque, for {@link ProveSecondFactor}; good for five wrong tries
 * @param methods what the person can prove
 * @param expiresInSeconds how long it counts: five minutes
 */
public record SecondFactorChallenge(
    String challenge, Set<FactorMethod> methods, long expiresInSeconds) {
  public SecondFactorChallenge {
    methods = Set.copyOf(methods);
  }

  @Override
  public String toString() {
    return "SecondFactorChallenge[]";
  }
}
