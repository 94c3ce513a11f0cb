/** Limits on guessing, counted in the database and shared by every channel and node. */
@NullMarked
package dev.latchkey.kernel.guess;

import org.jspecify.annotations.NullMarked;
