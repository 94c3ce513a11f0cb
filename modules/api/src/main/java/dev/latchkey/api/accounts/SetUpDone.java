package dev.latchkey.api.accounts;

import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;

/** The first organisation and its owner. */
public record SetUpDone(OrganizationId organizationId, PersonId userId) {}
