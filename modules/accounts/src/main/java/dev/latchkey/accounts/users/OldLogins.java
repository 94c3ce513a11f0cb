package dev.latchkey.accounts.users;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.kernel.bus.Tenancy;
import io.vertx.core.Future;

/**
 * Takes logins and tokens off the lists that were over with the commit of a change. Nothing waits
 * for it to succeed: they count no more either way, and sessions follows the events too.
 */
record OldLogins(Bus bus) {

  /** Those that act in the caller's organisation; answers what it is given. */
  <T> Future<T> forget(Caller caller, PersonId user, String reason, T answer) {
    return bus.ask(new EndLoginsIn(user, Tenancy.of(caller), reason)).map(answer).otherwise(answer);
  }

  /** All of a person. */
  <T> Future<T> forgetAll(PersonId user, String reason, T answer) {
    return bus.ask(new EndLogins(user, null, reason)).map(answer).otherwise(answer);
  }
}
