package dev.latchkey.accounts.email;

import dev.latchkey.accounts.link.Link;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.list.PageRequest;
import dev.latchkey.accounts.list.Pages;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.EmailPage;
import dev.latchkey.api.accounts.EmailView;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.ListEmails;
import dev.latchkey.api.accounts.MakeEmailPrimary;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.accounts.SendEmailProof;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The addresses of a person: listing, adding, removing, choosing the primary one. */
public final class Emails {

  /** How many addresses one person may have (chosen, not measured). */
  static final int MOST = 20;

  private final Database database;
  private final Once once;
  private final Pages pages;
  private final Duration linkLifetime;

  public Emails(Database database, Once once, Pages pages, Duration linkLifetime) {
    this.database = database;
    this.once = once;
    this.pages = pages;
    this.linkLifetime = linkLifetime;
  }

  /** Answers {@link ListEmails}. */
  public Future<EmailPage> list(ListEmails request) {
    PersonId person = request.caller().person();
    return pages
        .read(
            new PageRequest("emails:" + person, request.limit(), request.marker()),
            (after, limit) -> EmailStore.list(database, person, after, limit),
            email -> email.id().value())
        .map(page -> new EmailPage(page.items(), page.marker()));
  }

  /** Answers {@link AddEmail}. */
  public Future<EmailView> add(AddEmail request) {
    return Future.succeededFuture()
        .map(start -> EmailAddress.of(request.email()))
        .compose(
            address ->
                once.transaction(
                    request, EmailView.class, sql -> add(sql, request.caller(), address)));
  }

  private Future<EmailView> add(Sql sql, Caller caller, EmailAddress address) {
    EmailId id = new EmailId(Ids.next());
    return PersonStore.lock(sql, caller.person())
        .compose(
            person ->
                addUnproven(sql, person, id, address)
                    .compose(
                        added ->
                            mailProof(
                                sql,
                                person,
                                id,
                                address.text(),
                                Change.by(caller, EventType.EMAIL_ADDED))))
        .compose(mailed -> EmailStore.find(sql, caller.person(), id));
  }

  /** Adds an address within the bound; nobody can see from the answer whether it is proven. */
  static Future<Void> addUnproven(Sql sql, LockedPerson person, EmailId id, EmailAddress address) {
    return EmailStore.count(sql, person.id())
        .compose(
            count ->
                count < MOST
                    ? EmailStore.add(sql, person.id(), id, address, false, false)
                    : Future.failedFuture(Failure.TOO_MANY_EMAILS.refusal()));
  }

  /** Appends the change with a fresh proof for the address, or a word to whoever has proven it. */
  Future<Void> mailProof(
      Sql sql, LockedPerson person, EmailId email, String address, Change change) {
    Link link = Link.of(LinkPurpose.EMAIL_PROOF, person.id(), email, linkLifetime);
    return LinkStore.replace(sql, link)
        .compose(replaced -> EmailStore.isOwned(sql, EmailAddress.of(address)))
        .compose(
            owned ->
                EventLog.append(
                    sql,
                    person
                        .personal(change.about("email", email.value()))
                        .with("linkId", owned ? null : link.id().toString())
                        .personal("address", address)));
  }

  /** Answers {@link SendEmailProof}. */
  public Future<Done> sendProof(SendEmailProof request) {
    Change change = Change.by(request.caller(), EventType.EMAIL_PROOF_REQUESTED);
    return once.transaction(
        request,
        Done.class,
        sql ->
            PersonStore.lock(sql, request.caller().person())
                .compose(
                    person ->
                        EmailStore.find(sql, person.id(), request.email())
                            .compose(Emails::unproven)
                            .compose(
                                email -> mailProof(sql, person, email.id(), email.email(), change)))
                .map(Done.DONE));
  }

  private static Future<EmailView> unproven(EmailView email) {
    return email.verified()
        ? Future.failedFuture(Failure.EMAIL_ALREADY_VERIFIED.refusal())
        : Future.succeededFuture(email);
  }

  /** Answers {@link RemoveEmail}. */
  public Future<Done> remove(RemoveEmail request) {
    return once.transaction(
        request,
        Done.class,
        sql ->
            PersonStore.lock(sql, request.caller().person())
                .compose(person -> remove(sql, person, request))
                .map(Done.DONE));
  }

  private static Future<Void> remove(Sql sql, LockedPerson person, RemoveEmail request) {
    Change change =
        Change.by(request.caller(), EventType.EMAIL_REMOVED)
            .about("email", request.email().value());
    return EmailStore.find(sql, person.id(), request.email())
        .compose(email -> EmailStore.undoEnds(sql, email.id()).compose(Emails::noUndo).map(email))
        .compose(
            email ->
                EmailStore.remove(sql, person.id(), email.id())
                    .compose(
                        removed ->
                            removed
                                ? EventLog.append(sql, removal(person, email, change))
                                : Future.failedFuture(Failure.EMAIL_IS_PRIMARY.refusal())));
  }

  /** Or whoever stole a session could change the address and throw away the way back. */
  private static Future<Void> noUndo(Optional<Instant> ends) {
    return ends.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(
            Failure.EMAIL_KEEPS_UNDO.refusal(
                "A link that was mailed to this address can take the change of address back until %s; remove it after that."
                    .formatted(ends.get().truncatedTo(ChronoUnit.SECONDS))));
  }

  /** An address that was never proven is nobody's business: its removal is not told. */
  private static Change removal(LockedPerson person, EmailView email, Change change) {
    Change told = email.verified() ? person.notify(change) : change;
    return told.personal("address", email.email());
  }

  /** Answers {@link MakeEmailPrimary}. */
  public Future<EmailView> makePrimary(MakeEmailPrimary request) {
    return once.transaction(
        request,
        EmailView.class,
        sql ->
            PersonStore.lock(sql, request.caller().person())
                .compose(person -> makePrimary(sql, person, request.caller(), request.email())));
  }

  static Future<EmailView> makePrimary(Sql sql, LockedPerson person, Caller caller, EmailId email) {
    return EmailStore.find(sql, person.id(), email)
        .compose(
            wanted ->
                wanted.primary()
                    ? Future.succeededFuture(wanted)
                    : changePrimary(sql, person, caller, wanted));
  }

  private static Future<EmailView> changePrimary(
      Sql sql, LockedPerson person, Caller caller, EmailView wanted) {
    Change change =
        person
            .notify(Change.by(caller, EventType.EMAIL_CHANGED))
            .about("email", wanted.id().value())
            .personal("address", wanted.email());
    return EmailStore.makePrimary(sql, person.id(), wanted.id())
        .compose(
            done ->
                done
                    ? PersonStore.touch(sql, person.id())
                    : Future.failedFuture(Failure.EMAIL_NOT_VERIFIED.refusal()))
        .compose(touched -> EventLog.append(sql, change))
        .compose(appended -> EmailStore.find(sql, person.id(), wanted.id()));
  }
}
