package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.sessions.RaiseLogin;
import io.vertx.core.Future;

/**
 * The login in which a factor was set up has proven it too. Should sessions not hear of that, the
 * person proves it once more.
 */
record LoginRaising(Bus bus) {

  /** Answers what the change answers, whatever sessions says. */
  <T> Future<T> raise(Caller caller, T answer) {
    return bus.ask(new RaiseLogin(caller.person(), caller.login())).map(answer).otherwise(answer);
  }
}
