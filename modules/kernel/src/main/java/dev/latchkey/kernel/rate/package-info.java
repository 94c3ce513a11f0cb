/** How often somebody may do something, counted in the database and shared by every node. */
@NullMarked
package dev.latchkey.kernel.rate;

import org.jspecify.annotations.NullMarked;
