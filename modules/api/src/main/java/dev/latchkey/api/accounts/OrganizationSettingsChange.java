package dev.latchkey.api.accounts;

import org.jspecify.annotations.Nullable;

/**
 * A change of {@link OrganizationSettings}: null is what stays.
 *
 * @param sessions all limits anew; those that are null in it are the installation's
 */
public record OrganizationSettingsChange(
    @Nullable Boolean mfaRequired,
    @Nullable Boolean trustedDevicesAllowed,
    @Nullable Boolean temporaryPasswordsAllowed,
    @Nullable Boolean impersonationAllowed,
    @Nullable SessionLimits sessions) {

  /** What the settings are after the change. */
  public OrganizationSettings applyTo(OrganizationSettings before) {
    return new OrganizationSettings(
        changed(mfaRequired, before.mfaRequired()),
        changed(trustedDevicesAllowed, before.trustedDevicesAllowed()),
        changed(temporaryPasswordsAllowed, before.temporaryPasswordsAllowed()),
        changed(impersonationAllowed, before.impersonationAllowed()),
        sessions == null ? before.sessions() : sessions);
  }

  private static boolean changed(@Nullable Boolean change, boolean before) {
    return change == null ? before : change;
  }
}
