/** Organisations and the first one's set-up. */
@NullMarked
package dev.latchkey.accounts.organization;

import org.jspecify.annotations.NullMarked;
