/** What happened: the event envelope, its types, and the catch-up feed. */
@NullMarked
package dev.latchkey.api.events;

import org.jspecify.annotations.NullMarked;
