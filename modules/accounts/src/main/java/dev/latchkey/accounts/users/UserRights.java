package dev.latchkey.accounts.users;

import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.OrganizationPage;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.UserPermissions;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.secret.Markers;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.util.List;

/** What somebody of the organisation may do there, and where else they are. */
final class UserRights {

  private static final int LONGEST_PAGE = 100;

  private final Database database;
  private final Markers markers;

  UserRights(Database database, Markers markers) {
    this.database = database;
    this.markers = markers;
  }

  /** Answers {@link DescribeUserPermissions}. */
  Future<UserPermissions> permissions(DescribeUserPermissions request) {
    return MemberStore.rights(database, request.caller(), request.user());
  }

  /** Answers {@link ListUserOrganizations}. */
  Future<OrganizationPage> organizations(ListUserOrganizations request) {
    PersonId caller = request.caller().person();
    String scope = "user-organizations:" + caller + ":" + request.user();
    int limit = Math.max(0, Math.min(request.limit(), LONGEST_PAGE));
    return MemberStore.rights(database, request.caller(), request.user())
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
