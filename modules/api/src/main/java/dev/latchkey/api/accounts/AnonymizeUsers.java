package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.id.PersonId;
import java.util.List;

/**
 * Takes everything away that tells of managed accounts of the caller's organisation, for good:
 * names, addresses, passwords, memberships, and what events and mails tell of them. What happened
 * stays on record. Each person for themselves: some may be refused and the others done.
 *
 * <p>{@link Failure#INVALID_REQUEST} for more than 100 or no people.
 *
 * @param users 1 to 100
 */
@Fresh
@ByToken
@Requires(Permission.USERS_MANAGE)
public record AnonymizeUsers(Caller caller, List<PersonId> users)
    implements CallerRequest<UsersAnonymized> {
  public AnonymizeUsers {
    users = List.copyOf(users);
  }
}
