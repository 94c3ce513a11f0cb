package dev.latchkey.invitations;

import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.id.PersonId;

/**
 * Who sends, and what accounts says of them.
 *
 * @param delegates whether they hand the set-up of the organisation over
 */
record Sender(PersonId person, InvitationsPrepared prepared, boolean delegates) {}
