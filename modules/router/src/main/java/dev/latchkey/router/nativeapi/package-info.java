/** Latchkey's own API: operations of its contract, answered by requests on the bus. */
@NullMarked
package dev.latchkey.router.nativeapi;

import org.jspecify.annotations.NullMarked;
