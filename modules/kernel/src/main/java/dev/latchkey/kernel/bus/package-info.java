/** The answering half of the bus: who may ask is checked here, for every message. */
@NullMarked
package dev.latchkey.kernel.bus;

import org.jspecify.annotations.NullMarked;
