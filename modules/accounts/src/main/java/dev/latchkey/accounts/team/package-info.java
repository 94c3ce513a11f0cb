/** Teams of an organisation, and who is in them. */
@NullMarked
package dev.latchkey.accounts.team;

import org.jspecify.annotations.NullMarked;
