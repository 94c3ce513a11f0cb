package dev.latchkey.router.product;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.invitations.DelegateSetUp;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** The set-up is handed over to a colleague. */
final class DelegationOperation {

  private static final String CURRENT = "@current";
  private static final int ADMIN_LEVEL = 8;

  private DelegationOperation() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            "organizations_invites_delegate_create",
            DelegateSetUp.class,
            call -> delegate(bus, call)));
  }

  private static Future<Reply> delegate(Bus bus, Call call) {
    Caller caller = within(call);
    return bus.ask(
            new DelegateSetUp(
                caller,
                call.text("target_email"),
                call.optionalText("message"),
                call.optionalText("step_at_delegation")))
        .compose(
            invitation ->
                bus.ask(new DescribeMe(caller))
                    .map(me -> invite(invitation, Objects.requireNonNull(me.user()))))
        .map(invite -> Reply.of(201, invite));
  }

  /** Another organisation than the one that the caller acts in is none. */
  private static Caller within(Call call) {
    Caller caller = call.caller();
    OrganizationId organization = caller.organization();
    String named = call.path("organizationId");
    if (organization == null
        || !named.equals(CURRENT) && !named.equalsIgnoreCase(organization.toString())) {
      throw Failure.NOT_FOUND.refusal();
    }
    return caller;
  }

  private static JsonObject invite(InvitationView invitation, UserView inviter) {
    return new JsonObject()
        .put("id", invitation.id().toString())
        .put("target_email", invitation.email())
        .put("first_name", "")
        .put("emailing_attempt_made", true)
        .put("level", ADMIN_LEVEL)
        .put("is_expired", false)
        .put("is_setup_delegation", invitation.delegation())
        .put("message", invitation.message())
        .put("created_by", person(inviter))
        .put("created_at", invitation.createdAt().toString())
        .put("updated_at", invitation.sentAt().toString());
  }

  private static JsonObject person(UserView user) {
    String id = user.id().toString();
    return new JsonObject()
        .put("id", Numbers.of(user.id().value()))
        .put("uuid", id)
        .put("distinct_id", id)
        .put("first_name", Objects.requireNonNullElse(user.givenName(), ""))
        .put("last_name", Objects.requireNonNullElse(user.familyName(), ""))
        .put("email", user.email());
  }
}
