package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;

/**
 * Chooses a new password by the token that was mailed; once, within an hour. Ends every login;
 * opens none; second factors stay. {@link Failure#LINK_INVALID} and the password failures of {@link
 * ChangePassword}.
 */
public record ResetPassword(String token, String newPassword, Origin origin)
    implements PublicRequest<Done> {
  @Override
  public String toString() {
    return "ResetPassword[]";
  }
}
