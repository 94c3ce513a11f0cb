package dev.latchkey.accounts.invitation;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.organization.Organizations;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.accounts.AdmitInvitee;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.InviteeAdmitted;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/** Somebody with an account joins the organisation that invited one of their proven addresses. */
public final class InviteeAdmission {

  private final Database database;

  public InviteeAdmission(Database database) {
    this.database = database;
  }

  /** Answers {@link AdmitInvitee}. */
  public Future<InviteeAdmitted> admit(AdmitInvitee request) {
    return database.transaction(
        sql ->
            Acceptance.begin(sql, request.terms())
                .compose(offer -> admit(sql, request, offer.organization())));
  }

  private static Future<InviteeAdmitted> admit(
      Sql sql, AdmitInvitee request, OrganizationView organization) {
    InvitationTerms terms = request.terms();
    Change change = Change.by(request.caller(), EventType.INVITATION_ACCEPTED);
    return PersonStore.lock(sql, request.caller().person())
        .map(person -> addressed(person, terms))
        .compose(
            person ->
                Organizations.makeRoom(sql, person.id())
                    .compose(room -> InviteeStore.join(sql, terms, person.id()))
                    .compose(joined -> PersonStore.touch(sql, person.id()))
                    .compose(touched -> Acceptance.end(sql, terms, person.id(), change))
                    .map(told -> new InviteeAdmitted(person.id(), organization)));
  }

  /** An address that somebody only claims is nothing that they can be invited by. */
  private static LockedPerson addressed(LockedPerson person, InvitationTerms terms) {
    String invited = EmailAddress.key(terms.email());
    if (person.addresses().stream()
        .noneMatch(each -> EmailAddress.key(each.address()).equals(invited))) {
      throw Failure.LINK_INVALID.refusal();
    }
    return person;
  }
}
