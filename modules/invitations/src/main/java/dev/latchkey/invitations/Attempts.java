package dev.latchkey.invitations;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Set;

/**
 * Puts on record, in the organisation that invited, what strangers with a token of it were refused.
 * What signed-in people are refused goes on record where their requests are admitted.
 */
final class Attempts {

  private static final Set<Failure.Kind> NO_ATTEMPT =
      EnumSet.of(Failure.Kind.INVALID, Failure.Kind.UNAVAILABLE, Failure.Kind.INTERNAL);

  private Attempts() {}

  /** Fails with the same cause, once it is on record if it is a refusal by a rule. */
  static <T> Future<T> record(
      Database database, Invitation invitation, String request, Origin origin, Throwable cause) {
    if (!(cause instanceof Refusal refusal) || NO_ATTEMPT.contains(refusal.failure().kind())) {
      return Future.failedFuture(cause);
    }
    Change attempt =
        Change.byAnybody(origin, EventType.REQUEST_REFUSED)
            .refused()
            .in(invitation.organization().value())
            .about("invitation", invitation.id().value())
            .with("request", request)
            .with("code", refusal.failure().code());
    return database
        .transaction(sql -> EventLog.append(sql, attempt))
        .transform(recorded -> Future.failedFuture(cause));
  }
}
