package dev.latchkey.api.accounts;

/**
 * What an organisation demands and allows.
 *
 * @param mfaRequired whether its members must have a second factor; default no
 * @param trustedDevicesAllowed whether a trusted device may skip the second factor; default yes
 * @param temporaryPasswordsAllowed whether a reset may hand out a temporary password instead of
 *     mailing a link; default yes
 * @param impersonationAllowed whether somebody may act as a person who allows it; default no
 * @param sessions default {@link SessionLimits#NONE}
 */
public record OrganizationSettings(
    boolean mfaRequired,
    boolean trustedDevicesAllowed,
    boolean temporaryPasswordsAllowed,
    boolean impersonationAllowed,
    SessionLimits sessions) {

  /** Those of an organisation that has not said otherwise. */
  public static final OrganizationSettings DEFAULT =
      new OrganizationSettings(false, true, true, false, SessionLimits.NONE);
}
