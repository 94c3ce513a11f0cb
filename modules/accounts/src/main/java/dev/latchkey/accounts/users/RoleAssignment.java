package dev.latchkey.accounts.users;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.ChangeRoles;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An administrator says which roles somebody holds. */
final class RoleAssignment {

  private final Administration administration;

  RoleAssignment(Administration administration) {
    this.administration = administration;
  }

  /** Answers {@link AssignRoles}. */
  Future<MemberView> assign(AssignRoles request) {
    return Future.succeededFuture(request.roleIds())
        .map(RoleAssignment::some)
        .map(RoleGrant::bounded)
        .compose(
            wanted ->
                administration.change(
                    request,
                    MemberView.class,
                    request.user(),
                    (sql, member) ->
                        assign(sql, member.inVersion(request.expectedVersion()), wanted)));
  }

  /** Answers {@link ChangeRoles}: what is held is read once the person is locked. */
  Future<MemberView> change(ChangeRoles request) {
    return administration.change(
        request,
        MemberView.class,
        request.user(),
        (sql, member) -> assign(sql, member, RoleGrant.bounded(some(changed(member, request)))));
  }

  private static Set<RoleId> changed(Member member, ChangeRoles request) {
    Set<RoleId> roles = new HashSet<>(request.give());
    member.facts().roles().roles().forEach(held -> roles.add(held.id()));
    roles.removeAll(request.take());
    return roles;
  }

  /** {@link Failure#INVALID_REQUEST} for none. */
  static Set<RoleId> some(Set<RoleId> ids) {
    if (ids.isEmpty()) {
      throw Failure.INVALID_REQUEST.refusal("A person has at least one role.");
    }
    return ids;
  }

  /** The same of somebody who is locked, to 1 to 20 roles. */
  Future<MemberView> assign(Sql sql, Member member, Set<RoleId> wanted) {
    return replace(sql, member, wanted)
        .compose(
            changed ->
                changed.isEmpty()
                    ? administration.view(sql, member)
                    : administration.settle(sql, member, told(member, changed, wanted)));
  }

  private static Change told(Member member, List<HeldRoles.Role> changed, Set<RoleId> wanted) {
    return tell(member.change(EventType.USER_ROLES_CHANGED), changed, wanted);
  }

  /** Replaces the roles of a member, within the rules; answers those that were given or taken. */
  static Future<List<HeldRoles.Role>> replace(Sql sql, Member member, Set<RoleId> wanted) {
    HeldRoles before = member.facts().roles();
    return MemberStore.roles(sql, member.caller(), wanted)
        .compose(
            after -> {
              RoleGrant.check(member.caller(), member.facts().callerOwns(), wanted, before, after);
              return keepOwner(sql, member, after)
                  .compose(kept -> MemberStore.setRoles(sql, member, wanted))
                  .map(set -> RoleGrant.changed(before, after));
            });
  }

  private static Future<Void> keepOwner(Sql sql, Member member, HeldRoles after) {
    return after.holds(BuiltInRole.OWNER.id())
        ? Future.succeededFuture()
        : Administration.leaveOwnerBehind(sql, member);
  }

  /** Adds to an event which roles were given and taken. */
  static Change tell(Change change, List<HeldRoles.Role> changed, Set<RoleId> wanted) {
    return change
        .with("given", ids(changed, wanted, true))
        .with("taken", ids(changed, wanted, false));
  }

  private static JsonArray ids(List<HeldRoles.Role> changed, Set<RoleId> wanted, boolean given) {
    return new JsonArray(
        changed.stream()
            .map(HeldRoles.Role::id)
            .filter(id -> wanted.contains(id) == given)
            .map(RoleId::toString)
            .toList());
  }
}
