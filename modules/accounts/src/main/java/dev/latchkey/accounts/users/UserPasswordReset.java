package dev.latchkey.accounts.users;

import dev.latchkey.accounts.link.Link;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.accounts.password.TemporaryPasswords;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.PasswordPreview;
import dev.latchkey.api.accounts.PreviewPasswordReset;
import dev.latchkey.api.accounts.ResetUserPassword;
import dev.latchkey.api.accounts.TemporaryPassword;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * An administrator gives a managed account a temporary password, or, where the organisation forbids
 * those, has a link mailed. Ends every login; second factors stay.
 */
final class UserPasswordReset {

  private final Database database;
  private final PasswordHasher hasher;
  private final PasswordPreviews previews;
  private final Duration linkLifetime;
  private final OldLogins oldLogins;

  UserPasswordReset(
      Database database,
      PasswordHasher hasher,
      PasswordPreviews previews,
      Duration linkLifetime,
      Bus bus) {
    this.database = database;
    this.hasher = hasher;
    this.previews = previews;
    this.linkLifetime = linkLifetime;
    this.oldLogins = new OldLogins(bus);
  }

  /** Answers {@link PreviewPasswordReset}. */
  Future<PasswordPreview> preview(PreviewPasswordReset request) {
    String password = TemporaryPasswords.generate();
    return database.transaction(
        sql ->
            locked(sql, request.caller(), request.user())
                .map(UserPasswordReset::allowed)
                .map(
                    member ->
                        new PasswordPreview(
                            password,
                            previews.seal(member, password),
                            PasswordPreviews.LIFETIME.toSeconds())));
  }

  /** Answers {@link ResetUserPassword}. */
  Future<TemporaryPassword> reset(ResetUserPassword request) {
    return Future.succeededFuture(request)
        .compose(
            asked ->
                asked.previewToken() == null
                    ? reset(asked, TemporaryPasswords.generate(), member -> member)
                    : commit(asked, asked.previewToken()))
        .compose(done -> oldLogins.forgetAll(request.user(), "password_reset", done));
  }

  private Future<TemporaryPassword> commit(ResetUserPassword request, String token) {
    var preview = previews.open(request.caller(), request.user(), token);
    return reset(request, preview.password(), member -> preview.checked(allowed(member)));
  }

  private Future<TemporaryPassword> reset(
      ResetUserPassword request, String password, UnaryOperator<Member> rule) {
    return database.transaction(
        sql ->
            locked(sql, request.caller(), request.user())
                .map(rule)
                .compose(
                    member ->
                        member.facts().temporaryPasswords()
                            ? set(sql, member, password)
                            : mail(sql, member)));
  }

  private static Future<Member> locked(Sql sql, Caller caller, PersonId user) {
    return MemberStore.lock(sql, caller, user)
        .map(member -> member.notCaller().managed().withinReach());
  }

  private static Member allowed(Member member) {
    if (!member.facts().temporaryPasswords()) {
      throw Failure.TEMPORARY_PASSWORDS_FORBIDDEN.refusal();
    }
    return member;
  }

  private Future<TemporaryPassword> set(Sql sql, Member member, String password) {
    String hash = hasher.hashRandom(password);
    Change change =
        member.person().notify(member.change(EventType.PASSWORD_RESET)).with("temporary", true);
    return LinkStore.withdraw(sql, member.id(), null)
        .compose(withdrawn -> endLogins(sql, member))
        .compose(ended -> EventLog.append(sql, change))
        .compose(
            told -> PasswordStore.setTemporary(sql, member.id(), hash, TemporaryPasswords.LIFETIME))
        .map(changeBy -> new TemporaryPassword(password, changeBy));
  }

  private Future<TemporaryPassword> mail(Sql sql, Member member) {
    return member
        .person()
        .primary()
        .map(primary -> mail(sql, member, primary))
        .orElseGet(() -> Future.failedFuture(Failure.EMAIL_NOT_VERIFIED.refusal()));
  }

  private Future<TemporaryPassword> mail(Sql sql, Member member, LockedPerson.Address primary) {
    Link link = Link.of(LinkPurpose.PASSWORD_RESET, member.id(), primary.id(), linkLifetime);
    Change change =
        member
            .person()
            .personal(member.change(EventType.PASSWORD_RESET_REQUESTED))
            .with("linkId", link.id().toString())
            .personal("address", primary.address());
    return LinkStore.withdraw(sql, member.id(), null)
        .compose(withdrawn -> LinkStore.replace(sql, link))
        .compose(made -> PasswordStore.remove(sql, member.id()))
        .compose(removed -> endLogins(sql, member))
        .compose(ended -> EventLog.append(sql, change))
        .map(told -> new TemporaryPassword(null, member.facts().now().plus(linkLifetime)));
  }

  /** The next guess is at another password. */
  private static Future<Void> endLogins(Sql sql, Member member) {
    return PersonStore.endLogins(sql, member.id(), null)
        .compose(ended -> PasswordStore.forgetGuesses(sql, member.id()));
  }
}
