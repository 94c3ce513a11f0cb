/** How the log looks. */
@NullMarked
package dev.latchkey.kernel.log;

import org.jspecify.annotations.NullMarked;
