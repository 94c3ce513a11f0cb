package dev.latchkey.accounts.users;

import dev.latchkey.kernel.secret.PlaceMarkers.Place;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that find people; {@link UserSelection} says when which of them is right. Each is
 * made for one page, by an object of its own; not thread-safe.
 */
final class UserListStatement {

  /**
   * How many people are looked at in passing (chosen by measurement: some 2 ms). A filter that one
   * of fifty meets fills a page of a hundred there.
   */
  static final int WINDOW = 5_000;

  /** From how many of the sample on many meet a filter: some two thousand of a million. */
  private static final int MANY = 4;

  private static final String PLAIN =
      """
      WITH page AS MATERIALIZED (
        SELECT m.person_id, true AS hit FROM accounts.membership m
         WHERE m.organization_id = $1 {after}
         ORDER BY {order} LIMIT $2)
      """;

  /** One in 512, whom chance has picked, by an index of their own. */
  private static final String SAMPLE =
      """
      SELECT accounts.folded({text}) AS text,
             (SELECT count(*) >= {many} FROM (
                SELECT FROM (
                  SELECT * FROM accounts.membership m
                   WHERE m.organization_id = $1 AND uuid_hash(m.person_id) & 511 = 0 OFFSET 0) AS m
                 WHERE {filter} LIMIT {many}) AS hit) AS many\
      """;

  private static final String GATHERED =
      """
      WITH page AS MATERIALIZED (
        SELECT m.person_id, true AS hit FROM (
          SELECT * FROM accounts.membership m
           WHERE m.organization_id = $1 {after} AND {filter} OFFSET 0) AS m
         ORDER BY {order} LIMIT $2)
      """;

  /** The last one who was looked at comes along as no hit, where the window is too small. */
  private static final String PASSED =
      """
      WITH hit AS MATERIALIZED (
        SELECT m.person_id FROM (
          SELECT * FROM accounts.membership m
           WHERE m.organization_id = $1 {span} {after}
           ORDER BY {order} LIMIT {window}) AS m
         WHERE {filter}
         ORDER BY {order} LIMIT $2),
      page AS MATERIALIZED (
        SELECT person_id, true AS hit FROM hit
        UNION ALL
        (SELECT m.person_id, false FROM accounts.membership m
          WHERE (SELECT count(*) FROM hit) < $2 AND m.organization_id = $1 {span} {after}
          ORDER BY {order} OFFSET {window} - 1 LIMIT 1))
      """;

  private static final String NUMBERED =
      """
      WITH everybody AS MATERIALIZED (
        SELECT count(*) AS number FROM accounts.membership m WHERE m.organization_id = $1),
      {found}
      hit AS MATERIALIZED ({hits}),
      page AS MATERIALIZED (
        SELECT m.person_id FROM {source} AS m
         WHERE {filter}
         ORDER BY {order} LIMIT $2 OFFSET {passed})
      SELECT everybody.number AS total, hit.number AS total_filtered, {columns}
        FROM everybody CROSS JOIN hit
        LEFT JOIN (page
          JOIN accounts.membership m ON m.organization_id = $1 AND m.person_id = page.person_id
          {joins}) ON true
       ORDER BY {order}\
      """;

  /** Whoever a search finds, to be looked for once. */
  private static final String FOUND =
      """
      found AS MATERIALIZED (
        SELECT m.person_id, {key} FROM accounts.membership m WHERE {filter}),\
      """;

  private static final String HITS = "SELECT count(*) AS number FROM {source} AS m WHERE {filter}";

  private static final String READ =
      """
      SELECT {columns}, m.sort_name, m.sort_email, page.hit
        FROM page JOIN accounts.membership m ON m.organization_id = $1 AND m.person_id = page.person_id
       {joins}
       ORDER BY {order}\
      """;

  private static final String SEARCH = "m.search LIKE accounts.search_pattern(%s)";

  private static final String ADDRESS =
      """
      (m.sort_email LIKE accounts.prefix_pattern(%1$s)
       OR m.person_id = (SELECT h.id FROM accounts.person h WHERE h.handle = lower(%1$s)))\
      """;

  private static final String ROLE =
      """
      m.person_id IN (
        SELECT r.person_id FROM accounts.membership_role r
         WHERE r.organization_id = $1 AND r.role_id = %s)\
      """;

  private final UserListing listing;
  private final List<@Nullable Object> values = new ArrayList<>();

  /** For a page of that listing. */
  UserListStatement(UserListing listing) {
    this.listing = listing;
    bind(listing.organization().value());
  }

