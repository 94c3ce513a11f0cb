/**
 * The mail outbox: events become mails in a queue of the database, and mails leave it by the
 * configured transport, at least once and with one Message-ID.
 */
@NullMarked
package dev.latchkey.notifications;

import org.jspecify.annotations.NullMarked;
