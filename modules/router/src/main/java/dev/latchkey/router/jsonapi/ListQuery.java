package dev.latchkey.router.jsonapi;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.router.surface.Call;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a list says.
 *
 * @param filter null for none
 * @param page 0 for the first
 * @param sort without the sign
 */
record ListQuery(
    @Nullable String filter,
    Set<MemberState> states,
    String sort,
    boolean descending,
    int page,
    int size) {

  static ListQuery of(Call call) {
    String sort = Objects.requireNonNullElse(call.query("sort"), "name");
    boolean minus = sort.startsWith("-");
    String filter = call.query("filter");
    return new ListQuery(
        filter == null || filter.isBlank() ? null : filter,
        states(call.query("filter[status]")),
        minus ? sort.substring(1) : sort,
        minus || "desc".equals(call.query("sort_dir")),
        call.request().query().getInteger("page[number]"),
        call.request().query().getInteger("page[size]"));
  }

  private static Set<MemberState> states(@Nullable String statuses) {
    return statuses == null || statuses.isEmpty()
        ? Set.of()
        : Stream.of(statuses.split(",")).map(UserResource::state).collect(toUnmodifiableSet());
  }

  /** People; of those only who hold a role, if one is given. */
  ListUsersByNumber users(Caller caller, @Nullable RoleId role) {
    return new ListUsersByNumber(
        caller, new UserFilter(filter, states, role), userSort(), descending, page, size);
  }

  /** A person is no number of people, so that one may as well go by their names. */
  private UserSort userSort() {
    return switch (sort) {
      case "email" -> UserSort.EMAIL;
      case "created_at" -> UserSort.CREATED_AT;
      case "modified_at" -> UserSort.MODIFIED_AT;
      default -> UserSort.NAME;
    };
  }
}
