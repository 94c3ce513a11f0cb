package dev.latchkey.router.nativeapi;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.api.invitations.AcceptInvitation;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.DeclineInvitation;
import dev.latchkey.api.invitations.DelegateSetUp;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.api.invitations.ListInvitations;
import dev.latchkey.api.invitations.ListMyInvitations;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Invitations: sending them, looking at them, and answering them. */
final class InvitationOperations {

  private InvitationOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "sendInvitations",
            SendInvitations.class,
            InvitationOperations::send,
            sent -> Reply.created(sent, Paths.INVITATIONS)),
        SurfaceOperation.of(
            bus, "listInvitations", ListInvitations.class, InvitationOperations::list, Reply::ok),
        SurfaceOperation.of(
            bus,
            "describeInvitation",
            DescribeInvitation.class,
            call -> new DescribeInvitation(call.caller(), invitation(call)),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "cancelInvitation",
            CancelInvitation.class,
            call -> new CancelInvitation(call.caller(), invitation(call)),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "resendInvitation",
            ResendInvitation.class,
            call -> new ResendInvitation(call.caller(), invitation(call)),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "delegateSetUp",
            DelegateSetUp.class,
            call ->
                new DelegateSetUp(
                    call.caller(),
                    call.text("email"),
                    call.optionalText("message"),
                    call.optionalText("stepAtDelegation")),
            sent -> Reply.created(sent, Paths.INVITATIONS + "/" + sent.id())),
        SurfaceOperation.of(
            bus,
            "cancelUserInvitations",
            CancelUserInvitations.class,
            call -> new CancelUserInvitations(call.caller(), UserOperations.user(call)),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "listMyInvitations",
            ListMyInvitations.class,
            call -> new ListMyInvitations(call.caller(), call.limit(), call.marker()),
            Reply::ok),
        SurfaceOperation.of(
                bus,
                "acceptInvitation",
                JoinByInvitation.class,
                InvitationOperations::join,
                Reply::ok)
            .orSignedIn(bus, AcceptInvitation.class, InvitationOperations::accept, Reply::ok),
        SurfaceOperation.of(
            bus,
            "declineInvitation",
            DeclineInvitation.class,
            call -> new DeclineInvitation(call.path("token"), call.origin()),
            done -> Reply.noContent()));
  }

  private static InvitationId invitation(Call call) {
    return InvitationId.of(call.path("invitationId"));
  }

  private static SendInvitations send(Call call) {
    return new SendInvitations(
        call.caller(),
        call.body().getJsonArray("invitations").stream()
            .map(each -> item((JsonObject) each))
            .toList());
  }

  private static SendInvitations.Item item(JsonObject body) {
    return new SendInvitations.Item(
        body.getString("email"),
        ids(body, "roleIds", RoleId::of),
        ids(body, "teamIds", TeamId::of),
        body.getString("message"));
  }

  private static <T> Set<T> ids(JsonObject body, String field, Function<String, T> id) {
    return body.getJsonArray(field, new JsonArray()).stream()
        .map(each -> id.apply((String) each))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ListInvitations list(Call call) {
    return new ListInvitations(
        call.caller(),
        Optional.ofNullable(call.query("state")).map(InvitationState::of).orElse(null),
        call.limit(),
        call.marker());
  }

  private static JoinByInvitation join(Call call) {
    return new JoinByInvitation(
        call.text("token"),
        call.optionalText("password"),
        call.optionalText("displayName"),
        call.origin());
  }

  /** Whoever has an account has a password, and would wonder which one counts. */
  private static AcceptInvitation accept(Call call) {
    if (call.optionalText("password") != null || call.optionalText("displayName") != null) {
      throw Failure.INVALID_REQUEST.refusal(
          "You are signed in: a password and a name are only for a new account.");
    }
    return new AcceptInvitation(call.caller(), call.text("token"));
  }
}
