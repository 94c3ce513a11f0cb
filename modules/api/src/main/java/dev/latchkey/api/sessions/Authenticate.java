package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;

/**
 * Whose access token, or API token, is this? For the router, and for applications on the bus that
 * want to ask on a person's behalf. {@link Failure#UNAUTHENTICATED} when it is forged, expired or
 * its login is over.
 */
public record Authenticate(String accessToken, Origin origin) implements PublicRequest<Caller> {
  @Override
  public String toString() {
    return "Authenticate[]";
  }
}
