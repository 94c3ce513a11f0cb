package dev.latchkey.accounts.role;

import static dev.latchkey.api.access.Permission.AUDIT_READ;
import static dev.latchkey.api.access.Permission.ORG_MANAGE;
import static dev.latchkey.api.access.Permission.ORG_READ;
import static dev.latchkey.api.access.Permission.ROLES_MANAGE;
import static dev.latchkey.api.access.Permission.ROLES_READ;
import static dev.latchkey.api.access.Permission.TEAMS_MANAGE;
import static dev.latchkey.api.access.Permission.TEAMS_READ;
import static dev.latchkey.api.access.Permission.USERS_INVITE;
import static dev.latchkey.api.access.Permission.USERS_MANAGE;
import static dev.latchkey.api.access.Permission.USERS_READ;
import static dev.latchkey.api.access.Permission.USERS_RESET_MFA;
import static dev.latchkey.api.access.Permission.USERS_RESET_PASSWORD;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.id.RoleId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The roles that every organisation has. Their ids stand in the first migration. */
public enum BuiltInRole {
  /** May everything; an organisation always has one. */
  OWNER("00000000-0000-7000-8000-000000000001", EnumSet.allOf(Permission.class)),

  /** Runs the people side of an organisation, but can neither impersonate nor make tokens. */
  ADMIN(
      "00000000-0000-7000-8000-000000000002",
      EnumSet.of(
          ORG_READ,
          ORG_MANAGE,
          USERS_READ,
          USERS_MANAGE,
          USERS_INVITE,
          USERS_RESET_PASSWORD,
          USERS_RESET_MFA,
          ROLES_READ,
          ROLES_MANAGE,
          TEAMS_READ,
          TEAMS_MANAGE,
          AUDIT_READ)),

  /** Sees the organisation that they belong to. */
  MEMBER("00000000-0000-7000-8000-000000000003", EnumSet.of(ORG_READ, TEAMS_READ));

  private final RoleId id;
  private final Set<Permission> permissions;

  BuiltInRole(String id, Set<Permission> permissions) {
    this.id = RoleId.of(id);
    this.permissions = Set.copyOf(permissions);
  }

  public RoleId id() {
    return id;
  }

  /** What it allows. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** The built-in role of that id, or empty for an organisation's own. */
  public static Optional<BuiltInRole> of(RoleId id) {
    return Stream.of(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
