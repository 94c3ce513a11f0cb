package dev.latchkey.accounts.password;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.email.EmailStore;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * A forgotten password: a link is mailed to a proven address, and whoever reads it there chooses a
 * new one. Opens no login, leaves second factors alone, ends every login.
 */
public final class PasswordReset {

  private final Database database;
  private final LinkStore links;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final Bus bus;

  public PasswordReset(
      Database database, LinkStore links, PasswordPolicy policy, PasswordHasher hasher, Bus bus) {
    this.database = database;
    this.links = links;
    this.policy = policy;
    this.hasher = hasher;
    this.bus = bus;
  }

  /** Answers {@link RequestPasswordReset}, with a link that lives so long. */
  public Future<Done> request(RequestPasswordReset request, Duration lifetime) {
    Change change = Change.byAnybody(request.origin(), EventType.PASSWORD_RESET_REQUESTED);
    return LinkStore.requestReset(database, EmailAddress.key(request.email()), lifetime, change)
        .map(Done.DONE);
  }

  /** Answers {@link ResetPassword}. */
  public Future<Done> reset(ResetPassword request) {
    return links
        .owner(database, LinkPurpose.PASSWORD_RESET, request.token())
        .compose(
            person ->
                PasswordStore.context(database, person)
                    .compose(context -> policy.check(request.newPassword(), context))
                    .compose(accepted -> hasher.hash(request.newPassword()))
                    .compose(hash -> commit(request, hash))
                    .compose(changed -> forgetLogins(person)))
        .map(Done.DONE);
  }

  private Future<Void> commit(ResetPassword request, String hash) {
    return database.transaction(
        sql ->
            links
                .use(sql, LinkPurpose.PASSWORD_RESET, request.token())
                .compose(
                    used ->
                        PersonStore.lock(sql, used.person())
                            .compose(
                                person -> takeEffect(sql, person, used, hash, request.origin()))));
  }

  private static Future<Void> takeEffect(
      Sql sql, LockedPerson person, LinkStore.Used used, String hash, Origin origin) {
    Change change =
        person
            .notify(Change.by(person.id().value(), origin, EventType.PASSWORD_RESET))
            .in(used.organization())
            .about("person", person.id().value())
            .with("restoredAddress", used.restores());
    return PasswordStore.set(sql, person.id(), hash)
        .compose(set -> PersonStore.endLogins(sql, person.id(), null))
        .compose(ended -> LinkStore.withdraw(sql, person.id(), used.email()))
        .compose(withdrawn -> PasswordStore.forgetGuesses(sql, person.id()))
        .compose(cleared -> restore(sql, used))
        .compose(restored -> EventLog.append(sql, change));
  }

  /** Takes back the change of address that the mail told of. */
  private static Future<Void> restore(Sql sql, LinkStore.Used used) {
    return used.restores()
        ? EmailStore.makePrimary(sql, used.person(), used.email())
            .compose(primary -> EmailStore.removeLaterThan(sql, used.person(), used.id()))
        : Future.succeededFuture();
  }

  /** As after a change: the logins are over since the commit, this takes them off the lists. */
  private Future<Void> forgetLogins(PersonId person) {
    return bus.ask(new EndLogins(person, null, "password_reset")).<Void>mapEmpty().otherwiseEmpty();
  }
}
