package dev.latchkey.router.tenant;

import static java.util.stream.Collectors.toSet;

import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An invitation as this surface tells of it. */
final class EnrollmentResponse {

  private EnrollmentResponse() {}

  static JsonObject json(InvitationView invitation) {
    return new JsonObject()
        .put("enrollmentId", invitation.id().toString())
        .put("email", invitation.email())
        .put("status", status(invitation.state()))
        .put("roleId", roleId(invitation))
        .put("lastInvitationSentAt", invitation.sentAt().toString())
        .put("expiresAt", invitation.expiresAt().toString())
        .put("createdDateTime", invitation.createdAt().toString());
  }

  /** The states that are called so; none, for all, where nothing is asked for. */
  static Set<InvitationState> states(@Nullable String status) {
    return Stream.of(InvitationState.values())
        .filter(state -> status(state).equals(status))
        .collect(toSet());
  }

  /** These clients know no word for what was declined: it is over, as if it were taken back. */
  private static String status(InvitationState state) {
    return switch (state) {
      case PENDING -> "PENDING";
      case ACCEPTED -> "ACCEPTED";
      case EXPIRED -> "EXPIRED";
      case DECLINED, CANCELLED -> "CANCELLED";
    };
  }

  /** The one of these clients; several only where another surface has invited. */
  private static @Nullable String roleId(InvitationView invitation) {
    return invitation.roleIds().stream().map(Object::toString).sorted().findFirst().orElse(null);
  }
}
