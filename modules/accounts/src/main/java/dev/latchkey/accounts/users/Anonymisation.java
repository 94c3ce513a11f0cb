package dev.latchkey.accounts.users;

import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.person.ProfileStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.UsersAnonymized;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People are taken everything that tells of them, one after the other and each in a transaction of
 * their own.
 */
final class Anonymisation {

  private static final Logger LOG = LoggerFactory.getLogger(Anonymisation.class);

  /** How many one request may name (chosen, not measured). */
  private static final int MOST = 100;

  private final Database database;
  private final Bus bus;

  Anonymisation(Database database, Bus bus) {
    this.database = database;
    this.bus = bus;
  }

  /** Answers {@link AnonymizeUsers}. */
  Future<UsersAnonymized> anonymize(AnonymizeUsers request) {
    List<PersonId> users = request.users().stream().distinct().toList();
    if (users.isEmpty() || users.size() > MOST) {
      return Future.failedFuture(Failure.INVALID_REQUEST.refusal("Name 1 to " + MOST + " people."));
    }
    Future<List<UsersAnonymized.Item>> done = Future.succeededFuture(new ArrayList<>());
    for (PersonId each : users) {
      done = done.compose(items -> item(request.caller(), each).map(item -> with(items, item)));
    }
    return done.map(UsersAnonymized::new);
  }

  private static List<UsersAnonymized.Item> with(
      List<UsersAnonymized.Item> items, UsersAnonymized.Item item) {
    items.add(item);
    return items;
  }

  private Future<UsersAnonymized.Item> item(Caller caller, PersonId user) {
    return database
        .transaction(sql -> anonymize(sql, caller, user))
        .compose(done -> forgetLogins(user))
        .map(done -> new UsersAnonymized.Item(user, true, null))
        .otherwise(cause -> new UsersAnonymized.Item(user, false, code(cause)));
  }

  private static String code(Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return refusal.failure().code();
    }
    LOG.error("Somebody could not be anonymised", cause);
    return Failure.INTERNAL.code();
  }

  private static Future<Void> anonymize(Sql sql, Caller caller, PersonId user) {
    return MemberStore.lock(sql, caller, user)
        .map(member -> member.notCaller().managed().withinReach())
        .compose(
            member ->
                OrganizationStore.leaveOwnersBehind(sql, user)
                    .compose(free -> ProfileStore.forget(sql, user))
                    .compose(
                        gone -> EventLog.append(sql, member.change(EventType.USER_ANONYMISED))));
  }

  /** The logins are over since the commit; this only takes them off the lists. */
  private Future<Void> forgetLogins(PersonId user) {
    return bus.ask(new EndLogins(user, null, "user_anonymised")).<Void>mapEmpty().otherwiseEmpty();
  }
}
