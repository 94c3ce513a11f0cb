package dev.latchkey.accounts.role;

import dev.latchkey.accounts.name.Name;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.RoleId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may do what with roles. Nobody makes, changes or deletes a role that allows more than they
 * may themselves, be it before or after: what one doesn't hold, one neither gives nor takes.
 */
final class RoleRules {

  private static final int LONGEST_NAME = 100;

  private RoleRules() {}

  /**
   * A name that an organisation's own role may have.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST}; {@link
   *     Failure#ROLE_NAME_TAKEN} for that of a built-in role
   */
  static Name name(String written) {
    Name name = Name.of("A role's name", written, LONGEST_NAME);
    if (Stream.of(BuiltInRole.values()).anyMatch(each -> isCalled(each, name))) {
      throw Failure.ROLE_NAME_TAKEN.refusal();
    }
    return name;
  }

  private static boolean isCalled(BuiltInRole role, Name name) {
    return role.name().toLowerCase(Locale.ROOT).equals(name.key());
  }

  /**
   * An organisation's own role.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#ROLE_BUILT_IN}
   */
  static RoleId own(RoleId role) {
    if (BuiltInRole.of(role).isPresent()) {
      throw Failure.ROLE_BUILT_IN.refusal();
    }
    return role;
  }

  /**
   * Permissions that the caller holds, every one.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#PERMISSION_NOT_HELD}
   */
  static Set<Permission> held(Caller caller, Set<Permission> permissions) {
    if (!caller.permissions().containsAll(permissions)) {
      throw Failure.PERMISSION_NOT_HELD.refusal();
    }
    return permissions;
  }

  /**
   * A role that its caller may change in that way.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#VERSION_CONFLICT}, {@link
   *     Failure#PERMISSION_NOT_HELD}
   */
  static RoleDetailView changeable(UpdateRole request, RoleDetailView role) {
    Integer expected = request.expectedVersion();
    if (expected != null && expected != role.version()) {
      throw Failure.VERSION_CONFLICT.refusal();
    }
    held(request.caller(), role.permissions());
    return role;
  }

  /**
   * Nobody holds it.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#ROLE_IN_USE} that says how many do
   */
  static long unheld(long holders) {
    if (holders > 0) {
      throw Failure.ROLE_IN_USE.refusal(
          "%d %s this role. Take it from them first."
              .formatted(holders, holders == 1 ? "person holds" : "people hold"));
    }
    return holders;
  }

  /** Whether the caller may know what a role allows. */
  static boolean isKnown(Caller caller, RoleStore.Found found) {
    return caller.may(Permission.ROLES_READ)
        || caller.may(Permission.USERS_READ)
        || found.held() && !caller.speaksForOrganization()
        || caller.permissions().containsAll(found.role().permissions());
  }
}
