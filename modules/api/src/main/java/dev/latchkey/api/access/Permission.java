package dev.latchkey.api.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/** The one catalogue of what a role may allow inside an organisation. */
public enum Permission {
  ORG_READ("org:read"),
  ORG_MANAGE("org:manage"),
  USERS_READ("users:read"),
  USERS_MANAGE("users:manage"),
  USERS_INVITE("users:invite"),
  USERS_RESET_PASSWORD("users:reset-password"),
  USERS_RESET_MFA("users:reset-mfa"),
  USERS_IMPERSONATE("users:impersonate"),
  ROLES_READ("roles:read"),
  ROLES_MANAGE("roles:manage"),
  TEAMS_READ("teams:read"),
  TEAMS_MANAGE("teams:manage"),
  TOKENS_MANAGE("tokens:manage"),
  AUDIT_READ("audit:read");

  private final String wireName;

  Permission(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire, in contracts and in roles. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The permission of that name, or empty when the catalogue has none. */
  public static Optional<Permission> named(String wireName) {
    return Stream.of(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }

  @JsonCreator
  static Permission of(String wireName) {
    return named(wireName)
        .orElseThrow(() -> new IllegalArgumentException("no permission of that name"));
  }
}
