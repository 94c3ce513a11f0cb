/** Invitations into organisations: sent, accepted, declined, cancelled, expired. */
@NullMarked
package dev.latchkey.invitations;

import org.jspecify.annotations.NullMarked;
