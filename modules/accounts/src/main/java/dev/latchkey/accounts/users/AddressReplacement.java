package dev.latchkey.accounts.users;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.email.EmailStore;
import dev.latchkey.accounts.link.Link;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.accounts.EmailView;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * An administrator gives a managed account another primary address. It applies at once and is
 * unverified until its proof comes back; every proven address of before is told.
 */
final class AddressReplacement {

  private final Duration proofLifetime;

  AddressReplacement(Duration proofLifetime) {
    this.proofLifetime = proofLifetime;
  }

  /** Does nothing when it is the primary address already. */
  Future<Void> replace(Sql sql, Member member, EmailAddress address) {
    return EmailStore.find(sql, member.id(), address)
        .compose(
            known ->
                known.filter(EmailView::primary).isPresent()
                    ? Future.succeededFuture()
                    : change(sql, member, address));
  }

  private Future<Void> change(Sql sql, Member member, EmailAddress address) {
    Change change =
        member
            .person()
            .notify(member.change(EventType.USER_EMAIL_CHANGED))
            .personal("address", address.text());
    return EmailStore.replacePrimary(sql, member.id(), address)
        .compose(
            email ->
                LinkStore.withdrawResets(sql, member.id(), null)
                    .compose(withdrawn -> offerProof(sql, member, email, change)))
        .compose(told -> PersonStore.touch(sql, member.id()).map(told))
        .compose(told -> EventLog.append(sql, told));
  }

  private Future<Change> offerProof(Sql sql, Member member, EmailView email, Change change) {
    Link proof = Link.of(LinkPurpose.EMAIL_PROOF, member.id(), email.id(), proofLifetime);
    return email.verified()
        ? Future.succeededFuture(change)
        : LinkStore.replace(sql, proof).map(made -> change.with("linkId", proof.id().toString()));
  }
}
