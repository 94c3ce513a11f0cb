package dev.latchkey.api.accounts;

import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a team. More of them is for those to see who may see people.
 *
 * @param displayName what the person likes to be called; null when they did not say
 * @param role what they are in the team; null when it was not said
 */
public record TeamMemberView(
    PersonId userId, @Nullable String displayName, @Nullable String role) {}
