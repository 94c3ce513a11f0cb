/** How people like things to be. */
@NullMarked
package dev.latchkey.accounts.preference;

import org.jspecify.annotations.NullMarked;
