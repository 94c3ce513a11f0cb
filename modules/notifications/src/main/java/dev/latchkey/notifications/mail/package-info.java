/**
 * What a mail says, how it looks and how it leaves: templates and their renderer, and the
 * transports that take a rendered mail away. Nothing here knows a database or a request; the outbox
 * stands on top.
 */
@NullMarked
package dev.latchkey.notifications.mail;

import org.jspecify.annotations.NullMarked;
