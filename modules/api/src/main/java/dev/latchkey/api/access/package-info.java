/** Who asks and what they may do: callers, permissions, assurance. */
@NullMarked
package dev.latchkey.api.access;

import org.jspecify.annotations.NullMarked;
