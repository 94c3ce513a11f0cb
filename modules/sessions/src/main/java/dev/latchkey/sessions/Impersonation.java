package dev.latchkey.sessions;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AdmitImpersonation;
import dev.latchkey.api.accounts.ImpersonationAdmitted;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.sessions.ImpersonateUser;
import dev.latchkey.api.sessions.Impersonated;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody acts as another person for as long as one access token counts. Whether they may is asked
 * of accounts at the start and again at every request, as is whether their own login still lives.
 */
final class Impersonation {

  private static final int LONGEST_REASON = 200;

  private final Bus bus;
  private final LoginStore logins;
  private final AccessTokens accessTokens;

  Impersonation(Bus bus, LoginStore logins, AccessTokens accessTokens) {
    this.bus = bus;
    this.logins = logins;
    this.accessTokens = accessTokens;
  }

  /** Answers {@link ImpersonateUser}. */
  Future<Impersonated> start(ImpersonateUser request) {
    Caller caller = request.caller();
    if (request.reason().isBlank() || request.reason().length() > LONGEST_REASON) {
      return Future.failedFuture(
          Failure.INVALID_REQUEST.refusal("Say why, in 1 to " + LONGEST_REASON + " characters."));
    }
    return Future.succeededFuture(caller)
        .map(Tenancy::of)
        .compose(
            organization ->
                bus.ask(new AdmitImpersonation(caller.person(), request.user(), organization)))
        .compose(admitted -> start(request, admitted));
  }

  /** Nobody is told the refresh token that every login begins with, so there is no renewing. */
  private Future<Impersonated> start(ImpersonateUser request, ImpersonationAdmitted admitted) {
    Caller caller = request.caller();
    LoginId id = new LoginId(Ids.next());
    NewLogin login =
        new NewLogin(
            id,
            admitted.person(),
            caller.assurance() == Assurance.TWO_FACTORS
                ? Proven.BY_SECOND_FACTOR
                : Proven.BY_PASSWORD,
            null,
            BoundedText.origin(caller.origin()),
            new Impersonator(caller.person(), caller.login()));
    return logins
        .start(login, OpaqueToken.generate(TokenRotation.KIND), started(request, id))
        .map(started -> accessTokens.issue(started.login()))
        .map(token -> new Impersonated(token.text(), token.expiresInSeconds(), id));
  }

  private static Change started(ImpersonateUser request, LoginId login) {
    return Change.by(request.caller(), EventType.USER_IMPERSONATED)
        .about("person", request.user().value())
        .with("person", request.user().toString())
        .with("login", login.toString())
        .personal("reason", request.reason());
  }

  /** The same caller, if whoever acts as them still may; {@link Failure#UNAUTHENTICATED}. */
  Future<Caller> confirm(LiveLogin login, Caller caller) {
    Impersonator impersonator = Objects.requireNonNull(login.impersonator());
    Future<Optional<LiveLogin>> own = logins.find(impersonator.login());
    Future<ImpersonationAdmitted> admitted =
        bus.ask(new AdmitImpersonation(impersonator.person(), caller.person(), Tenancy.of(caller)));
    return Future.all(own, admitted)
        .recover(Impersonation::orOver)
        .map(
            both ->
                own.result()
                    .filter(live -> live.countsUnder(admitted.result().impersonator()))
                    .map(live -> caller.impersonatedBy(impersonator.person()))
                    .orElseThrow(Failure.UNAUTHENTICATED::refusal));
  }

  private static <T> Future<T> orOver(Throwable cause) {
    boolean refused =
        cause instanceof Refusal refusal && refusal.failure().kind() != Failure.Kind.UNAVAILABLE;
    return Future.failedFuture(refused ? Failure.UNAUTHENTICATED.refusal() : cause);
  }
}
