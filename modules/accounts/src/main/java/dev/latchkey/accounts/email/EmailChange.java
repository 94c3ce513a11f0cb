package dev.latchkey.accounts.email;

import dev.latchkey.accounts.link.Link;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.EmailView;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * A staged change of the primary address: it takes effect when the new address is proven. The old
 * one is told at once, with a link that takes everything back.
 */
public final class EmailChange {

  private final Once once;
  private final Emails emails;
  private final Duration undoLifetime;

  public EmailChange(Once once, Emails emails, Duration undoLifetime) {
    this.once = once;
    this.emails = emails;
    this.undoLifetime = undoLifetime;
  }

  /** Stages the change in the caller's transaction; an address that is proven is changed to now. */
  public Future<Void> stage(Sql sql, LockedPerson person, Caller caller, EmailAddress address) {
    return EmailStore.find(sql, person.id(), address)
        .compose(
            known ->
                known.map(EmailView::verified).orElse(false)
                    ? Emails.makePrimary(sql, person, caller, known.orElseThrow().id()).mapEmpty()
                    : stage(sql, person, caller, address, known));
  }

  private Future<Void> stage(
      Sql sql,
      LockedPerson person,
      Caller caller,
      EmailAddress address,
      Optional<EmailView> known) {
    EmailId id = new EmailId(Ids.next());
    Change change = Change.by(caller, EventType.EMAIL_CHANGE_REQUESTED);
    return EmailStore.dropStaged(sql, person.id())
        .compose(
            dropped ->
                known.isPresent() && !known.get().pending()
                    ? EmailStore.remove(sql, person.id(), known.get().id()).mapEmpty()
                    : Future.succeededFuture())
        .compose(removed -> Emails.addUnproven(sql, person, id, address))
        .compose(added -> EmailStore.stage(sql, person.id(), id))
        .compose(staged -> offerUndo(sql, person, change))
        .compose(told -> emails.mailProof(sql, person, id, address.text(), told));
  }

  private Future<Change> offerUndo(Sql sql, LockedPerson person, Change change) {
    return person
        .primary()
        .map(
            primary -> {
              Link undo =
                  Link.of(LinkPurpose.PASSWORD_RESET, person.id(), primary.id(), undoLifetime)
                      .restoring();
              Change told =
                  person
                      .notify(change)
                      .with("undoLinkId", undo.id().toString())
                      .personal("undoAddress", primary.address());
              return LinkStore.replace(sql, undo).map(told);
            })
        .orElseGet(() -> Future.succeededFuture(change));
  }

  /** Answers {@link CancelEmailChange}. */
  public Future<Done> cancel(CancelEmailChange request) {
    Change change =
        Change.by(request.caller(), EventType.EMAIL_CHANGE_CANCELLED)
            .about("person", request.caller().person().value());
    return once.transaction(
        request,
        Done.class,
        sql ->
            PersonStore.lock(sql, request.caller().person())
                .compose(person -> EmailStore.dropStaged(sql, person.id()))
                .compose(
                    dropped ->
                        dropped
                            ? EventLog.append(sql, change)
                            : Future.failedFuture(Failure.NO_EMAIL_CHANGE.refusal()))
                .map(Done.DONE));
  }
}