  /** A page of everybody, from the index of the order. */
  Statement plain(String columns) {
    bind(listing.limit());
    return page(PLAIN.replace("{after}", after()), "", columns);
  }

  /** Whether many meet the filter, and the text that is looked for as it is kept. */
  Statement sample() {
    UserSearch search = listing.filter().search();
    String text = bind(search == null ? null : search.text());
    return new Statement(
        (Sql.PLANNED_ANEW + SAMPLE)
            .replace("{text}", text + "::text")
            .replace("{many}", String.valueOf(MANY))
            .replace("{filter}", filter()),
        values);
  }

  /**
   * A page of all who meet the filter: they are gathered by its own index, and sorted.
   *
   * @param first whoever is in it comes before the others
   */
  Statement gathered(Span first, String columns) {
    bind(listing.limit());
    String rank = first.isWhole() ? "" : rank(first) + ", ";
    Place after = listing.after();
    String place =
        after == null ? "" : after(rank, rank.isEmpty() ? "" : rank(first, after) + ", ");
    String text = GATHERED.replace("{after}", place).replace("{filter}", filter());
    return page(Sql.PLANNED_ANEW + text, rank, columns);
  }

  /** Those who meet the filter among the next people of a span of the order. */
  Statement passed(Span span, String columns) {
    bind(listing.limit());
    String text =
        PASSED
            .replace("{span}", within(span))
            .replace("{after}", after())
            .replace("{window}", String.valueOf(WINDOW))
            .replace("{filter}", filter());
    return page(Sql.PLANNED_ANEW + text, "", columns);
  }

  /**
   * A page by its number, with how many there are. Whom a search finds are gathered once, to be
   * counted and sorted; others are counted by an index, and read from the one of the order.
   */
  Statement numbered(long passed, String columns) {
    bind(listing.limit());
    String after = bind(passed) + "::bigint";
    boolean all = listing.filter().isEmpty();
    boolean search = listing.filter().search() != null;
    String mine = "m.organization_id = $1" + (all ? "" : " AND " + filter());
    String text =
        NUMBERED
            .replace("{found}", search ? FOUND.replace("{filter}", mine) : "")
            .replace("{hits}", all ? "SELECT number FROM everybody" : HITS)
            .replace("{source}", search ? "found" : "accounts.membership")
            .replace("{filter}", search ? "true" : mine)
            .replace("{passed}", after);
    return statement(all ? text : Sql.PLANNED_ANEW + text, "", columns);
  }

  private Statement page(String text, String rank, String columns) {
    return statement(text + READ, rank, columns);
  }

  private Statement statement(String text, String rank, String columns) {
    return new Statement(
        text.replace("{order}", order(rank))
            .replace("{key}", key())
            .replace("{columns}", columns)
            .replace("{joins}", UserListStore.JOINS),
        values);
  }

  private String after() {
    return after("", "");
  }

  private String after(String rank, String rankOfPlace) {
    Place after = listing.after();
    if (after == null) {
      return "";
    }
    String key = bind(listing.order().byTime() ? OffsetDateTime.parse(after.key()) : after.key());
    return "AND (%s%s, m.person_id) %s (%s%s, %s)"
        .formatted(
            rank,
            key(),
            listing.order().descending() ? "<" : ">",
            rankOfPlace,
            key,
            bind(after.id()));
  }

  private String within(Span span) {
    return (span.from() == null ? "" : "AND " + key() + " >= " + bind(span.from()))
        + (span.to() == null ? "" : " AND " + key() + " < " + bind(span.to()));
  }

  /** Sorts the span to the front, whichever way the list runs. */
  private String rank(Span first) {
    return "((true %s) = %s)".formatted(within(first), listing.order().descending());
  }

  private boolean rank(Span first, Place place) {
    return first.contains(place.key()) == listing.order().descending();
  }

  private String filter() {
    UserListing.Filter filter = listing.filter();
    List<String> conditions = new ArrayList<>();
    if (filter.search() != null) {
      String condition = filter.search().address() ? ADDRESS : SEARCH;
      conditions.add(condition.formatted(bind(filter.search().text())));
    }
    if (!filter.states().isEmpty()) {
      conditions.add(
          filter.states().stream()
              .map(state -> bind(state.wireName()))
              .collect(Collectors.joining(", ", "m.state IN (", ")")));
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
      case MODIFIED_AT -> "m.modified_at";
    };
  }

  private String order(String rank) {
    String way = listing.order().descending() ? " DESC" : "";
    return rank.replace(", ", way + ", ") + key() + way + ", m.person_id" + way;
  }

  private String bind(@Nullable Object value) {
    values.add(value);
    return "$" + values.size();
  }
}
