package dev.latchkey.api.accounts;

import dev.latchkey.api.id.TeamId;
import java.time.Instant;

/**
 * A team of an organisation.
 *
 * @param version counts the changes of the team itself, not of who is in it; the entity tag of the
 *     native surface
 */
public record TeamDetailView(
    TeamId id, String name, Instant createdAt, Instant updatedAt, int version) {}
