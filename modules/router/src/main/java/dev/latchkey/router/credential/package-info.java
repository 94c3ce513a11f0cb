/** Who asks: from the Authorization header to a caller, and what an operation demands of them. */
@NullMarked
package dev.latchkey.router.credential;

import org.jspecify.annotations.NullMarked;
