/** What organisations, roles and teams may be called. */
@NullMarked
package dev.latchkey.accounts.name;

import org.jspecify.annotations.NullMarked;
