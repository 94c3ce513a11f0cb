package dev.latchkey.router.jsonapi;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.InviteUsers;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Invitations of people for whom an account was made. */
record UserInvitationOperations(Bus bus) {

  private static final String TYPE = "user_invitations";

  /** Nobody can do anything with those any more. */
  private static final Set<InvitationState> GONE =
      Set.of(InvitationState.CANCELLED, InvitationState.DECLINED);

  static List<SurfaceOperation> of(Bus bus) {
    UserInvitationOperations all = new UserInvitationOperations(bus);
    return List.of(
        SurfaceOperation.of(
            bus,
            "sendInvitations",
            InviteUsers.class,
            call -> new InviteUsers(call.caller(), invited(call)),
            sent ->
                Reply.of(
                    201,
                    Document.of(
                            sent.items().stream().map(UserInvitationOperations::resource).toList())
                        .json())),
        SurfaceOperation.of("getInvitation", DescribeInvitation.class, all::get),
        SurfaceOperation.of("deleteUserInvitations", CancelUserInvitations.class, all::cancel));
  }

  private static List<PersonId> invited(Call call) {
    return call.body().getJsonArray("data").stream()
        .map(each -> ((JsonObject) each).getJsonObject("relationships"))
        .map(related -> related.getJsonObject("user").getJsonObject("data").getString("id"))
        .map(PersonId::of)
        .toList();
  }

  private Future<Reply> get(Call call) {
    InvitationId id = new InvitationId(RelatedIds.inPath(call, "user_invitation_uuid"));
    return Users.named(
        id.toString(),
        bus.ask(new DescribeInvitation(call.caller(), id))
            .map(UserInvitationOperations::present)
            .map(found -> Reply.ok(Document.of(resource(found)).json())));
  }

  private static InvitationView present(InvitationView invitation) {
    if (GONE.contains(invitation.state())) {
      throw Failure.NOT_FOUND.refusal();
    }
    return invitation;
  }

  private Future<Reply> cancel(Call call) {
    PersonId user = Users.user(call);
    return Users.named(user.toString(), bus.ask(new CancelUserInvitations(call.caller(), user)))
        .map(done -> Reply.ok(new JsonObject()));
  }

  private static JsonObject resource(InvitationView invitation) {
    String id = invitation.id().toString();
    JsonObject resource =
        Document.resource(
            TYPE,
            id,
            new JsonObject()
                .put("uuid", id)
                .put("invite_type", "openid_invite")
                .putNull("login_method")
                .put("created_at", Times.text(invitation.createdAt()))
                .put("expires_at", Times.text(invitation.expiresAt())));
    return invited(invitation)
        .map(user -> Document.toOne(Document.identifier(UserResource.TYPE, user.toString())))
        .map(user -> resource.put("relationships", new JsonObject().put("user", user)))
        .orElse(resource);
  }

  private static Optional<PersonId> invited(InvitationView invitation) {
    return Optional.ofNullable(invitation.invitedUserId())
        .or(() -> Optional.ofNullable(invitation.userId()));
  }
}
