package dev.latchkey.api.notifications;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Done;

/** A device takes no more notices of the caller. Does nothing for a token that is not theirs. */
@ByToken(Permission.ME_WRITE)
public record UnregisterPushToken(Caller caller, String token) implements CallerRequest<Done> {

  @Override
  public String toString() {
    return "UnregisterPushToken[]";
  }
}
