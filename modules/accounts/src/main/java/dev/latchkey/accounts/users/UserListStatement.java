package dev.latchkey.accounts.users;

import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.kernel.secret.PlaceMarkers.Place;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statement that finds a page of people. Made for one page; not thread-safe.
 *
 * <p>Without a filter it reads the page from the index of the order. With one it looks at the next
 * {@link #WINDOW} people of that index first: what many people have fills the page there. Otherwise
 * it gathers everybody with that feature by the feature's own index, and sorts them. Left to itself
 * the planner would follow the order as soon as it expects enough of them on the way, and pass a
 * million people where they all come last, such as everybody of one first name.
 */
final class UserListStatement {

  /** How many people are looked at in passing (chosen by measurement: some 2 ms). */
  private static final int WINDOW = 500;

  private static final String PLAIN =
      """
      WITH page AS MATERIALIZED (
        SELECT m.person_id FROM accounts.membership m
         WHERE m.organization_id = $1 {after}
         ORDER BY {order} LIMIT $2)
      """;

  private static final String FILTERED =
      """
      WITH near AS MATERIALIZED (
        SELECT m.person_id FROM (
          SELECT * FROM accounts.membership m
           WHERE m.organization_id = $1 {after}
           ORDER BY {order} LIMIT {window}) AS m
         WHERE {filter}
         ORDER BY {order} LIMIT $2),
      page AS MATERIALIZED (
        SELECT person_id FROM near WHERE (SELECT count(*) FROM near) >= $2
        UNION ALL
        (SELECT m.person_id FROM (
           SELECT m.person_id, {key} FROM accounts.membership m
            WHERE m.organization_id = $1 {after} AND {filter} OFFSET 0) AS m
          WHERE (SELECT count(*) FROM near) < $2
          ORDER BY {order} LIMIT $2))
      """;

  private static final String READ =
      """
      SELECT {columns}, m.sort_name, m.sort_email
        FROM page JOIN accounts.membership m ON m.organization_id = $1 AND m.person_id = page.person_id
       {joins}
       ORDER BY {order}\
      """;

  private static final String SEARCH = "m.search LIKE accounts.search_pattern(%s)";

  private static final String ADDRESS =
      """
      m.person_id IN (
        SELECT x.person_id FROM accounts.membership x
         WHERE x.organization_id = $1 AND x.sort_email LIKE accounts.prefix_pattern(%1$s)
        UNION ALL SELECT h.id FROM accounts.person h WHERE h.handle = lower(%1$s))\
      """;

  private static final String ROLE =
      """
      m.person_id IN (
        SELECT r.person_id FROM accounts.membership_role r
         WHERE r.organization_id = $1 AND r.role_id = %s)\
      """;

  private final UserListing listing;
  private final List<@Nullable Object> values = new ArrayList<>();

  private UserListStatement(UserListing listing) {
    this.listing = listing;
  }

  /** The statement for a page, with these columns of each person. */
  static Statement of(UserListing listing, String columns) {
    return new UserListStatement(listing).make(columns);
  }

  private Statement make(String columns) {
    bind(listing.organization().value());
    bind(listing.limit());
    boolean plain = listing.filter().isEmpty();
    String text =
        (plain ? PLAIN : Sql.PLANNED_ANEW + FILTERED)
            .replace("{after}", after())
            .replace("{filter}", plain ? "" : filter())
            .replace("{window}", String.valueOf(WINDOW));
    return new Statement(
        (text + READ)
            .replace("{order}", order())
            .replace("{key}", key())
            .replace("{columns}", columns)
            .replace("{joins}", UserListStore.JOINS),
        values);
  }

  private String after() {
    Place after = listing.after();
    if (after == null) {
      return "";
    }
    boolean time = listing.order().sort() == UserSort.CREATED_AT;
    String key = bind(time ? OffsetDateTime.parse(after.key()) : after.key());
    String comparison = listing.order().descending() ? "<" : ">";
    return "AND (%s, m.person_id) %s (%s, %s)".formatted(key(), comparison, key, bind(after.id()));
  }

  private String filter() {
    UserListing.Filter filter = listing.filter();
    List<String> conditions = new ArrayList<>();
    if (filter.search() != null) {
      String condition = filter.search().address() ? ADDRESS : SEARCH;
      conditions.add(condition.formatted(bind(filter.search().text())));
    }
    if (filter.state() != null) {
      conditions.add("m.state = " + bind(filter.state().wireName()));
    }
    if (filter.role() != null) {
      conditions.add(ROLE.formatted(bind(filter.role().value())));
    }
    return String.join(" AND ", conditions);
  }

  private String key() {
    return switch (listing.order().sort()) {
      case NAME -> "m.sort_name";
      case EMAIL -> "m.sort_email";
      case CREATED_AT -> "m.created_at";
    };
  }

  private String order() {
    String way = listing.order().descending() ? " DESC" : "";
    return key() + way + ", m.person_id" + way;
  }

  private String bind(Object value) {
    values.add(value);
    return "$" + values.size();
  }
}
