package dev.latchkey.invitations;

import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Who sends, and what accounts says of them.
 *
 * @param step where they were when they handed the set-up over; null when they did not say
 * @param delegates whether they hand the set-up of the organisation over
 */
record Sender(
    PersonId person, InvitationsPrepared prepared, @Nullable String step, boolean delegates) {

  /** Somebody who invites, and hands nothing over. */
  static Sender of(PersonId person, InvitationsPrepared prepared) {
    return new Sender(person, prepared, null, false);
  }
}
