package dev.latchkey.accounts.users;

import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Somebody is kept out of an organisation, and let in again. */
final class MembershipState {

  private final Administration administration;
  private final OldLogins oldLogins;

  MembershipState(Administration administration, Bus bus) {
    this.administration = administration;
    this.oldLogins = new OldLogins(bus);
  }

  /** Answers {@link DisableUser}. */
  Future<MemberView> disable(DisableUser request) {
    return administration
        .change(
            request,
            MemberView.class,
            request.user(),
            (sql, member) -> disable(sql, member.notCaller().withinReach()))
        .compose(
            disabled ->
                oldLogins.forget(request.caller(), request.user(), "user_disabled", disabled));
  }

  private Future<MemberView> disable(Sql sql, Member member) {
    return member.facts().state() == MemberState.DISABLED
        ? administration.view(sql, member)
        : Administration.leaveOwnerBehind(sql, member)
            .compose(free -> withdrawLinks(sql, member))
            .compose(gone -> MemberStore.setState(sql, member, MemberState.DISABLED))
            .compose(
                done ->
                    administration.settle(sql, member, member.announced(EventType.USER_DISABLED)));
  }

  /** The links of an external account are its owner's way into other organisations too. */
  private static Future<Void> withdrawLinks(Sql sql, Member member) {
    return member.facts().type() == AccountType.MANAGED
        ? LinkStore.withdraw(sql, member.id(), null)
        : Future.succeededFuture();
  }

  /**
   * Answers {@link EnableUser}. It revives nothing: with its state the membership's admission has
   * changed, and logins and tokens name the one that they were made in.
   */
  Future<MemberView> enable(EnableUser request) {
    return Future.succeededFuture(request.roleIds())
        .map(RoleGrant::bounded)
        .compose(
            roles ->
                administration.change(
                    request,
                    MemberView.class,
                    request.user(),
                    (sql, member) -> enableDisabled(sql, member.withinReach(), roles)));
  }

  private Future<MemberView> enableDisabled(Sql sql, Member member, Set<RoleId> roles) {
    return member.facts().state() == MemberState.DISABLED
        ? enable(sql, member, roles)
        : administration.view(sql, member);
  }

  private Future<MemberView> enable(Sql sql, Member member, Set<RoleId> roles) {
    return changeRoles(sql, member, roles)
        .compose(
            changed ->
                MemberStore.setState(sql, member, MemberState.ACTIVE)
                    .compose(
                        done ->
                            administration.settle(
                                sql,
                                member,
                                RoleAssignment.tell(
                                    member.announced(EventType.USER_ENABLED), changed, roles))));
  }

  private static Future<List<HeldRoles.Role>> changeRoles(
      Sql sql, Member member, Set<RoleId> roles) {
    return roles.isEmpty()
        ? Future.succeededFuture(List.of())
        : RoleAssignment.replace(sql, member, roles);
  }
}
