package dev.latchkey.api.accounts;

import dev.latchkey.api.id.OrganizationId;
import java.time.Instant;

/**
 * The organisation that a caller acts in.
 *
 * @param version counts the changes; the entity tag of the native surface
 */
public record OrganizationDetailView(
    OrganizationId id,
    String name,
    OrganizationSettings settings,
    Instant createdAt,
    Instant updatedAt,
    int version) {}
