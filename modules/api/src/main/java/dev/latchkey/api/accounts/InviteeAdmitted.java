package dev.latchkey.api.accounts;

import dev.latchkey.api.id.PersonId;

/** Who joined which organisation. */
public record InviteeAdmitted(PersonId person, OrganizationView organization) {}
