package dev.latchkey.accounts.users;

import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Somebody is kept out of an organisation, and let in again. */
final class MembershipState {

  private final Administration administration;
  private final Bus bus;

  MembershipState(Administration administration, Bus bus) {
    this.administration = administration;
    this.bus = bus;
  }

  /** Answers {@link DisableUser}. */
  Future<MemberView> disable(DisableUser request) {
    return administration
        .change(
            request,
            MemberView.class,
            request.user(),
            (sql, member) -> disable(sql, member.notCaller().withinReach()))
        .compose(disabled -> forgetLogins(request).map(disabled));
  }

  private Future<MemberView> disable(Sql sql, Member member) {
    return member.facts().state() == MemberState.DISABLED
        ? administration.view(sql, member)
        : Administration.leaveOwnerBehind(sql, member)
            .compose(free -> MemberStore.disable(sql, member))
            .compose(
                done -> administration.settle(sql, member, member.change(EventType.USER_DISABLED)));
  }

  /** The logins are over since the commit; this only takes them off the lists. */
  private Future<Void> forgetLogins(DisableUser request) {
    return bus.ask(
            new EndLoginsIn(request.user(), Users.organization(request.caller()), "user_disabled"))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Answers {@link EnableUser}. */
  Future<MemberView> enable(EnableUser request) {
    return Future.succeededFuture(request.roleIds())
        .map(RoleGrant::bounded)
        .compose(
            roles ->
                administration.change(
                    request,
                    MemberView.class,
                    request.user(),
                    (sql, member) -> enable(sql, member.withinReach(), roles)));
  }

  private Future<MemberView> enable(Sql sql, Member member, Set<RoleId> roles) {
    return member.facts().state() != MemberState.DISABLED
        ? administration.view(sql, member)
        : changeRoles(sql, member, roles)
            .compose(
                changed ->
                    MemberStore.enable(sql, member)
                        .compose(
                            done ->
                                administration.settle(
                                    sql,
                                    member,
                                    RoleAssignment.tell(
                                        member.change(EventType.USER_ENABLED), changed, roles))));
  }

  private static Future<List<HeldRoles.Role>> changeRoles(
      Sql sql, Member member, Set<RoleId> roles) {
    return roles.isEmpty()
        ? Future.succeededFuture(List.of())
        : RoleAssignment.replace(sql, member, roles);
  }
}
