package dev.latchkey.api.accounts;

import dev.latchkey.api.id.RoleId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which people of an organisation a list holds; what is null or empty doesn't matter.
 *
 * @param search part of a name, of the primary address or of the handle, without case and accents;
 *     one or two characters find words that begin with them, and a text with an at sign inside
 *     finds addresses that begin with it and the handle that it is. Sorted by name or address,
 *     those come first whose name or address begins with it
 * @param states whoever is in one of them
 * @param role whoever holds it; nobody holds a role of another organisation
 */
public record UserFilter(@Nullable String search, Set<MemberState> states, @Nullable RoleId role) {

  /** Holds everybody. */
  public static final UserFilter ALL = new UserFilter(null, Set.of(), null);

  public UserFilter {
    states = Set.copyOf(states);
  }
}
