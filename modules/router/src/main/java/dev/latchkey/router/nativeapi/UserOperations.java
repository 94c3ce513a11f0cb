package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.CreateUsers;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.EndUserLogins;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.sessions.ImpersonateUser;
import dev.latchkey.api.sessions.Impersonated;
import dev.latchkey.api.sessions.ListUserLogins;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The people of the caller's organisation. */
final class UserOperations {

  private static final String ME = "me";

  private UserOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(bus, "listUsers", ListUsers.class, UserOperations::list, Reply::ok),
        SurfaceOperation.of(
            bus,
            "createUser",
            CreateUser.class,
            UserOperations::create,
            made -> Reply.created(made, Paths.USERS + "/" + made.user().id())),
        SurfaceOperation.of(
            bus,
            "describeUser",
            DescribeUser.class,
            call -> new DescribeUser(call.caller(), user(call)),
            UserOperations::tagged),
        SurfaceOperation.of(
            bus, "updateUser", UpdateUser.class, UserOperations::update, UserOperations::tagged),
        SurfaceOperation.of(
            bus,
            "removeUser",
            RemoveUser.class,
            call -> new RemoveUser(call.caller(), user(call), expected(call)),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "assignRoles",
            AssignRoles.class,
            call -> new AssignRoles(call.caller(), user(call), roleIds(call), expected(call)),
            UserOperations::tagged),
        SurfaceOperation.of(
            bus,
            "disableUser",
            DisableUser.class,
            call -> new DisableUser(call.caller(), user(call)),
            UserOperations::tagged),
        SurfaceOperation.of(
            bus,
            "enableUser",
            EnableUser.class,
            call -> new EnableUser(call.caller(), user(call), roleIds(call)),
            UserOperations::tagged),
        SurfaceOperation.of(
            bus,
            "describeUserPermissions",
            DescribeUserPermissions.class,
            call -> new DescribeUserPermissions(call.caller(), user(call)),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "listUserOrganizations",
            ListUserOrganizations.class,
            call ->
                new ListUserOrganizations(call.caller(), user(call), call.limit(), call.marker()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "listUserLogins",
            ListUserLogins.class,
            call -> new ListUserLogins(call.caller(), user(call)),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "endUserLogins",
            EndUserLogins.class,
            call -> new EndUserLogins(call.caller(), user(call)),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "impersonateUser",
            ImpersonateUser.class,
            call -> new ImpersonateUser(call.caller(), user(call), call.text("reason")),
            UserOperations::impersonated),
        SurfaceOperation.of(
            bus,
            "createUsers",
            CreateUsers.class,
            call -> new CreateUsers(call.caller(), newUsers(call)),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "anonymizeUsers",
            AnonymizeUsers.class,
            call -> new AnonymizeUsers(call.caller(), userIds(call)),
            Reply::ok));
  }

  /** Whom the path names. */
  static PersonId user(Call call) {
    String user = call.path("user");
    return user.equals(ME) ? call.caller().person() : PersonId.of(user);
  }

  private static Reply tagged(MemberView user) {
    return Reply.ok(user).with(HttpHeaders.ETAG, EntityTag.of(user.version()));
  }

  private static @Nullable Integer expected(Call call) {
    return EntityTag.expected(call.header("If-Match"));
  }

  private static ListUsers list(Call call) {
    UserFilter filter =
        new UserFilter(
            call.query("search"),
            Optional.ofNullable(call.query("state")).map(MemberState::of).orElse(null),
            Optional.ofNullable(call.query("role")).map(RoleId::of).orElse(null));
    return new ListUsers(
        call.caller(),
        filter,
        UserSort.of(String.valueOf(call.query("sort"))),
        "desc".equals(call.query("order")),
        call.limit(),
        call.marker());
  }

  /** A token as the contract names its fields. */
  private record ImpersonationBody(String accessToken, long expiresIn, LoginId loginId) {}

  private static Reply impersonated(Impersonated done) {
    return Reply.created(
        new ImpersonationBody(done.accessToken(), done.expiresInSeconds(), done.loginId()),
        Paths.ME);
  }

  private static CreateUser create(Call call) {
    JsonObject body = call.body();
    return new CreateUser(call.caller(), newUser(body), body.getString("password"), roleIds(body));
  }

  private static List<CreateUsers.Item> newUsers(Call call) {
    return call.body().getJsonArray("users").stream()
        .map(JsonObject.class::cast)
        .map(each -> new CreateUsers.Item(newUser(each), each.getString("password"), roleIds(each)))
        .toList();
  }

  private static NewUser newUser(JsonObject body) {
    return new NewUser(
        body.getString("email"),
        body.getString("userName"),
        body.getString("givenName"),
        body.getString("familyName"),
        body.getString("displayName"),
        body.getString("title"));
  }

  private static UpdateUser update(Call call) {
    ProfileChange profile = ProfileChange.of(call.body());
    return new UpdateUser(
        call.caller(),
        user(call),
        profile.set(),
        profile.clear(),
        call.optionalText("email"),
        call.optionalText("userName"),
        expected(call));
  }

  private static Set<RoleId> roleIds(Call call) {
    return roleIds(call.body());
  }

  private static Set<RoleId> roleIds(JsonObject body) {
    return body.getJsonArray("roleIds", new JsonArray()).stream()
        .map(id -> RoleId.of((String) id))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<PersonId> userIds(Call call) {
    return call.body().getJsonArray("userIds").stream()
        .map(id -> PersonId.of((String) id))
        .toList();
  }
}
