package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person may do at this moment, and which of their logins still count.
 *
 * @param organization the organisation that the permissions are for; null for a person without one
 * @param loginGeneration logins of an older generation are over
 * @param keptLogin the one login of an older generation that still counts; null for none
 * @param admission which stay in the organisation this is: another one after the membership has
 *     ended or was disabled, and after all that the person had signed in with was ended; API tokens
 *     of an earlier one are dead. Null for a person without an organisation
 * @param mustChangePassword whether the password is a temporary one
 * @param changePasswordBy until when a temporary password opens anything; null for one of their own
 * @param secondFactorRequired whether the organisation demands one of its members
 * @param trustedDevicesAllowed whether the organisation lets a trusted device skip it
 * @param devicesTrustedAfter devices that the person has trusted before are trusted no more, as
 *     they were disabled or removed somewhere then; null for never
 * @param sessionLimits of the organisation; none for a person without one
 */
public record Authority(
    PersonId person,
    @Nullable OrganizationId organization,
    Set<Permission> permissions,
    int loginGeneration,
    @Nullable LoginId keptLogin,
    @Nullable UUID admission,
    boolean mustChangePassword,
    @Nullable Instant changePasswordBy,
    boolean secondFactorRequired,
    boolean trustedDevicesAllowed,
    @Nullable Instant devicesTrustedAfter,
    SessionLimits sessionLimits) {
  public Authority {
    permissions = Set.copyOf(permissions);
  }

  /** Whether a login that was opened in that generation still counts. */
  public boolean keeps(LoginId login, int generation) {
    return generation == loginGeneration || login.equals(keptLogin);
  }
}
