package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;

/**
 * Keeps somebody out of the caller's organisation: every login in it ends, and none can be opened.
 * Changes nothing for somebody who is disabled already.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of it, {@link Failure#NOT_YOURSELF}, {@link
 * Failure#OUTRANKED}, {@link Failure#LAST_OWNER}.
 *
 * @param enabledOnly whether somebody who is disabled already is {@link Failure#NOT_FOUND} too, for
 *     clients that take a success for their own doing
 */
@Requires(Permission.USERS_MANAGE)
public record DisableUser(Caller caller, PersonId user, boolean enabledOnly)
    implements IdempotentRequest<MemberView> {

  /** Of somebody who may be disabled already. */
  public DisableUser(Caller caller, PersonId user) {
    this(caller, user, false);
  }
}
