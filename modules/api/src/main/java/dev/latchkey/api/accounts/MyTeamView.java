package dev.latchkey.api.accounts;

import dev.latchkey.api.id.TeamId;
import org.jspecify.annotations.Nullable;

/**
 * A team that the caller is in.
 *
 * @param organization whose team it is
 * @param role what the caller is in it; null when it was not said
 */
public record MyTeamView(
    TeamId id, String name, OrganizationView organization, @Nullable String role) {}
