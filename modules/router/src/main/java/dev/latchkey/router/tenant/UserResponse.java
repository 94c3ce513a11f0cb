package dev.latchkey.router.tenant;

import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.RoleView;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A person as this surface tells of them: with one role, and every field, empty ones as null. */
final class UserResponse {

  /** Who holds several is shown with the one that these clients know to allow the most. */
  private static final Comparator<RoleView> HIGHEST_FIRST =
      Comparator.comparingInt(UserResponse::rank).thenComparing(RoleView::name);

  private UserResponse() {}

  static JsonObject json(MemberView user) {
    return new JsonObject()
        .put("id", user.id().toString())
        .put("email", user.email())
        .putNull("idpId")
        .put("roleId", roleId(user))
        .put("profile", profile(user))
        .put("createdDateTime", user.createdAt().toString());
  }

  private static JsonObject profile(MemberView user) {
    return new JsonObject()
        .put("firstName", user.givenName())
        .put("lastName", user.familyName())
        .put("title", user.title())
        .put("status", status(user.state()))
        .put("lastLoginDateTime", text(user.lastLoginAt()));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable String roleId(MemberView user) {
    return user.roles().stream().min(HIGHEST_FIRST).map(role -> role.id().toString()).orElse(null);
  }

  /** The names of built-in roles are nobody else's. */
  private static int rank(RoleView role) {
    return switch (role.name()) {
      case "owner" -> 0;
      case "admin" -> 1;
      case "member" -> 3;
      default -> 2;
    };
  }

  private static String status(MemberState state) {
    return switch (state) {
      case INVITED -> "INVITED";
      case ACTIVE -> "ACTIVE";
      case DISABLED -> "TERMINATED";
    };
  }
}
