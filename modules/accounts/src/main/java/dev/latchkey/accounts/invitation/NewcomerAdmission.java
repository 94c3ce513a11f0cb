package dev.latchkey.accounts.invitation;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.email.EmailStore;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.me.ProfileText;
import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.accounts.registration.Newcomer;
import dev.latchkey.api.accounts.AdmitNewcomer;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.InviteeAdmitted;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Somebody without an account joins. Whoever holds the token reads the mail of its address, which
 * is thereby proven: nobody else who only claims the address keeps it, and whatever password was
 * set before is replaced by theirs.
 */
public final class NewcomerAdmission {

  private final Database database;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final Bus bus;

  public NewcomerAdmission(
      Database database, PasswordPolicy policy, PasswordHasher hasher, Bus bus) {
    this.database = database;
    this.policy = policy;
    this.hasher = hasher;
    this.bus = bus;
  }

  /** Answers {@link AdmitNewcomer}. */
  public Future<InviteeAdmitted> admit(AdmitNewcomer request) {
    return Acceptance.organization(database, request.terms())
        .compose(organization -> unowned(database, address(request)))
        .map(unowned -> named(request))
        .compose(
            newcomer ->
                password(request, newcomer)
                    .compose(
                        hash -> database.transaction(sql -> admit(sql, request, newcomer, hash))))
        .compose(this::forgetLogins);
  }

  private static EmailAddress address(AdmitNewcomer request) {
    return EmailAddress.of(request.terms().email());
  }

  private static Newcomer named(AdmitNewcomer request) {
    String name =
        Optional.ofNullable(request.displayName())
            .map(written -> ProfileText.of(ProfileField.DISPLAY_NAME, written))
            .filter(text -> !text.isEmpty())
            .orElse(null);
    return new Newcomer(new PersonId(Ids.next()), address(request), name);
  }

  private Future<String> password(AdmitNewcomer request, Newcomer newcomer) {
    String password = request.password();
    return password == null
        ? Future.failedFuture(Failure.PASSWORD_REQUIRED.refusal())
        : policy
            .check(password, Newcomer.context(newcomer.email(), newcomer.displayName(), null))
            .compose(accepted -> hasher.hash(password));
  }

  private static Future<Void> unowned(Sql sql, EmailAddress address) {
    return EmailStore.isOwned(sql, address)
        .compose(
            owned ->
                owned
                    ? Future.failedFuture(Failure.SIGN_IN_TO_ACCEPT.refusal())
                    : Future.succeededFuture());
  }

  private static Future<InviteeAdmitted> admit(
      Sql sql, AdmitNewcomer request, Newcomer newcomer, String hash) {
    InvitationTerms terms = request.terms();
    return Acceptance.begin(sql, terms)
        .compose(
            offer ->
                EmailStore.hold(sql, newcomer.email())
                    .compose(held -> unowned(sql, newcomer.email()))
                    .compose(
                        unowned -> InviteeStore.claim(sql, terms.organization(), newcomer.email()))
                    .compose(
                        claim ->
                            meant(terms, offer, claim)
                                .map(known -> arrive(sql, terms, known, hash))
                                .orElseGet(() -> join(sql, terms, newcomer, hash)))
                    .compose(person -> told(sql, request, person, offer.organization())));
  }

  /**
   * An invitation to an account is good for no other one, nor for a new one; one to an address for
   * no account that may do what its inviter may not.
   */
  private static Optional<InviteeStore.Claim> meant(
      InvitationTerms terms, InviteeStore.Offer offer, Optional<InviteeStore.Claim> claim) {
    PersonId user = terms.user();
    boolean meant =
        user == null
            ? claim.filter(each -> !offer.covers(each.held())).isEmpty()
            : claim.filter(each -> each.person().equals(user)).isPresent();
    if (!meant) {
      throw Failure.LINK_INVALID.refusal();
    }
    return claim;
  }

  private static Future<PersonId> join(
      Sql sql, InvitationTerms terms, Newcomer newcomer, String hash) {
    return EmailStore.dropRivals(sql, newcomer.email().key())
        .compose(dropped -> newcomer.add(sql, hash))
        .compose(added -> InviteeStore.join(sql, terms, newcomer.id()))
        .map(newcomer.id());
  }

  /** The organisation has made the account, and nobody has arrived at it so far. */
  private static Future<PersonId> arrive(
      Sql sql, InvitationTerms terms, InviteeStore.Claim claim, String hash) {
    if (claim.keptOut()) {
      return Future.failedFuture(Failure.ALREADY_MEMBER.refusal());
    }
    PersonId person = claim.person();
    return PersonStore.lock(sql, person)
        .compose(locked -> EmailStore.prove(sql, person, claim.email()))
        .compose(proven -> EmailStore.dropRivals(sql, proven.addressKey()))
        .compose(dropped -> PersonStore.activate(sql, person))
        .compose(active -> PasswordStore.set(sql, person, hash))
        .compose(set -> PersonStore.endLogins(sql, person, null))
        .compose(ended -> LinkStore.withdraw(sql, person, claim.email()))
        .compose(withdrawn -> PasswordStore.forgetGuesses(sql, person))
        .compose(cleared -> InviteeStore.arrive(sql, terms, person))
        .map(person);
  }

  private static Future<InviteeAdmitted> told(
      Sql sql, AdmitNewcomer request, PersonId person, OrganizationView organization) {
    Change change = Change.by(person.value(), request.origin(), EventType.INVITATION_ACCEPTED);
    return Acceptance.end(sql, request.terms(), person, change)
        .map(told -> new InviteeAdmitted(person, organization));
  }

  /** Whoever was signed in to the account before is out since the commit; this tidies the lists. */
  private Future<InviteeAdmitted> forgetLogins(InviteeAdmitted admitted) {
    return bus.ask(new EndLogins(admitted.person(), null, "invitation_accepted"))
        .map(admitted)
        .otherwise(admitted);
  }
}
