package dev.latchkey.accounts.invitation;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Settlements;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;

/** What every acceptance begins and ends with, in the transaction that makes the member. */
final class Acceptance {

  private Acceptance() {}

  /**
   * Settles the link of an invitation and answers what its inviter can give; {@link
   * Failure#LINK_INVALID} whatever is against it, as its reader is not told the inviter's affairs.
   */
  static Future<InviteeStore.Offer> begin(Sql sql, InvitationTerms terms) {
    return Settlements.settle(sql, terms.link())
        .compose(settled -> settled ? offer(sql, terms) : refused());
  }

  /** Where an invitation leads, if its inviter may still give what it gives. */
  static Future<OrganizationView> organization(Sql sql, InvitationTerms terms) {
    return offer(sql, terms).map(InviteeStore.Offer::organization);
  }

  private static Future<InviteeStore.Offer> offer(Sql sql, InvitationTerms terms) {
    return InviteeStore.offer(sql, terms)
        .map(found -> found.filter(offer -> isWithin(offer, terms)))
        .compose(found -> found.map(Future::succeededFuture).orElseGet(Acceptance::refused));
  }

  private static boolean isWithin(InviteeStore.Offer offer, InvitationTerms terms) {
    return offer.given().roles().size() == terms.roleIds().size()
        && offer.held().permissions().contains(Permission.USERS_INVITE)
        && offer.covers(offer.given());
  }

  private static <T> Future<T> refused() {
    return Future.failedFuture(Failure.LINK_INVALID.refusal());
  }

  /** Tells that somebody has joined. */
  static Future<Void> end(Sql sql, InvitationTerms terms, PersonId person, Change change) {
    return EventLog.append(
        sql,
        change
            .in(terms.organization().value())
            .about("person", person.value())
            .with("invitation", terms.invitation().toString())
            .with("given", new JsonArray(terms.roleIds().stream().map(RoleId::toString).toList()))
            .with("endedLinkId", terms.link().toString())
            .personal("address", terms.email()));
  }
}
