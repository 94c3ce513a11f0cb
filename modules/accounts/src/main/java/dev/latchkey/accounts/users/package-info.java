/** What administrators do with the people of their organisation. */
@NullMarked
package dev.latchkey.accounts.users;

import org.jspecify.annotations.NullMarked;
