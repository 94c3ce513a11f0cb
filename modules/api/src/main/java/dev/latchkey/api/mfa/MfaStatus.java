package dev.latchkey.api.mfa;

import java.util.Set;

/**
 * How a person signs in.
 *
 * @param enabled whether their password alone opens nothing
 * @param passkeys how many, 0 to 20
 * @param recoveryCodesRemaining 0 to 10
 * @param requiredByOrganization whether the organisation that the caller acts in demands a second
 *     factor
 */
public record MfaStatus(
    boolean enabled,
    Set<FactorMethod> methods,
    boolean totp,
    int passkeys,
    int recoveryCodesRemaining,
    boolean requiredByOrganization) {
  public MfaStatus {
    methods = Set.copyOf(methods);
  }
}
