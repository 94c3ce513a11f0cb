/** The event log: appending, numbering, publishing, and durable subscriptions. */
@NullMarked
package dev.latchkey.kernel.event;

import org.jspecify.annotations.NullMarked;
