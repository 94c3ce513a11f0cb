package dev.latchkey.router.rpc;

import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.FindUser;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.UserCreated;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import dev.latchkey.router.surface.WholeList;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The people of the caller's organisation, by their handles. */
final class UserOperations {

  private static final int PAGE = 100;
  private static final UserFilter NO_FILTER = new UserFilter(null, Set.of(), null);

  private final Bus bus;

  UserOperations(Bus bus) {
    this.bus = bus;
  }

  List<SurfaceOperation> operations() {
    return List.of(
        SurfaceOperation.of("addUser", CreateUser.class, this::add),
        SurfaceOperation.of("deleteUser", RemoveUser.class, this::delete),
        SurfaceOperation.of("describeUser", DescribeMe.class, this::describe).or(FindUser.class),
        SurfaceOperation.of("updateUser", UpdateMe.class, this::update).or(UpdateUser.class),
        SurfaceOperation.of("listUsers", ListUsers.class, this::list));
  }

  private Future<Reply> add(Call call) {
    SentDetails sent = SentDetails.of(call.body());
    return Future.succeededFuture(sent)
        .map(SentDetails::newUser)
        .compose(
            user ->
                RoleNames.ids(bus, call, sent.rolesUnlike(List.of()).orElse(Set.of()))
                    .compose(
                        roles ->
                            bus.ask(
                                new CreateUser(
                                    call.caller(), user, call.optionalText("Password"), roles))))
        .map(made -> Fields.reply(call, added(made)));
  }

  private static JsonObject added(UserCreated made) {
    JsonObject details = UserDetails.of(made.user());
    Fields.put(details, "GeneratedPassword", made.password());
    return Fields.put(details, "ChangePasswordByUtc", made.changeBy());
  }

  private Future<Reply> delete(Call call) {
    return Addressee.id(bus, call, call.text("UserName"))
        .compose(user -> bus.ask(new RemoveUser(call.caller(), user, null)))
        .map(done -> Reply.noContent());
  }

  private Future<Reply> describe(Call call) {
    return Addressee.either(
            bus,
            call,
            call.path("UserName"),
            me -> Future.succeededFuture(UserDetails.of(me)),
            user ->
                bus.ask(new DescribeUserPermissions(call.caller(), user.id()))
                    .map(held -> Optional.of(held.permissions()))
                    .map(UserDetails::permissions)
                    .map(held -> UserDetails.of(user).put("Permissions", held)))
        .map(details -> Fields.reply(call, details));
  }

  private Future<Reply> list(Call call) {
    return WholeList.of(
            marker ->
                bus.ask(new ListUsers(call.caller(), NO_FILTER, UserSort.NAME, false, PAGE, marker))
                    .map(page -> new WholeList.Part<>(page.items(), page.marker())))
        .map(people -> new JsonArray(people.stream().map(UserDetails::of).toList()))
        .map(people -> new Reply(200, people.toBuffer(), Map.of()));
  }

  private Future<Reply> update(Call call) {
    SentDetails sent = SentDetails.of(call.body());
    return Future.succeededFuture(sent)
        .map(SentDetails::userName)
        .compose(
            userName ->
                Addressee.either(
                    bus,
                    call,
                    userName,
                    me -> updateMe(call, sent, me),
                    user -> updateUser(call, sent, user)))
        .map(done -> Reply.noContent());
  }

  /** Nobody gives themselves roles, nor takes a lock from themselves. */
  private Future<Done> updateMe(Call call, SentDetails sent, Me me) {
    UserView user = Objects.requireNonNull(me.user());
    if (sent.rolesUnlike(UserDetails.roles(me)).isPresent() || sent.locks()) {
      return Future.failedFuture(
          Failure.NOT_YOURSELF.refusal(
              "Your own roles and locks are for somebody else to change."));
    }
    SentDetails.Profile profile =
        sent.profile(user.givenName(), user.familyName(), user.timeZone());
    return bus.ask(
            new UpdateMe(
                call.caller(),
                profile.set(),
                profile.clear(),
                sent.emailUnlike(user.email()),
                null))
        .map(Done.DONE);
  }

  /** All of it or nothing; the names of roles are looked up before. */
  private Future<Done> updateUser(Call call, SentDetails sent, MemberView user) {
    sent.agreeing(user.locked(), user.state() == MemberState.DISABLED);
    SentDetails.Profile profile =
        sent.profile(user.givenName(), user.familyName(), user.timeZone());
    String email = sent.emailUnlike(user.email());
    return roles(call, sent, user)
        .compose(
            roles ->
                roles.isPresent() && profile.isEmpty() && email == null
                    ? bus.ask(new AssignRoles(call.caller(), user.id(), roles.get(), null))
                    : bus.ask(
                        new UpdateUser(
                            call.caller(),
                            user.id(),
                            profile.set(),
                            profile.clear(),
                            email,
                            null,
                            null,
                            null,
                            roles.orElse(null))))
        .map(Done.DONE);
  }

  private Future<Optional<Set<RoleId>>> roles(Call call, SentDetails sent, MemberView user) {
    Optional<Set<String>> names =
        sent.rolesUnlike(user.roles().stream().map(RoleView::name).toList());
    return names.isPresent()
        ? RoleNames.ids(bus, call, names.get()).map(Optional::of)
        : Future.succeededFuture(Optional.empty());
  }
}
