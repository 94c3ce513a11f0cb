package dev.latchkey.accounts.users;

import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Somebody is kept out of an organisation, and let in again. */
final class MembershipState {

  private final Database database;
  private final UserListStore views;
  private final Administration administration;
  private final Bus bus;

  MembershipState(Database database, UserListStore views, Administration administration, Bus bus) {
    this.database = database;
    this.views = views;
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
        .compose(
            disabled -> endLogins(request.caller(), request.user()).otherwiseEmpty().map(disabled));
  }

  private Future<MemberView> disable(Sql sql, Member member) {
    return member.facts().state() == MemberState.DISABLED
        ? administration.view(sql, member)
        : Administration.leaveOwnerBehind(sql, member)
            .compose(free -> LinkStore.withdraw(sql, member.id(), null))
            .compose(gone -> MemberStore.setState(sql, member, MemberState.DISABLED))
            .compose(
                done -> administration.settle(sql, member, member.change(EventType.USER_DISABLED)));
  }

  /** None counts while the membership is disabled; ended, none will ever count again. */
  private Future<Void> endLogins(Caller caller, PersonId user) {
    return bus.ask(new EndLoginsIn(user, Users.organization(caller), "user_disabled")).mapEmpty();
  }

  /**
   * Answers {@link EnableUser}. Nobody is let in while a login of before could come alive with the
   * membership: whether disabling has ended them all is not known, as it didn't wait for that.
   */
  Future<MemberView> enable(EnableUser request) {
    return Future.succeededFuture(request.roleIds())
        .map(RoleGrant::bounded)
        .compose(roles -> endOldLogins(request))
        .compose(
            ended ->
                administration.change(
                    request,
                    MemberView.class,
                    request.user(),
                    (sql, member) -> enable(sql, member.withinReach(), request.roleIds(), ended)));
  }

  /** Whether they were disabled, and so have no login any more. */
  private Future<Boolean> endOldLogins(EnableUser request) {
    return views
        .find(database, Users.organization(request.caller()), request.user())
        .map(user -> user.state() == MemberState.DISABLED)
        .compose(
            disabled ->
                disabled
                    ? endLogins(request.caller(), request.user()).map(true)
                    : Future.succeededFuture(false));
  }

  private Future<MemberView> enable(
      Sql sql, Member member, Set<RoleId> roles, boolean loginsEnded) {
    if (member.facts().state() != MemberState.DISABLED) {
      return administration.view(sql, member);
    }
    return loginsEnded
        ? enable(sql, member, roles)
        : Future.failedFuture(Failure.UNAVAILABLE.refusal("Somebody is disabling them. Repeat."));
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
                                    member.change(EventType.USER_ENABLED), changed, roles))));
  }

  private static Future<List<HeldRoles.Role>> changeRoles(
      Sql sql, Member member, Set<RoleId> roles) {
    return roles.isEmpty()
        ? Future.succeededFuture(List.of())
        : RoleAssignment.replace(sql, member, roles);
  }
}
