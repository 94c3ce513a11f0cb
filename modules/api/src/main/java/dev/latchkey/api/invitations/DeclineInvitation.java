package dev.latchkey.api.invitations;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;

/**
 * Refuses an invitation by the token that was mailed, for good. {@link Failure#LINK_INVALID} when
 * it can't be accepted either.
 */
public record DeclineInvitation(String token, Origin origin) implements PublicRequest<Done> {
  @Override
  public String toString() {
    return "DeclineInvitation[]";
  }
}
