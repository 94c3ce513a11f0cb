/** Identifiers of rows, events and messages. */
@NullMarked
package dev.latchkey.kernel.id;

import org.jspecify.annotations.NullMarked;
