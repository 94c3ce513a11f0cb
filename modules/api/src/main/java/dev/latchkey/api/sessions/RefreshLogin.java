package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;

/**
 * Exchanges a refresh token for new tokens. A token that was used before ends its login, except
 * within the grace, in which a repetition gets the same successor.
 *
 * <p>{@link Failure#INVALID_REFRESH_TOKEN}.
 */
public record RefreshLogin(String refreshToken, Origin origin) implements PublicRequest<SignedIn> {
  @Override
  public String toString() {
    return "RefreshLogin[]";
  }
}
