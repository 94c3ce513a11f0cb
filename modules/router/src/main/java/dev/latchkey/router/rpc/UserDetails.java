package dev.latchkey.router.rpc;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.accounts.UserView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** People as this surface shows them. What Latchkey doesn't know of somebody is left out. */
final class UserDetails {

  /** What its clients call the permission that their own API asks for. */
  private static final String USER_MANAGE = "UserManage";

  private UserDetails() {}

  /** Somebody of the organisation. */
  static JsonObject of(MemberView user) {
    JsonObject details =
        person(user.userName(), user.givenName(), user.familyName(), user.email(), user.timeZone());
    Fields.put(details, "LastLogonAttemptUtc", user.lastSignInAttemptAt());
    return details
        .put("Roles", names(user.roles()))
        .put("Locked", user.locked())
        .put("Disabled", user.state() == MemberState.DISABLED);
  }

  /** The caller, in the organisation that they act in. */
  static JsonObject of(Me me) {
    UserView user = Objects.requireNonNull(me.user());
    JsonObject details =
        person(user.userName(), user.givenName(), user.familyName(), user.email(), user.timeZone());
    membership(me)
        .map(MembershipView::lastLoginAt)
        .ifPresent(at -> details.put("LastLogonAttemptUtc", at));
    return details
        .put("Roles", new JsonArray(roles(me)))
        .put("Permissions", permissions(membership(me).map(MembershipView::permissions)));
  }

  private static JsonObject person(
      String userName,
      @Nullable String givenName,
      @Nullable String familyName,
      @Nullable String email,
      @Nullable String timeZone) {
    JsonObject details = new JsonObject().put("UserName", userName);
    Fields.put(details, "FirstName", givenName);
    Fields.put(details, "SecondName", familyName);
    Fields.put(details, "Email", email);
    Fields.put(details, "TimeZoneId", timeZone);
    return details
        .put("Groups", new JsonArray())
        .put("NotificationGroups", new JsonArray())
        .put("IsInternal", true)
        .put("IsADUser", false)
        .put("IsOAuthUser", false)
        .put("IsSSOUser", false);
  }

  /** The names of the caller's roles where they act. */
  static List<String> roles(Me me) {
    return membership(me).stream()
        .flatMap(each -> each.roles().stream())
        .map(RoleView::name)
        .toList();
  }

  /** By our names, and the one that clients of this API look for. */
  static JsonArray permissions(Optional<Set<Permission>> held) {
    Set<Permission> all = held.orElse(Set.of());
    Stream<String> own = all.stream().map(Permission::wireName).sorted();
    Stream<String> theirs =
        all.contains(Permission.USERS_MANAGE) ? Stream.of(USER_MANAGE) : Stream.of();
    return new JsonArray(Stream.concat(own, theirs).toList());
  }

  static Optional<MembershipView> membership(Me me) {
    return me.memberships().stream()
        .filter(each -> each.organization().equals(me.organization()))
        .findFirst();
  }

  private static JsonArray names(Collection<RoleView> roles) {
    return new JsonArray(roles.stream().map(RoleView::name).toList());
  }
}
