/** Passwords: the policy, checking, changing, forgetting. */
@NullMarked
package dev.latchkey.accounts.password;

import org.jspecify.annotations.NullMarked;
