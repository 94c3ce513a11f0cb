package dev.latchkey.accounts.users;

import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.OrganizationPage;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.UserPermissions;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.secret.Markers;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Set;

/** What somebody of the organisation may do there, and where else they are. */
final class UserRights {

  private static final int LONGEST_PAGE = 100;

  private static final String RIGHTS =
      "SELECT m.state, "
          + HeldRoles.JSON
          + """
           AS roles FROM accounts.membership m
           WHERE m.organization_id = $1 AND m.person_id = $2\
          """;

  private final Database database;
  private final Markers markers;

  UserRights(Database database, Markers markers) {
    this.database = database;
    this.markers = markers;
  }

  /** Answers {@link DescribeUserPermissions}. */
  Future<UserPermissions> permissions(DescribeUserPermissions request) {
    return rights(database, request.caller(), request.user());
  }

  private static Future<UserPermissions> rights(Sql sql, Caller caller, PersonId user) {
    return Future.succeededFuture(caller)
        .map(Users::organization)
        .compose(
            organization ->
                sql.find(RIGHTS, UserRights::rights, organization.value(), user.value()))
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  private static UserPermissions rights(Row row) {
    HeldRoles roles = HeldRoles.read(row.getJsonArray("roles"));
    boolean active = MemberState.of(row.getString("state")) == MemberState.ACTIVE;
    return new UserPermissions(roles.views(), active ? roles.permissions() : Set.of());
  }

  /** Answers {@link ListUserOrganizations}. */
  Future<OrganizationPage> organizations(ListUserOrganizations request) {
    PersonId caller = request.caller().person();
    String scope = "user-organizations:" + caller + ":" + request.user();
    int limit = Math.max(0, Math.min(request.limit(), LONGEST_PAGE));
    return rights(database, request.caller(), request.user())
        .map(known -> markers.read(scope, request.marker()))
        .compose(
            after ->
                OrganizationStore.listShared(database, request.user(), caller, after, limit + 1))
        .map(found -> page(scope, found, limit));
  }

  private OrganizationPage page(String scope, List<OrganizationView> found, int limit) {
    if (limit == 0 || found.size() <= limit) {
      return new OrganizationPage(limit == 0 ? List.of() : found, null);
    }
    List<OrganizationView> items = found.subList(0, limit);
    return new OrganizationPage(items, markers.issue(scope, items.get(limit - 1).id().value()));
  }
}
