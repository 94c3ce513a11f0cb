/** Work that verticles repeat. */
@NullMarked
package dev.latchkey.kernel.job;

import org.jspecify.annotations.NullMarked;
