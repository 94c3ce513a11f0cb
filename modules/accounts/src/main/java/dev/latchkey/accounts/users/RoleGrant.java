package dev.latchkey.accounts.users;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.RoleId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may give and take which roles: nobody what they don't hold. Pure. */
public final class RoleGrant {

  /** How many roles one membership may hold (chosen, not measured). */
  static final int MOST = 20;

  private RoleGrant() {}

  /**
   * Checks the roles that a membership is to hold instead of others.
   *
   * @param before what it holds
   * @param after what was found of the wanted ones
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#NOT_FOUND} when not all were found, {@link
   *     Failure#ROLE_BEYOND_YOURS} when one that is given or taken is beyond the caller
   */
  public static void check(
      Caller caller, boolean callerOwns, Set<RoleId> wanted, HeldRoles before, HeldRoles after) {
    if (after.roles().size() != wanted.size()) {
      throw Failure.NOT_FOUND.refusal();
    }
    if (!within(caller, callerOwns, changed(before, after))) {
      throw Failure.ROLE_BEYOND_YOURS.refusal();
    }
  }

  /** Whether the caller holds all that these roles allow; that of owner only owners hold. */
  static boolean within(Caller caller, boolean callerOwns, Collection<HeldRoles.Role> roles) {
    return within(caller.permissions(), callerOwns, roles);
  }

  /**
   * As {@link #within(Caller, boolean, Collection)}, of somebody who is not asking now. What every
   * member may is beyond nobody: who may invite may invite members.
   */
  public static boolean within(
      Set<Permission> held, boolean owns, Collection<HeldRoles.Role> roles) {
    Set<Permission> may = EnumSet.copyOf(BuiltInRole.MEMBER.permissions());
    may.addAll(Permission.withOwn(held));
    return roles.stream()
        .allMatch(
            role ->
                may.containsAll(role.permissions())
                    && (owns || !role.id().equals(BuiltInRole.OWNER.id())));
  }

  /** The roles that are given or taken. */
  static List<HeldRoles.Role> changed(HeldRoles before, HeldRoles after) {
    Stream<HeldRoles.Role> taken = without(before, after);
    return Stream.concat(taken, without(after, before)).toList();
  }

  private static Stream<HeldRoles.Role> without(HeldRoles these, HeldRoles those) {
    Set<RoleId> left = those.roles().stream().map(HeldRoles.Role::id).collect(Collectors.toSet());
    return these.roles().stream().filter(each -> !left.contains(each.id()));
  }

  /**
   * The ids as they were asked for.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST} for more than {@link
   *     #MOST}
   */
  public static Set<RoleId> bounded(Set<RoleId> ids) {
    if (ids.size() > MOST) {
      throw Failure.INVALID_REQUEST.refusal("A person has at most " + MOST + " roles.");
    }
    return ids;
  }
}
