package dev.latchkey.accounts.users;

import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NumberedUsers;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.secret.PlaceMarkers.Place;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All SQL that reads people as administrators see them. Immutable. */
final class UserListStore {

  /**
   * Somebody in a list.
   *
   * @param hit whether they meet its filter; else they only tell how far was looked
   */
  record Listed(MemberView view, String sortName, String sortEmail, boolean hit) {

    /** Where the list goes on after them. */
    Place place(UserSort sort) {
      String key =
          switch (sort) {
            case NAME -> sortName;
            case EMAIL -> sortEmail;
            case CREATED_AT -> view.createdAt().toString();
            case MODIFIED_AT -> view.updatedAt().toString();
          };
      return new Place(key, view.id().value());
    }
  }

  /**
   * What a sample tells of a filter.
   *
   * @param text what is looked for, as names are kept; null for nothing
   * @param many whether many people meet the filter
   */
  record Sample(@Nullable String text, boolean many) {}

  /** The tables that the columns come from. */
  static final String JOINS =
      """
       JOIN accounts.person p ON p.id = m.person_id
       LEFT JOIN accounts.email e ON e.person_id = m.person_id AND e.is_primary
       LEFT JOIN kernel.guess g
         ON g.subject = m.person_id AND g.authenticator = '%s'
      """
          .formatted(PasswordStore.AUTHENTICATOR);

  private final String columns;
  private final String find;
  private final String findByHandle;

  UserListStore(GuessLimits limits) {
    this.columns = columns(limits);
    this.find =
        "SELECT "
            + columns
            + " FROM accounts.membership m"
            + JOINS
            + " WHERE m.organization_id = $1 AND m.person_id = $2";
    this.findByHandle =
        "SELECT "
            + columns
            + " FROM accounts.membership m"
            + JOINS
            + " WHERE m.organization_id = $1 AND p.handle = $2";
  }

  /** A page of everybody. */
  Future<List<Listed>> plain(Sql sql, UserListing listing) {
    return list(sql, new UserListStatement(listing).plain(columns));
  }

  /** A page by its number, and how many there are. */
  Future<NumberedUsers> numbered(Sql sql, UserListing listing, long passed) {
    Statement statement = new UserListStatement(listing).numbered(passed, columns);
    return sql.run(statement.text(), statement.values().toArray()).map(UserListStore::numbered);
  }

  /** Where nobody is on the page there is one row, which only tells how many there are. */
  private static NumberedUsers numbered(RowSet<Row> rows) {
    Row first = rows.iterator().next();
    return new NumberedUsers(
        rows.stream().filter(row -> row.getUUID("id") != null).map(UserListStore::view).toList(),
        first.getLong("total"),
        first.getLong("total_filtered"));
  }

  /** Looks at some people whom chance has picked. */
  Future<Sample> sample(Sql sql, UserListing listing) {
    Statement statement = new UserListStatement(listing).sample();
    return sql.find(
            statement.text(),
            row -> new Sample(row.getString("text"), row.getBoolean("many")),
            statement.values().toArray())
        .map(Optional::orElseThrow);
  }

  /** A page of all who meet the filter, those of a span first; slow for many. */
  Future<List<Listed>> gathered(Sql sql, UserListing listing, Span first) {
    return list(sql, new UserListStatement(listing).gathered(first, columns));
  }

  /** Those who meet the filter among the next people of a span. */
  Future<UserSelection.Selected> passed(Sql sql, UserListing listing, Span span) {
    return list(sql, new UserListStatement(listing).passed(span, columns))
        .map(listed -> selected(listed, listing.order().sort()));
  }

  private static UserSelection.Selected selected(List<Listed> listed, UserSort sort) {
    return new UserSelection.Selected(
        listed.stream().filter(Listed::hit).toList(),
        listed.stream()
            .filter(each -> !each.hit())
            .findFirst()
            .map(last -> last.place(sort))
            .orElse(null));
  }

  private static Future<List<Listed>> list(Sql sql, Statement statement) {
    return sql.list(statement.text(), UserListStore::listed, statement.values().toArray());
  }

  /** One person; {@link Failure#NOT_FOUND} for somebody who is not of the organisation. */
  Future<MemberView> find(Sql sql, OrganizationId organization, PersonId person) {
    return one(sql, find, organization.value(), person.value());
  }

  /** The same by a handle as it is kept. */
  Future<MemberView> find(Sql sql, OrganizationId organization, String handle) {
    return one(sql, findByHandle, organization.value(), handle);
  }

  private static Future<MemberView> one(Sql sql, String statement, Object... values) {
    return sql.find(statement, UserListStore::view, values)
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal())));
  }

  private static Listed listed(Row row) {
    return new Listed(
        view(row), row.getString("sort_name"), row.getString("sort_email"), row.getBoolean("hit"));
  }

  private static String columns(GuessLimits limits) {
    return """
    p.id, p.handle, e.address, e.verified_at IS NOT NULL AS verified, m.state, m.account_type,
    p.given_name, p.family_name, p.display_name, p.title, p.locale, p.time_zone,
    m.last_login_at, greatest(m.last_login_at, g.last_attempt_at) AS last_attempt_at,
    m.created_at AS joined_at, p.updated_at, p.version,
    """
        + HeldRoles.JSON
        + " AS roles, "
        + limits.shut("g")
        + " AS locked ";
  }

  private static MemberView view(Row row) {
    return new MemberView(
        new PersonId(row.getUUID("id")),
        row.getString("handle"),
        row.getString("address"),
        row.getBoolean("verified"),
        MemberState.of(row.getString("state")),
        AccountType.of(row.getString("account_type")),
        HeldRoles.read(row.getJsonArray("roles")).views(),
        row.getBoolean("locked"),
        row.getString("given_name"),
        row.getString("family_name"),
        row.getString("display_name"),
        row.getString("title"),
        row.getString("locale"),
        row.getString("time_zone"),
        instant(row.getOffsetDateTime("last_login_at")),
        instant(row.getOffsetDateTime("last_attempt_at")),
        row.getOffsetDateTime("joined_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant(),
        row.getInteger("version"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
