package dev.latchkey.api.invitations;

import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.id.PersonId;

/**
 * Who joined what.
 *
 * @param userId the person, in that organisation and everywhere
 */
public record InvitationAccepted(OrganizationView organization, PersonId userId) {}
