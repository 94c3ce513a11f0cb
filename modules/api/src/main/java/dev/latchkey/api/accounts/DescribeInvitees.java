package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.PersonId;
import java.util.List;

/**
 * Where to, and with which roles, people of the caller's organisation are invited whose accounts it
 * has made. The caller's permission was checked already.
 *
 * <p>{@link Failure#NOT_FOUND} when one of them is not of the organisation, {@link
 * Failure#ALREADY_MEMBER} when one has arrived or is kept out, {@link Failure#EMAIL_TAKEN} when
 * somebody else has proven the address meanwhile.
 *
 * @param users 1 to 100
 */
public record DescribeInvitees(Caller caller, List<PersonId> users)
    implements InternalRequest<Invitees> {
  public DescribeInvitees {
    users = List.copyOf(users);
  }
}
