/** The HTTP port of Latchkey: one server that serves the surfaces over the bus. */
@NullMarked
package dev.latchkey.router;

import org.jspecify.annotations.NullMarked;
