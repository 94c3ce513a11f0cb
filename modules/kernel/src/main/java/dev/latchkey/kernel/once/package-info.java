/** Changes that their callers may repeat without making them twice. */
@NullMarked
package dev.latchkey.kernel.once;

import org.jspecify.annotations.NullMarked;
