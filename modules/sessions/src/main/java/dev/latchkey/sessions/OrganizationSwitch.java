package dev.latchkey.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.Future;

/**
 * Moves a login to another organisation. Authority there is looked at before and after: a
 * membership that ends in between ends the login.
 */
final class OrganizationSwitch {

  private final Authorities authorities;
  private final LoginStore logins;
  private final ParallelLogins parallel;
  private final TokenGrant grant;

  OrganizationSwitch(
      Authorities authorities, LoginStore logins, ParallelLogins parallel, TokenGrant grant) {
    this.authorities = authorities;
    this.logins = logins;
    this.parallel = parallel;
    this.grant = grant;
  }

  /**
   * New tokens for the caller's login, which acts there from now on; {@link Failure#NOT_FOUND}, or
   * {@link Failure#UNAUTHENTICATED} when the login is over, or too old for there.
   */
  Future<SignedIn> switchTo(SwitchOrganization request) {
    Caller caller = request.caller();
    OpaqueToken token = OpaqueToken.generate(TokenRotation.KIND);
    return authorities
        .find(caller.person(), request.organization())
        .map(authority -> authority.orElseThrow(Failure.NOT_FOUND::refusal))
        .compose(
            authority ->
                logins
                    .move(caller, authority, token, change(caller, request.organization()))
                    .map(login -> login.orElseThrow(Failure.UNAUTHENTICATED::refusal))
                    .compose(login -> trimmed(login, authority, caller)))
        .compose(login -> grant.confirmed(login, token, caller.origin(), Failure.UNAUTHENTICATED));
  }

  private Future<LiveLogin> trimmed(LiveLogin login, Authority authority, Caller caller) {
    return parallel.trimThere(login, authority.sessionLimits(), caller.origin()).map(login);
  }

  /** Where the login came from is not for the other organisation to know. */
  private static Change change(Caller caller, OrganizationId organization) {
    return Change.by(caller, EventType.LOGIN_SWITCHED)
        .in(organization.value())
        .about("login", caller.login().value());
  }
}
