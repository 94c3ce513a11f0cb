package dev.latchkey.accounts.users;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.email.EmailStore;
import dev.latchkey.accounts.me.ProfileText;
import dev.latchkey.accounts.person.ProfileStore;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An administrator changes a managed account. */
final class UserUpdate {

  /** The request with its texts as they are kept. */
  private record Wanted(
      UpdateUser request,
      Map<ProfileField, String> set,
      @Nullable EmailAddress email,
      @Nullable String userName) {

    static Wanted of(UpdateUser request) {
      return new Wanted(
          request,
          ProfileText.of(request.set()),
          request.email() == null ? null : EmailAddress.of(request.email()),
          request.userName() == null ? null : UserName.of(request.userName()));
    }

    List<String> fields() {
      return Stream.concat(set.keySet().stream(), request.clear().stream())
          .map(ProfileField::wireName)
          .sorted()
          .toList();
    }
  }

  private final Once once;
  private final Administration administration;
  private final AddressReplacement addresses;
  private final MembershipState states;
  private final RoleAssignment roles;
  private final OldLogins oldLogins;

  UserUpdate(Once once, Administration administration, Acts acts) {
    this.once = once;
    this.administration = administration;
    this.addresses = acts.addresses();
    this.states = acts.states();
    this.roles = new RoleAssignment(administration);
    this.oldLogins = acts.oldLogins();
  }

  /** What other acts of administrators it is made of. */
  record Acts(AddressReplacement addresses, MembershipState states, OldLogins oldLogins) {}

  /** Answers {@link UpdateUser}. */
  Future<MemberView> update(UpdateUser request) {
    return Future.succeededFuture(request)
        .map(Wanted::of)
        .compose(
            wanted ->
                once.transaction(
                    request,
                    MemberView.class,
                    sql ->
                        hold(sql, wanted)
                            .compose(
                                held -> MemberStore.lock(sql, request.caller(), request.user()))
                            .map(member -> checked(member, request))
                            .compose(member -> update(sql, member, wanted))))
        .compose(updated -> forgetLogins(request, updated));
  }

  private Future<MemberView> forgetLogins(UpdateUser request, MemberView updated) {
    return Boolean.TRUE.equals(request.disabled())
        ? oldLogins.forget(request.caller(), request.user(), "user_disabled", updated)
        : Future.succeededFuture(updated);
  }

  /** Before the person is locked, as whoever proves an address does it in this order too. */
  private static Future<Void> hold(Sql sql, Wanted wanted) {
    return wanted.email() == null ? Future.succeededFuture() : EmailStore.hold(sql, wanted.email());
  }

  private static Member checked(Member member, UpdateUser request) {
    boolean othersOnly = request.email() != null || Boolean.TRUE.equals(request.disabled());
    Member free = othersOnly ? member.notCaller() : member;
    boolean membership = request.disabled() != null || request.roleIds() != null;
    Member own = membership && !request.changesAccount() ? free : free.managed();
    return own.withinReach().inVersion(request.expectedVersion());
  }

  private Future<MemberView> update(Sql sql, Member member, Wanted wanted) {
    return changeProfile(sql, member, wanted)
        .compose(changed -> changeUserName(sql, member, wanted.userName()))
        .compose(changed -> changeEmail(sql, member, wanted.email()))
        .compose(changed -> changeRoles(sql, member, wanted.request().roleIds()))
        .compose(changed -> changeState(sql, member, wanted.request().disabled()))
        .compose(changed -> administration.view(sql, member));
  }

  private static Future<Void> changeProfile(Sql sql, Member member, Wanted wanted) {
    List<String> fields = wanted.fields();
    return fields.isEmpty()
        ? Future.succeededFuture()
        : ProfileStore.update(sql, member.id(), wanted.set(), wanted.request().clear())
            .compose(
                updated ->
                    EventLog.append(
                        sql,
                        member
                            .change(EventType.USER_UPDATED)
                            .with("fields", new JsonArray(fields))));
  }

  private static Future<Void> changeUserName(Sql sql, Member member, @Nullable String userName) {
    return userName == null
        ? Future.succeededFuture()
        : HandleStore.change(sql, member.id(), userName)
            .compose(
                outcome ->
                    switch (outcome) {
                      case UNCHANGED -> Future.succeededFuture();
                      case TAKEN -> Future.failedFuture(Failure.USER_NAME_TAKEN.refusal());
                      case CHANGED ->
                          EventLog.append(
                              sql,
                              member
                                  .change(EventType.USER_UPDATED)
                                  .with("fields", new JsonArray(List.of("userName"))));
                    });
  }

  private Future<Void> changeRoles(Sql sql, Member member, @Nullable Set<RoleId> wanted) {
    return wanted == null
        ? Future.succeededFuture()
        : roles.assign(sql, member, RoleGrant.bounded(RoleAssignment.some(wanted))).mapEmpty();
  }

  private Future<Void> changeState(Sql sql, Member member, @Nullable Boolean disabled) {
    if (disabled == null) {
      return Future.succeededFuture();
    }
    return disabled
        ? states.disable(sql, member).mapEmpty()
        : states.enableDisabled(sql, member, Set.of()).mapEmpty();
  }

  private Future<Void> changeEmail(Sql sql, Member member, @Nullable EmailAddress email) {
    return email == null ? Future.succeededFuture() : addresses.replace(sql, member, email);
  }
}
