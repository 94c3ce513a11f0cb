package dev.latchkey.api.accounts;

import dev.latchkey.api.id.TeamId;
import org.jspecify.annotations.Nullable;

/**
 * A team that somebody belongs to, in a word.
 *
 * @param role the role that they hold in it
 */
public record TeamView(TeamId id, String name, @Nullable String role) {}
