/**
 * One request and its answer: ids, deadlines, addresses, logs and metrics, whatever the surface.
 */
@NullMarked
package dev.latchkey.router.exchange;

import org.jspecify.annotations.NullMarked;
