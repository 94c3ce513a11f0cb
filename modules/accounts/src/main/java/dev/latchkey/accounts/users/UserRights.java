package dev.latchkey.accounts.users;

import dev.latchkey.accounts.list.PageRequest;
import dev.latchkey.accounts.list.Pages;
import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.OrganizationPage;
import dev.latchkey.api.accounts.UserPermissions;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;

/** What somebody of the organisation may do there, and where else they are. */
final class UserRights {

  private final Database database;
  private final Pages pages;

  UserRights(Database database, Pages pages) {
    this.database = database;
    this.pages = pages;
  }

  /** Answers {@link DescribeUserPermissions}. */
  Future<UserPermissions> permissions(DescribeUserPermissions request) {
    return MemberStore.rights(database, request.caller(), request.user());
  }

  /** Answers {@link ListUserOrganizations}. */
  Future<OrganizationPage> organizations(ListUserOrganizations request) {
    PersonId caller = request.caller().person();
    String scope = "user-organizations:" + caller + ":" + request.user();
    return MemberStore.rights(database, request.caller(), request.user())
        .compose(
            known ->
                pages.read(
                    new PageRequest(scope, request.limit(), request.marker()),
                    (after, limit) ->
                        OrganizationStore.listShared(
                            database, request.user(), caller, after, limit),
                    organization -> organization.id().value()))
        .map(page -> new OrganizationPage(page.items(), page.marker()));
  }
}
