package dev.latchkey.invitations;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.invitations.AcceptInvitation;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.DeclineInvitation;
import dev.latchkey.api.invitations.DelegateSetUp;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InviteUsers;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.api.invitations.ListInvitations;
import dev.latchkey.api.invitations.ListInvitationsByNumber;
import dev.latchkey.api.invitations.ListMyInvitations;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What this module answers on the bus, and by which act. */
record Invitations(
    Sending sending,
    Resending resending,
    Delegation delegation,
    Cancellation cancellation,
    Lists lists,
    Answering answering) {

  /** Starts answering, on the verticle's context. */
  Future<Void> listen(Vertx vertx) {
    return Answers.at(vertx, Addresses.INVITATIONS)
        .to(SendInvitations.class, sending::send)
        .to(InviteUsers.class, sending::inviteUsers)
        .to(ResendInvitation.class, resending::resend)
        .to(DelegateSetUp.class, delegation::delegate)
        .to(CancelInvitation.class, cancellation::cancel)
        .to(CancelUserInvitations.class, cancellation::cancelAll)
        .to(ListInvitations.class, lists::list)
        .to(ListInvitationsByNumber.class, lists::listByNumber)
        .to(DescribeInvitation.class, lists::describe)
        .to(ListMyInvitations.class, lists::listMine)
        .to(AcceptInvitation.class, answering::accept)
        .to(JoinByInvitation.class, answering::join)
        .to(DeclineInvitation.class, answering::decline)
        .listen();
  }
}
