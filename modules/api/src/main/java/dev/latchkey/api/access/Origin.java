package dev.latchkey.api.access;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, for the audit trail and for notices.
 *
 * @param ipAddress the client's address behind trusted proxies, textual; null when unknown
 * @param userAgent at most 512 characters; null when unknown
 * @param requestId the id that the answer and the log line carry
 */
public record Origin(
    @Nullable String ipAddress, @Nullable String userAgent, @Nullable String requestId) {

  /** A request that no client sent: a job of Latchkey's own. */
  public static final Origin SYSTEM = new Origin(null, null, null);
}
