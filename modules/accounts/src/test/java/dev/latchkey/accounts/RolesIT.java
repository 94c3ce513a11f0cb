package dev.latchkey.accounts;

import static dev.latchkey.api.access.Permission.AUDIT_READ;
import static dev.latchkey.api.access.Permission.ROLES_MANAGE;
import static dev.latchkey.api.access.Permission.TOKENS_MANAGE;
import static dev.latchkey.api.access.Permission.USERS_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.DescribeRoles;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.ListPermissions;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.RolePage;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolesIT {

  private AccountsModule module;
  private Members members;
  private Caller owner;
  private Caller admin;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    members = new Members(module);
    owner = module.owner();
    admin = members.join(owner, BuiltInRole.ADMIN.id());
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private RoleDetailView made(String name, Permission... permissions) {
    return module.ask(new CreateRole(owner, name, Set.of(permissions)));
  }

  private static UpdateRole allowing(Caller caller, RoleId role, Permission... permissions) {
    return new UpdateRole(caller, role, null, Set.of(permissions), null);
  }

  @Test
  void aRoleIsMadeListedChangedAndDeleted() {
    RoleDetailView role = made("  Auditor ", AUDIT_READ);
    assertThat(role.name()).isEqualTo("Auditor");
    assertThat(role.builtIn()).isFalse();
    assertThat(role.version()).isEqualTo(1);
    assertThat(module.event("role.created"))
        .contains("Auditor", "audit:read", role.id().toString());

    RoleDetailView changed =
        module.ask(new UpdateRole(owner, role.id(), "Reader", Set.of(USERS_READ), 1));
    assertThat(changed.name()).isEqualTo("Reader");
    assertThat(changed.permissions()).containsExactly(USERS_READ);
    assertThat(changed.version()).isEqualTo(2);
    assertThat(module.event("role.updated")).contains("Auditor", "audit:read", "users:read");

    assertThat(module.ask(new ListRoles(admin, 100, null, false)).items())
        .extracting(RoleDetailView::name)
        .containsExactly("owner", "admin", "member", "Reader");
    module.ask(new DeleteRole(owner, role.id()));
    assertThat(module.event("role.deleted")).contains("Reader");
    assertThat(module.refusal(new DeleteRole(owner, role.id()))).isEqualTo("not_found");
    assertThat(module.ask(new ListRoles(admin, 100, null, false)).items()).hasSize(3);
  }

  @Test
  void howManyHoldARoleIsToldOfAllAtOnce() {
    RoleDetailView held = made("Auditor", AUDIT_READ);
    RoleDetailView free = made("Reader", USERS_READ);
    Caller disabled = members.join(owner, held.id(), BuiltInRole.MEMBER.id());
    module.ask(new DisableUser(owner, disabled.person()));
    members.join(owner, held.id());
    members.join(members.owner("Looms"), BuiltInRole.MEMBER.id(), BuiltInRole.ADMIN.id());

    Map<String, Long> holders =
        module.ask(new ListRoles(admin, 100, null, true)).items().stream()
            .collect(Collectors.toMap(RoleDetailView::name, role -> role.holders()));
    assertThat(holders)
        .isEqualTo(Map.of("owner", 1L, "admin", 1L, "member", 1L, "Auditor", 2L, "Reader", 0L));
    assertThat(module.ask(new DescribeRoles(admin, Set.of(held.id(), free.id()), true)).items())
        .extracting(RoleDetailView::holders)
        .containsExactly(2L, 0L);
    assertThat(module.ask(new ListRoles(admin, 100, null, false)).items())
        .extracting(RoleDetailView::holders)
        .containsOnlyNulls();
  }

  @Test
  void whatIsLeftOutOfAChangeStays() {
    RoleDetailView role = made("Auditor", AUDIT_READ);
    RoleDetailView renamed = module.ask(new UpdateRole(owner, role.id(), "AUDITOR", null, null));
    assertThat(renamed.permissions()).containsExactly(AUDIT_READ);
    RoleDetailView emptied = module.ask(allowing(owner, role.id()));
    assertThat(emptied.name()).isEqualTo("AUDITOR");
    assertThat(emptied.permissions()).isEmpty();
  }

  @Test
  void aChangeThatMeetsANewerVersionDoesNothing() {
    RoleDetailView role = made("Auditor", AUDIT_READ);
    module.ask(allowing(owner, role.id(), USERS_READ));
    assertThat(module.refusal(new UpdateRole(owner, role.id(), "Late", null, 1)))
        .isEqualTo("version_conflict");
    assertThat(module.test.column("SELECT name FROM accounts.role WHERE id = '" + role.id() + "'"))
        .containsExactly("Auditor");
    assertThat(module.test.column("SELECT type FROM kernel.event WHERE type LIKE 'role.%'"))
        .containsExactlyInAnyOrder("role.created", "role.updated");
  }

  @Test
  void ofSixteenChangesOfOneVersionOneIsMade() {
    RoleDetailView role = made("Auditor", AUDIT_READ);
    List<Future<RoleDetailView>> changes =
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(new UpdateRole(owner, role.id(), "r" + i, null, 1)))
            .toList();
    Future.join(changes).otherwiseEmpty().await();
    assertThat(changes).filteredOn(Future::succeeded).hasSize(1);
  }

  @Test
  void theBuiltInRolesCanBeNeitherChangedNorDeletedNorMadeAgain() {
    for (BuiltInRole role : BuiltInRole.values()) {
      assertThat(module.refusal(new UpdateRole(owner, role.id(), "x", null, null)))
          .isEqualTo("role_built_in");
      assertThat(module.refusal(allowing(owner, role.id()))).isEqualTo("role_built_in");
      assertThat(module.refusal(new DeleteRole(owner, role.id()))).isEqualTo("role_built_in");
      assertThat(module.refusal(new CreateRole(owner, role.name(), Set.of())))
          .isEqualTo("role_name_taken");
    }
    RoleDetailView own = made("Auditor");
    assertThat(module.refusal(new UpdateRole(owner, own.id(), "Owner", null, null)))
        .isEqualTo("role_name_taken");
  }

  @Test
  void aNameIsGivenOnceInAnOrganizationWhateverItsCase() {
    made("Prüfer");
    assertThat(module.refusal(new CreateRole(owner, "PRÜFER", Set.of())))
        .isEqualTo("role_name_taken");
    RoleDetailView other = made("Other");
    assertThat(module.refusal(new UpdateRole(owner, other.id(), "prüfer", null, null)))
        .isEqualTo("role_name_taken");
    Caller stranger = members.owner("Looms");
    assertThat(module.ask(new CreateRole(stranger, "Prüfer", Set.of())).name()).isEqualTo("Prüfer");
    for (String none : List.of("", " ", "a\tb", "x".repeat(101))) {
      assertThat(module.refusal(new CreateRole(owner, none, Set.of())))
          .isEqualTo("invalid_request");
    }
  }

  @Test
  void nobodyTouchesARoleThatAllowsMoreThanTheyMay() {
    RoleDetailView above = made("Machine keeper", TOKENS_MANAGE);
    RoleDetailView within = made("Auditor", AUDIT_READ);
    Stream.of(
            new CreateRole(admin, "Mine", Set.of(AUDIT_READ, TOKENS_MANAGE)),
            allowing(admin, within.id(), AUDIT_READ, TOKENS_MANAGE),
            allowing(admin, above.id(), AUDIT_READ),
            new UpdateRole(admin, above.id(), "Renamed", null, null),
            new DeleteRole(admin, above.id()))
        .forEach(asked -> assertThat(module.refusal(asked)).isEqualTo("permission_not_held"));
    module.ask(allowing(admin, within.id(), USERS_READ));
    module.ask(new DeleteRole(admin, within.id()));
  }

  @Test
  void onlyWhoHoldsThePermissionSeesOrChangesRoles() {
    RoleDetailView role = made("Auditor", AUDIT_READ);
    Caller member = members.join(owner, BuiltInRole.MEMBER.id());
    Caller nothing = members.join(owner, made("Nothing").id());
    for (Caller each : List.of(member, nothing)) {
      assertThat(
              Stream.of(
                  new ListRoles(each, 1, null, false),
                  new ListPermissions(each),
                  new CreateRole(each, "x", Set.of()),
                  allowing(each, role.id()),
                  new DeleteRole(each, role.id())))
          .allSatisfy(asked -> assertThat(module.refusal(asked)).isEqualTo("forbidden"));
    }
  }

  @Test
  void aChangeCountsFromTheNextRequestOn() {
    RoleDetailView role = made("Keeper", ROLES_MANAGE);
    Caller keeper = members.join(owner, role.id());
    assertThat(keeper.may(AUDIT_READ)).isFalse();
    module.ask(allowing(owner, role.id(), AUDIT_READ));
    assertThat(members.again(keeper).permissions())
        .isEqualTo(Permission.withOwn(Set.of(AUDIT_READ)));
  }

  @Test
  void aRoleThatPeopleHoldIsNotDeletedAndTheRefusalSaysHowMany() {
    RoleDetailView role = made("Auditor", AUDIT_READ);
    Caller first = members.join(owner, role.id());
    Caller second = members.join(owner, role.id());
    assertThatThrownBy(() -> module.ask(new DeleteRole(owner, role.id())))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2 people hold this role");
    members.take(second.person(), role.id());
    assertThatThrownBy(() -> module.ask(new DeleteRole(owner, role.id())))
        .hasMessageContaining("1 person holds this role");
    members.take(first.person(), role.id());
    module.ask(new DeleteRole(owner, role.id()));
  }

  @Test
  void aRoleIsNotDeletedUnderWhoGetsItAtThatMoment() {
    Caller bob = members.join(owner, BuiltInRole.MEMBER.id());
    for (int round = 0; round < 20; round++) {
      RoleDetailView role = made("Round " + round);
      Future<?> deleted = module.bus.ask(new DeleteRole(owner, role.id()));
      boolean given = isGiven(bob, role.id());
      deleted.otherwiseEmpty().await();
      assertThat(deleted.succeeded()).isNotEqualTo(given);
    }
  }

  private boolean isGiven(Caller person, RoleId role) {
    try {
      members.give(person.person(), person.organization(), role);
      return true;
    } catch (IllegalStateException gone) {
      return false;
    }
  }

  @Test
  void anOrganizationHasAtMostAHundredRolesOfItsOwnUnderARaceToo() {
    module.test.execute(
        """
        INSERT INTO accounts.role (id, organization_id, name, name_key)
        SELECT gen_random_uuid(), '%s', 'n' || n, 'n' || n FROM generate_series(1, 98) AS n\
        """
            .formatted(owner.organization()));
    List<Future<RoleDetailView>> tries =
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(new CreateRole(owner, "try " + i, Set.of())))
            .toList();
    Future.join(tries).otherwiseEmpty().await();
    assertThat(tries).filteredOn(Future::succeeded).hasSize(2);
    assertThat(module.refusal(new CreateRole(owner, "last", Set.of()))).isEqualTo("too_many_roles");
    assertThat(module.ask(new CreateRole(members.owner("Looms"), "first", Set.of()))).isNotNull();
  }

  @Test
  void anotherOrganizationsRoleIsLikeAnUnknownOne() {
    RoleDetailView role = made("Auditor", AUDIT_READ);
    Caller stranger = members.owner("Looms");
    for (RoleId each : List.of(role.id(), new RoleId(Ids.next()))) {
      assertThat(module.refusal(allowing(stranger, each))).isEqualTo("not_found");
      assertThat(module.refusal(new DeleteRole(stranger, each))).isEqualTo("not_found");
    }
    assertThat(module.ask(new ListRoles(stranger, 100, null, false)).items()).hasSize(3);
  }

  @Test
  void rolesAreListedByPagesWhoseMarkersAreGoodForOneOrganization() {
    made("a");
    made("b");
    RolePage first = module.ask(new ListRoles(owner, 2, null, false));
    RolePage second = module.ask(new ListRoles(owner, 2, first.marker(), false));
    RolePage third = module.ask(new ListRoles(owner, 2, second.marker(), false));
    assertThat(Stream.of(first, second, third).flatMap(page -> page.items().stream()))
        .extracting(RoleDetailView::name)
        .containsExactly("owner", "admin", "member", "a", "b");
    assertThat(third.marker()).isNull();
    assertThat(module.ask(new ListRoles(owner, 0, null, false)).items()).isEmpty();
    Caller stranger = members.owner("Looms");
    assertThat(module.refusal(new ListRoles(stranger, 2, first.marker(), false)))
        .isEqualTo("invalid_marker");
    assertThat(module.refusal(new ListRoles(owner, 2, first.marker().substring(1), false)))
        .isEqualTo("invalid_marker");
  }

  @Test
  void theCatalogueTellsEveryPermissionWithItsAliases() {
    assertThat(module.ask(new ListPermissions(admin)).items())
        .hasSize(Permission.values().length)
        .allSatisfy(each -> assertThat(each.description()).endsWith("."))
        .anySatisfy(each -> assertThat(each.aliases()).contains("UserManage"));
  }
}
