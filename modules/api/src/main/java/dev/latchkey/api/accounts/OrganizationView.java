package dev.latchkey.api.accounts;

import dev.latchkey.api.id.OrganizationId;

/** An organisation, in a word. */
public record OrganizationView(OrganizationId id, String name) {}
