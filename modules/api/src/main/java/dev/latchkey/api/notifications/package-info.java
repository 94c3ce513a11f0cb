/** What can be asked of the notifications module: where notices to a person's devices go. */
@NullMarked
package dev.latchkey.api.notifications;

import org.jspecify.annotations.NullMarked;
