package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Opens the login of somebody who has proven who they are: with its first tokens and its event. */
final class LoginOpening {

  private final LoginStore logins;
  private final ParallelLogins parallel;
  private final TokenGrant grant;

  LoginOpening(LoginStore logins, ParallelLogins parallel, TokenGrant grant) {
    this.logins = logins;
    this.parallel = parallel;
    this.grant = grant;
  }

  /** The tokens of the new login. */
  Future<SignedIn> open(
      Authority authority, Proven proven, @Nullable String device, Origin origin) {
    return start(new NewLogin(new LoginId(Ids.next()), authority, proven, device, origin, null));
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
    OrganizationId organization = authority.organization();
    return Change.by(authority.person().value(), login.origin(), EventType.LOGIN_STARTED)
        .in(organization == null ? null : organization.value())
        .about("login", login.id().value())
        .with("assurance", login.proven().assurance().wireName())
        .with("trustedDevice", login.proven().trustedDevice() ? true : null)
        .with("passkey", login.proven().passkey() ? true : null)
        .personal("device", login.device());
  }
}
