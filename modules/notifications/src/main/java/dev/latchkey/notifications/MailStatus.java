package dev.latchkey.notifications;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that waits or has failed, as an operator sees it. Immutable.
 *
 * @param template the key of its template, such as {@code verify-email}
 * @param recipient masked, such as {@code a***@example.org}: the domain tells which mail server
 *     doesn't take it, and the whole address would stay in terminals and their logs
 * @param state {@code queued}, {@code sending} or {@code failed}
 * @param attempts how often it was taken to be sent
 * @param nextAttemptAt when it is tried again; for one that is being sent, should its worker die;
 *     null for a failed one, which is not
 * @param lastError one line of at most 200 characters, with addresses masked; null without one
 */
public record MailStatus(
    UUID id,
    String template,
    String recipient,
    String state,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable String lastError) {}
