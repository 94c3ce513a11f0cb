package dev.latchkey.accounts.password;

import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.rate.RateLimit;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;

/** A person changes their own password. */
public final class PasswordChange {

  /** A person's, right ones too (chosen, not measured); wrong ones are guesses besides. */
  private static final RateLimit LIMIT =
      new RateLimit("accounts.change_password", 5, Duration.ofMinutes(1));

  private final Database database;
  private final Once once;
  private final PasswordCheck check;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final Bus bus;

  /** What an own change stands on. */
  public record Parts(Database database, Once once, PasswordCheck check) {}

  public PasswordChange(Parts parts, PasswordPolicy policy, PasswordHasher hasher, Bus bus) {
    this.database = parts.database();
    this.once = parts.once();
    this.check = parts.check();
    this.policy = policy;
    this.hasher = hasher;
    this.bus = bus;
  }

  /**
   * Answers {@link ChangePassword}. A repetition by key must not try the old password again: it
   * would count as a guess.
   */
  public Future<Done> change(ChangePassword request) {
    return once.unlessDone(request, Done.class, () -> checkAndChange(request));
  }

  private Future<Done> checkAndChange(ChangePassword request) {
    return LIMIT
        .take(database, request.caller().person().value())
        .compose(
            may -> check.own(request.caller(), request.currentPassword(), Failure.WRONG_PASSWORD))
        .compose(
            known ->
                policy
                    .check(request.newPassword(), known.context())
                    .compose(accepted -> unlikeTheOld(request))
                    .compose(different -> hasher.hash(request.newPassword()))
                    .compose(hash -> commit(request, Objects.requireNonNull(known.hash()), hash)))
        .compose(done -> forgetOtherLogins(request).map(done));
  }

  private static Future<Void> unlikeTheOld(ChangePassword request) {
    return request.newPassword().equals(request.currentPassword())
        ? Future.failedFuture(Failure.PASSWORD_UNCHANGED.refusal())
        : Future.succeededFuture();
  }

  private Future<Done> commit(ChangePassword request, String oldHash, String newHash) {
    return once.transaction(
        request,
        Done.class,
        sql ->
            PersonStore.lock(sql, request.caller().person())
                .compose(
                    person ->
                        PasswordStore.replace(sql, person.id(), oldHash, newHash)
                            .compose(
                                replaced ->
                                    replaced
                                        ? takeEffect(sql, person, request)
                                        : Future.failedFuture(Failure.WRONG_PASSWORD.refusal())))
                .map(Done.DONE));
  }

  private static Future<Void> takeEffect(Sql sql, LockedPerson person, ChangePassword request) {
    Change change =
        person
            .notify(Change.by(request.caller(), EventType.PASSWORD_CHANGED))
            .about("person", person.id().value())
            .with("endedOtherLogins", request.endOtherLogins());
    Future<Void> ended =
        request.endOtherLogins()
            ? PersonStore.endLogins(sql, person.id(), request.caller().login())
            : Future.succeededFuture();
    return ended
        .compose(done -> LinkStore.withdrawResets(sql, person.id(), null))
        .compose(withdrawn -> EventLog.append(sql, change));
  }

  /**
   * The logins are over since the commit, as their generation is; this only takes them off the
   * lists. So its failure does not matter to the caller.
   */
  private Future<Void> forgetOtherLogins(ChangePassword request) {
    if (!request.endOtherLogins()) {
      return Future.succeededFuture();
    }
    return bus.ask(
            new EndLogins(request.caller().person(), request.caller().login(), "password_changed"))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }
}
