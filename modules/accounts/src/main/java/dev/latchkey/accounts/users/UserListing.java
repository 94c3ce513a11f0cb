package dev.latchkey.accounts.users;

import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.secret.PlaceMarkers.Place;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which people are asked for, in which order.
 *
 * @param after where the page starts; null for the beginning
 * @param limit how many at most
 */
record UserListing(
    OrganizationId organization, Filter filter, Order order, @Nullable Place after, int limit) {

  /** What is null or empty doesn't matter. */
  record Filter(@Nullable UserSearch search, Set<MemberState> states, @Nullable RoleId role) {

    /**
     * What is asked for.
     *
     * @throws dev.latchkey.api.bus.Refusal as {@link UserSearch#of}
     */
    static Filter of(UserFilter asked) {
      return new Filter(UserSearch.of(asked.search()), asked.states(), asked.role());
    }

    boolean isEmpty() {
      return search == null && states.isEmpty() && role == null;
    }
  }

  /** How a list is sorted. */
  record Order(UserSort sort, boolean descending) {

    /** Whether by times, and not by texts. */
    boolean byTime() {
      return sort == UserSort.CREATED_AT || sort == UserSort.MODIFIED_AT;
    }
  }

  /** Names the list to its markers: they are worthless in any other one. */
  String scope() {
    UserSearch search = filter.search();
    return "users:%s:%s:%s:%s:%s:%s"
        .formatted(
            organization,
            order.sort(),
            order.descending(),
            filter.states().stream().sorted().toList(),
            filter.role(),
            search == null ? "" : "=" + search.text());
  }

  UserListing startingAfter(@Nullable Place place) {
    return new UserListing(organization, filter, order, place, limit);
  }

  /** What is still wanted of the next span, after that many. */
  UserListing rest(int found) {
    return new UserListing(organization, filter, order, null, limit - found);
  }
}
