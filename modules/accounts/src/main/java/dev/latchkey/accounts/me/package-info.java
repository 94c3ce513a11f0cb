/** What people see and change of themselves. */
@NullMarked
package dev.latchkey.accounts.me;

import org.jspecify.annotations.NullMarked;
