package dev.latchkey.sessions;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs in by password. Accounts judges, counts and audits the guess; what is left is to open the
 * login, with its first tokens and its event, by one statement.
 */
final class PasswordSignIn {

  private final Bus bus;
  private final LoginStore logins;
  private final ParallelLogins parallel;
  private final TokenGrant grant;

  PasswordSignIn(Bus bus, LoginStore logins, ParallelLogins parallel, TokenGrant grant) {
    this.bus = bus;
    this.logins = logins;
    this.parallel = parallel;
    this.grant = grant;
  }

  /** Signs in, or passes on why accounts has refused. */
  Future<SignedIn> signIn(SignIn request) {
    Origin origin = BoundedText.origin(request.origin());
    String device = BoundedText.device(request.deviceName());
    return bus.ask(
            new VerifyPassword(
                request.identifier(), request.password(), request.organization(), origin))
        .map(
            authority ->
                new NewLogin(
                    new LoginId(Ids.next()), authority, Assurance.ONE_FACTOR, device, origin, null))
        .compose(this::start);
  }

  private Future<SignedIn> start(NewLogin login) {
    OpaqueToken token = OpaqueToken.generate(TokenRotation.KIND);
    return logins
        .start(login, token, started(login))
        .compose(
            started ->
                parallel
                    .trim(started, login.authority().sessionLimits(), login.origin())
                    .map(trimmed -> grant.tokens(started.login(), token, login.authority())));
  }

  private static Change started(NewLogin login) {
    Authority authority = login.authority();
    return Change.by(authority.person().value(), login.origin(), EventType.LOGIN_STARTED)
        .in(value(authority.organization()))
        .about("login", login.id().value())
        .with("assurance", login.assurance().wireName())
        .personal("device", login.device());
  }

  private static @Nullable UUID value(@Nullable OrganizationId organization) {
    return organization == null ? null : organization.value();
  }
}
