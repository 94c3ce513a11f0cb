/** Accounts' half of invitations: whom one may invite, and how the invited join. */
@NullMarked
package dev.latchkey.accounts.invitation;

import org.jspecify.annotations.NullMarked;
