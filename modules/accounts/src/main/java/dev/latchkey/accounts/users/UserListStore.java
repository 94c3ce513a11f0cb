package dev.latchkey.accounts.users;

import dev.latchkey.api.accounts.MemberView;
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
import java.util.List;

/** All SQL that reads people as administrators see them. Immutable. */
final class UserListStore {

  /** Somebody in a list. */
  record Listed(MemberView view, String sortName, String sortEmail) {

    /** Where the list goes on after them. */
    Place place(UserSort sort) {
      String key =
          switch (sort) {
            case NAME -> sortName;
            case EMAIL -> sortEmail;
            case CREATED_AT -> view.createdAt().toString();
          };
      return new Place(key, view.id().value());
    }
  }

  private final String columns;
  private final String find;

  UserListStore(GuessLimits limits) {
    this.columns = MemberRow.columns(limits);
    this.find =
        "SELECT "
            + columns
            + " FROM accounts.membership m"
            + MemberRow.JOINS
            + " WHERE m.organization_id = $1 AND m.person_id = $2";
  }

  Future<List<Listed>> list(Sql sql, UserListing listing) {
    Statement statement = UserListStatement.of(listing, columns);
    return sql.list(statement.text(), UserListStore::listed, statement.values().toArray());
  }

  /** One person; {@link Failure#NOT_FOUND} for somebody who is not of the organisation. */
  Future<MemberView> find(Sql sql, OrganizationId organization, PersonId person) {
    return sql.find(find, MemberRow::view, organization.value(), person.value())
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal())));
  }

  private static Listed listed(Row row) {
    return new Listed(MemberRow.view(row), row.getString("sort_name"), row.getString("sort_email"));
  }
}
