package dev.latchkey.api.mfa;

import java.util.Set;

/**
 * The second factors of a person.
 *
 * @param methods empty for somebody without any; {@link FactorMethod#RECOVERY_CODE} only beside
 *     another
 * @param generation begins anew with every change of the factors; what was trusted under an earlier
 *     one is trusted no more
 */
public record Factors(Set<FactorMethod> methods, int generation) {
  public Factors {
    methods = Set.copyOf(methods);
  }

  /** Whether the password alone does not prove who they are. */
  public boolean enabled() {
    return !methods.isEmpty();
  }
}
