/** Typed ids: one type for each kind of thing, all UUIDv7. */
@NullMarked
package dev.latchkey.api.id;

import org.jspecify.annotations.NullMarked;
