package dev.latchkey.sessions;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.BeginPasskeySignIn;
import dev.latchkey.api.sessions.BeginReauthentication;
import dev.latchkey.api.sessions.CheckSignIn;
import dev.latchkey.api.sessions.CreateOrganizationToken;
import dev.latchkey.api.sessions.CreateToken;
import dev.latchkey.api.sessions.DeleteOrganizationToken;
import dev.latchkey.api.sessions.DeleteToken;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ImpersonateUser;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.ListOrganizationTokens;
import dev.latchkey.api.sessions.ListTokens;
import dev.latchkey.api.sessions.ListUserLogins;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.RaiseLogin;
import dev.latchkey.api.sessions.RaiseOwnLogin;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInByPasskey;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What this module answers on the bus, and by which act. */
record Sessions(
    PasswordSignIn signIn,
    SignInChecking signInChecking,
    SecondStep secondStep,
    PasskeySignIn passkeySignIn,
    Authentication authentication,
    TokenRotation rotation,
    Reauthentication reauthentication,
    OrganizationSwitch organizationSwitch,
    Impersonation impersonation,
    Logins logins,
    ApiTokens tokens,
    SigningKeys keys) {

  /** Starts answering, on the verticle's context. */
  Future<Void> listen(Vertx vertx) {
    return Answers.at(vertx, Addresses.SESSIONS)
        .to(SignIn.class, signIn::signIn)
        .to(ProveSecondFactor.class, secondStep::prove)
        .to(BeginPasskeySignIn.class, passkeySignIn::begin)
        .to(SignInByPasskey.class, passkeySignIn::signIn)
        .to(CheckSignIn.class, signInChecking::check)
        .to(RaiseOwnLogin.class, reauthentication::raiseOwn)
        .to(RaiseLogin.class, reauthentication::raise)
        .to(Authenticate.class, authentication::authenticate)
        .to(RefreshLogin.class, rotation::refresh)
        .to(Reauthenticate.class, reauthentication::reauthenticate)
        .to(BeginReauthentication.class, reauthentication::begin)
        .to(SwitchOrganization.class, organizationSwitch::switchTo)
        .to(ListLogins.class, logins::list)
        .to(ImpersonateUser.class, impersonation::start)
        .to(ListUserLogins.class, logins::listOfUser)
        .to(EndLogin.class, logins::end)
        .to(EndOtherLogins.class, logins::endOthers)
        .to(EndLogins.class, logins::endAll)
        .to(ListTokens.class, tokens::list)
        .to(CreateToken.class, tokens::create)
        .to(DeleteToken.class, tokens::delete)
        .to(ListOrganizationTokens.class, tokens::listOfOrganization)
        .to(CreateOrganizationToken.class, tokens::createOfOrganization)
        .to(DeleteOrganizationToken.class, tokens::deleteOfOrganization)
        .to(EndLoginsIn.class, logins::endIn)
        .to(DescribeKeys.class, request -> Future.succeededFuture(keys.describe()))
        .listen();
  }
}
