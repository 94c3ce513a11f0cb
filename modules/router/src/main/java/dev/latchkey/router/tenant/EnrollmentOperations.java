package dev.latchkey.router.tenant;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.ListInvitationsByNumber;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Enrolments, which are invitations into the token's organisation. */
final class EnrollmentOperations {

  private EnrollmentOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            "listEnrollments", ListInvitationsByNumber.class, call -> list(bus, call)),
        SurfaceOperation.of(
            bus,
            "createEnrollment",
            SendInvitations.class,
            EnrollmentOperations::send,
            sent -> told(201, sent.items().get(0))),
        SurfaceOperation.of(
            bus,
            "resendEnrollment",
            ResendInvitation.class,
            call -> new ResendInvitation(call.caller(), enrollment(call)),
            sent -> told(200, sent)),
        SurfaceOperation.of("cancelEnrollment", CancelInvitation.class, call -> cancel(bus, call)));
  }

  private static Future<Reply> list(Bus bus, Call call) {
    PageNumber page = PageNumber.of(call);
    return bus.ask(
            new ListInvitationsByNumber(
                call.caller(),
                EnrollmentResponse.states(call.query("status")),
                page.page(),
                page.size()))
        .map(
            found ->
                page.json(
                    found.items().stream().map(EnrollmentResponse::json).toList(), found.total()))
        .map(json -> Replies.of(200, json));
  }

  private static SendInvitations send(Call call) {
    return new SendInvitations(
        call.caller(),
        List.of(
            new SendInvitations.Item(
                call.text("email"), UserOperations.role(call), Set.of(), null)));
  }

  private static Future<Reply> cancel(Bus bus, Call call) {
    return bus.ask(new CancelInvitation(call.caller(), enrollment(call)))
        .compose(done -> bus.ask(new DescribeInvitation(call.caller(), enrollment(call))))
        .map(cancelled -> told(200, cancelled));
  }

  private static InvitationId enrollment(Call call) {
    return InvitationId.of(call.path("enrollmentId"));
  }

  private static Reply told(int status, InvitationView invitation) {
    return Replies.of(status, EnrollmentResponse.json(invitation));
  }
}
