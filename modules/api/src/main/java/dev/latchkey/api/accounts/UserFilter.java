package dev.latchkey.api.accounts;

import dev.latchkey.api.id.RoleId;
import org.jspecify.annotations.Nullable;

/**
 * Which people of an organisation a list holds; those that are null don't matter.
 *
 * @param search part of a name, of the primary address or of the handle, without case and accents;
 *     one or two characters find words that begin with them, and a text with an at sign inside
 *     finds addresses that begin with it and the handle that it is. Sorted by name or address,
 *     those come first whose name or address begins with it
 * @param role whoever holds it; nobody holds a role of another organisation
 */
public record UserFilter(
    @Nullable String search, @Nullable MemberState state, @Nullable RoleId role) {}
