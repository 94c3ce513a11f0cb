package dev.latchkey.router.tenant;

import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.ReinstateUser;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The people of the token's organisation. */
final class UserOperations {

  private static final Map<String, ProfileField> PROFILE =
      Map.of(
          "firstName", ProfileField.GIVEN_NAME,
          "lastName", ProfileField.FAMILY_NAME,
          "title", ProfileField.TITLE);

  private UserOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of("listUsers", ListUsersByNumber.class, call -> list(bus, call)),
        SurfaceOperation.of(
            bus,
            "getUser",
            DescribeUser.class,
            call -> new DescribeUser(call.caller(), user(call)),
            UserOperations::told),
        SurfaceOperation.of(
            bus,
            "updateUserProfile",
            UpdateUser.class,
            UserOperations::profile,
            UserOperations::told),
        SurfaceOperation.of(
            bus,
            "updateUserRole",
            AssignRoles.class,
            call -> new AssignRoles(call.caller(), user(call), role(call), null),
            UserOperations::told),
        SurfaceOperation.of(
            bus,
            "terminateUser",
            DisableUser.class,
            call -> new DisableUser(call.caller(), user(call)),
            UserOperations::told),
        SurfaceOperation.of(
            bus,
            "reinstateUser",
            ReinstateUser.class,
            call -> new ReinstateUser(call.caller(), user(call), role(call)),
            UserOperations::told),
        SurfaceOperation.of(
            bus,
            "resetUserMfa",
            ResetMfa.class,
            call -> new ResetMfa(call.caller(), user(call)),
            done -> Reply.noContent()));
  }

  /** In the order in which they joined: whoever joins meanwhile comes on the last page. */
  private static Future<Reply> list(Bus bus, Call call) {
    PageNumber page = PageNumber.of(call);
    return bus.ask(
            new ListUsersByNumber(
                call.caller(),
                UserFilter.ALL,
                UserSort.CREATED_AT,
                false,
                page.page(),
                page.size()))
        .map(
            found ->
                page.json(
                    found.items().stream().map(UserResponse::json).toList(), found.totalFiltered()))
        .map(json -> Replies.of(200, json));
  }

  private static Reply told(MemberView user) {
    return Replies.of(200, UserResponse.json(user));
  }

  private static PersonId user(Call call) {
    return PersonId.of(call.path("userId"));
  }

  /** Exactly one. */
  static Set<RoleId> role(Call call) {
    return Set.of(RoleId.of(call.text("roleId")));
  }

  /** What is absent stays, what is null or blank is cleared. */
  private static UpdateUser profile(Call call) {
    JsonObject body = call.body();
    Map<ProfileField, String> set = new EnumMap<>(ProfileField.class);
    Set<ProfileField> clear = EnumSet.noneOf(ProfileField.class);
    PROFILE.forEach(
        (name, field) -> {
          String text = body.getString(name, "");
          if (body.containsKey(name) && (text == null || text.isBlank())) {
            clear.add(field);
          } else if (body.containsKey(name)) {
            set.put(field, text);
          }
        });
    return new UpdateUser(call.caller(), user(call), set, clear, null, null, null);
  }
}
