package dev.latchkey.sessions;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What this module answers on the bus, and by which act. */
record Sessions(
    PasswordSignIn signIn,
    Authentication authentication,
    TokenRotation rotation,
    Reauthentication reauthentication,
    Logins logins,
    SigningKeys keys) {

  /** Starts answering, on the verticle's context. */
  Future<Void> listen(Vertx vertx) {
    return Answers.at(vertx, Addresses.SESSIONS)
        .to(SignIn.class, signIn::signIn)
        .to(Authenticate.class, authentication::authenticate)
        .to(RefreshLogin.class, rotation::refresh)
        .to(Reauthenticate.class, reauthentication::reauthenticate)
        .to(ListLogins.class, logins::list)
        .to(EndLogin.class, logins::end)
        .to(EndOtherLogins.class, logins::endOthers)
        .to(EndLogins.class, logins::endAll)
        .to(EndLoginsIn.class, logins::endIn)
        .to(DescribeKeys.class, request -> Future.succeededFuture(keys.describe()))
        .listen();
  }
}
