package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.event.Change;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * How many logins of a person may be open: one more ends the one that was not used for longest.
 * Logins that are opened at the same moment may pass a limit by their number until the next.
 */
final class ParallelLogins {

  /** Wherever they act (chosen, not measured). */
  static final int MOST = 100;

  private final EndingStore endings;

  ParallelLogins(EndingStore endings) {
    this.endings = endings;
  }

  /** Ends what a new login has made too many, everywhere and in its organisation. */
  Future<Void> trim(LoginStore.Started started, SessionLimits limits, Origin origin) {
    LiveLogin login = started.login();
    Future<Void> everywhere =
        started.others() < MOST ? Future.succeededFuture() : end(login, null, MOST, origin);
    return everywhere.compose(trimmed -> trimThere(login, limits, origin));
  }

  /** Ends what a login has made too many in the organisation that it acts in. */
  Future<Void> trimThere(LiveLogin login, SessionLimits limits, Origin origin) {
    Integer most = limits.parallelLogins();
    return most == null || login.organization() == null
        ? Future.succeededFuture()
        : end(login, login.organization(), most, origin);
  }

  private Future<Void> end(
      LiveLogin login, @Nullable OrganizationId organization, int kept, Origin origin) {
    return endings.endSurplus(
        new EndingStore.Surplus(login.person(), organization, kept),
        EndReason.TOO_MANY_LOGINS,
        () ->
            Change.by(login.person().value(), origin, EventType.LOGIN_ENDED)
                .with("reason", EndReason.TOO_MANY_LOGINS));
  }
}
