/** How often somebody without credentials may ask. */
@NullMarked
package dev.latchkey.router.limit;

import org.jspecify.annotations.NullMarked;
