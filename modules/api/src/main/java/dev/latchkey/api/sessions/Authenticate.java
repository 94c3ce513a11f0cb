package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whose access token, or API token, is this? For the router, and for applications on the bus that
 * want to ask on a person's behalf. {@link Failure#UNAUTHENTICATED} when it is forged, expired or
 * its login is over.
 *
 * @param organizationToken an API token of the organisation that the access token acts in, which
 *     must count too; null to ask for none
 * @param sensitive whether it matters if the caller is {@link Caller#fresh}, which may cost a look
 *     at their second factors; without it they never are
 */
public record Authenticate(
    String accessToken, @Nullable String organizationToken, Origin origin, boolean sensitive)
    implements PublicRequest<Caller> {

  /** All that can be told of the caller. */
  public Authenticate(String accessToken, Origin origin) {
    this(accessToken, null, origin, true);
  }

  @Override
  public String toString() {
    return "Authenticate[]";
  }
}
