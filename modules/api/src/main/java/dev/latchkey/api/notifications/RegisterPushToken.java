package dev.latchkey.api.notifications;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;

/**
 * The device of the caller's login, or of their API token, takes notices. A token that they have
 * registered before is refreshed. One that was somebody else's is theirs no more: the device has
 * changed hands. Of 20 tokens of a person the one that was not seen for longest gives way to a
 * further one. It ends with that login or token.
 *
 * <p>{@link Failure#INVALID_REQUEST} for a token that is not 1 to 512 visible ASCII characters.
 *
 * @param token as the platform's push service gave it; a secret
 */
@ByToken(Permission.ME_WRITE)
public record RegisterPushToken(Caller caller, String token, PushPlatform platform)
    implements CallerRequest<PushTokenView> {

  @Override
  public String toString() {
    return "RegisterPushToken[]";
  }
}
