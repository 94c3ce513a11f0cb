package dev.latchkey.notifications;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that this worker alone may send, until its lease ends.
 *
 * @param template the key of its template, which a newer node may know and this one not
 * @param attempt the number of the lease; who holds an older one can't settle the mail
 * @param expired whether its link has stopped working
 */
record LeasedMail(
    UUID id,
    String template,
    String recipient,
    @Nullable String locale,
    JsonObject model,
    @Nullable UUID linkId,
    @Nullable String linkPurpose,
    int attempt,
    Instant queuedAt,
    boolean expired) {

  @Override
  public String toString() {
    return "Mail %s (%s, attempt %d)".formatted(id, template, attempt);
  }
}
