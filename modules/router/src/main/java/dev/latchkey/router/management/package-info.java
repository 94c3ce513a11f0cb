/** Health checks and metrics, on a port of their own. */
@NullMarked
package dev.latchkey.router.management;

import org.jspecify.annotations.NullMarked;
