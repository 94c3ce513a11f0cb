package dev.latchkey.accounts.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoleGrantTest {

  private static final HeldRoles.Role OWNER = role(BuiltInRole.OWNER);
  private static final HeldRoles.Role ADMIN = role(BuiltInRole.ADMIN);
  private static final HeldRoles.Role MEMBER = role(BuiltInRole.MEMBER);
  private static final HeldRoles.Role NOTHING =
      new HeldRoles.Role(new RoleId(Ids.next()), "nothing", Set.of());

  private static HeldRoles.Role role(BuiltInRole role) {
    return new HeldRoles.Role(role.id(), role.name(), role.permissions());
  }

  private static Caller caller(Set<Permission> permissions) {
    return new Caller(
        new PersonId(Ids.next()),
        new LoginId(Ids.next()),
        new OrganizationId(Ids.next()),
        permissions,
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        true,
        false,
        Origin.SYSTEM,
        null);
  }

  private static void check(Caller caller, boolean owns, HeldRoles before, HeldRoles after) {
    Set<RoleId> wanted = after.roles().stream().map(HeldRoles.Role::id).collect(Collectors.toSet());
    RoleGrant.check(caller, owns, wanted, before, after);
  }

  private static HeldRoles roles(HeldRoles.Role... roles) {
    return new HeldRoles(Stream.of(roles).toList());
  }

  private static void assertBeyond(Caller caller, boolean owns, HeldRoles before, HeldRoles after) {
    assertThatThrownBy(() -> check(caller, owns, before, after))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.failure()).isEqualTo(Failure.ROLE_BEYOND_YOURS));
  }

  @Test
  void whatOneHoldsOneGivesAndTakes() {
    Caller admin = caller(BuiltInRole.ADMIN.permissions());
    check(admin, false, roles(), roles(ADMIN, MEMBER, NOTHING));
    check(admin, false, roles(ADMIN, MEMBER), roles(NOTHING));
    check(caller(Set.of()), false, roles(), roles(NOTHING));
  }

  @Test
  void whatOneDoesNotHoldOneNeitherGivesNorTakesButMayLeave() {
    Caller member = caller(BuiltInRole.MEMBER.permissions());
    assertBeyond(member, false, roles(), roles(ADMIN));
    assertBeyond(member, false, roles(ADMIN), roles(MEMBER));
    check(member, false, roles(ADMIN), roles(ADMIN, MEMBER));
  }

  /** Whoever holds every permission by other roles is still no owner. */
  @Test
  void onlyOwnersMakeAndUnmakeOwners() {
    Caller almighty = caller(Set.of(Permission.values()));
    assertBeyond(almighty, false, roles(), roles(OWNER));
    assertBeyond(almighty, false, roles(OWNER), roles(MEMBER));
    check(almighty, true, roles(), roles(OWNER));
    check(almighty, true, roles(OWNER), roles(MEMBER));
    check(almighty, false, roles(OWNER), roles(OWNER, ADMIN));
  }

  @Test
  void aRoleThatWasNotFoundIsNotFound() {
    Set<RoleId> wanted = Set.of(MEMBER.id(), NOTHING.id());
    assertThatThrownBy(
            () -> RoleGrant.check(caller(Set.of()), true, wanted, roles(), roles(MEMBER)))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.failure()).isEqualTo(Failure.NOT_FOUND));
  }

  @Test
  void nobodyHoldsMoreThanTwentyRoles() {
    List<RoleId> ids =
        IntStream.rangeClosed(0, RoleGrant.MOST).mapToObj(i -> new RoleId(Ids.next())).toList();
    assertThat(RoleGrant.bounded(Set.copyOf(ids.subList(1, ids.size())))).hasSize(RoleGrant.MOST);
    assertThatThrownBy(() -> RoleGrant.bounded(Set.copyOf(ids))).isInstanceOf(Refusal.class);
  }
}
