/** How to ask: requests, failures, the codec and the asking half of the bus. */
@NullMarked
package dev.latchkey.api.bus;

import org.jspecify.annotations.NullMarked;
