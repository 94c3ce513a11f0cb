package dev.latchkey.accounts.me;

import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.accounts.person.ProfileStore;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/** A person closes their account, for good. Their id and handle are never used again. */
public final class AccountClosing {

  private final Database database;
  private final Bus bus;

  public AccountClosing(Database database, Bus bus) {
    this.database = database;
    this.bus = bus;
  }

  /** Answers {@link CloseAccount}. */
  public Future<Done> close(CloseAccount request) {
    PersonId id = request.caller().person();
    return database
        .transaction(
            sql ->
                PersonStore.lock(sql, id)
                    .compose(
                        person ->
                            OrganizationStore.leaveOwnersBehind(sql, id)
                                .compose(free -> ProfileStore.forget(sql, id))
                                .compose(forgotten -> tell(sql, person, request))))
        .compose(closed -> forgetLogins(id))
        .map(Done.DONE);
  }

  /** The farewell is the one event that still knows the addresses, until it has been mailed. */
  private static Future<Void> tell(Sql sql, LockedPerson person, CloseAccount request) {
    return EventLog.append(
        sql,
        person
            .notify(Change.by(request.caller(), EventType.PERSON_CLOSED))
            .about("person", person.id().value()));
  }

  /** The logins are over since the commit, as nobody may sign in; this takes them off the lists. */
  private Future<Void> forgetLogins(PersonId person) {
    return bus.ask(new EndLogins(person, null, "account_closed")).<Void>mapEmpty().otherwiseEmpty();
  }
}
