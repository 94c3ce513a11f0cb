package dev.latchkey.accounts.users;

import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.function.BiFunction;

/** What every act on somebody of the organisation begins and ends with. */
final class Administration {

  private final Once once;
  private final UserListStore views;

  Administration(Once once, UserListStore views) {
    this.once = once;
    this.views = views;
  }

  /** Runs the work on a locked member, at most once by key. */
  <R extends Record> Future<R> change(
      IdempotentRequest<R> request,
      Class<R> type,
      PersonId user,
      BiFunction<Sql, Member, Future<R>> work) {
    return once.transaction(
        request,
        type,
        sql ->
            MemberStore.lock(sql, request.caller(), user)
                .compose(member -> work.apply(sql, member)));
  }

  /** Counts and records a change, and answers the member as they are now. */
  Future<MemberView> settle(Sql sql, Member member, Change change) {
    return PersonStore.touch(sql, member.id())
        .compose(touched -> EventLog.append(sql, change))
        .compose(appended -> view(sql, member));
  }

  Future<MemberView> view(Sql sql, Member member) {
    return views.find(sql, member.organization(), member.id());
  }

  /** Refused where nobody else would own the organisation. */
  static Future<Void> leaveOwnerBehind(Sql sql, Member member) {
    return member.isActiveOwner()
        ? OrganizationStore.leaveOwnerBehind(sql, member.organization(), member.id())
        : Future.succeededFuture();
  }
}
