package dev.latchkey.api.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one catalogue of what a role, or a token's scope, may allow inside an organisation. Each
 * entry has one name, and aliases: what the other surfaces call it. No name or alias stands for two
 * entries.
 */
public enum Permission {
  ORG_READ("org:read", "See the organisation's name and settings.", "organization:read"),
  ORG_MANAGE("org:manage", "Change the organisation's name and settings."),
  USERS_READ("users:read", "See the people and what they may do.", "user_access_read"),
  USERS_MANAGE(
      "users:manage",
      "Create, change, disable and delete people, and give them roles. Includes inviting people,"
          + " and seeing them, the roles, the teams and the organisation.",
      "CanManageUsers",
      "UserManage",
      "can_manage_users",
      "user_access_manage"),
  USERS_INVITE("users:invite", "Invite people.", "user_access_invite"),
  USERS_RESET_PASSWORD("users:reset-password", "Give people a new password."),
  USERS_RESET_MFA("users:reset-mfa", "Remove people's second factors.", "can_reset_2fa"),
  USERS_IMPERSONATE("users:impersonate", "Act as another person who allows it."),
  ROLES_READ("roles:read", "See the roles and what they allow."),
  ROLES_MANAGE("roles:manage", "Make, change and delete roles."),
  TEAMS_READ("teams:read", "See the teams, and by name who is in them."),
  TEAMS_MANAGE("teams:manage", "Make, change and delete teams, and choose who is in them."),
  TOKENS_MANAGE("tokens:manage", "Make and delete the organisation's API tokens."),
  AUDIT_READ("audit:read", "See what happened in the organisation, and who did it."),
  ME_READ("me:read", "Let a token of your own see your account.", "user:read"),
  ME_WRITE(
      "me:write",
      "Let a token of your own change your profile, preferences and devices. Includes seeing your"
          + " account.",
      "user:write",
      "user_self_profile_write");

  /**
   * What everybody holds by being signed in, whatever their roles: it is about themselves alone.
   * Its entries are there to be scopes of tokens.
   */
  public static final Set<Permission> OVER_ONESELF = Set.of(ME_READ, ME_WRITE);

  private final String wireName;
  private final String description;
  private final Set<String> aliases;

  Permission(String wireName, String description, String... aliases) {
    this.wireName = wireName;
    this.description = description;
    this.aliases = Set.of(aliases);
  }

  /**
   * What comes with it: whoever holds it holds these too. Other surfaces have one word for all that
   * has to do with people; and as nobody reaches whoever may do more than they, it must hold what
   * every member may. And whoever changes their account sees what has become of it: the answer of a
   * change is the account.
   */
  public Set<Permission> included() {
    return switch (this) {
      case USERS_MANAGE -> EnumSet.of(USERS_READ, USERS_INVITE, ROLES_READ, ORG_READ, TEAMS_READ);
      case ME_WRITE -> EnumSet.of(ME_READ);
      default -> Set.of();
    };
  }

  /** These, and what comes with them. */
  public static Set<Permission> withIncluded(Collection<Permission> permissions) {
    return permissions.stream()
        .flatMap(each -> Stream.concat(Stream.of(each), each.included().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The name on the wire, in contracts and in roles. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** These and {@link #OVER_ONESELF}. */
  public static Set<Permission> withOwn(Set<Permission> permissions) {
    Set<Permission> all = EnumSet.copyOf(OVER_ONESELF);
    all.addAll(permissions);
    return all;
  }

  /** What it allows, as a sentence for people. */
  public String description() {
    return description;
  }

  /** What other surfaces call it; may be empty. */
  public Set<String> aliases() {
    return aliases;
  }

  /** The permission of that name, or empty when the catalogue has none. Aliases are no names. */
  public static Optional<Permission> named(String wireName) {
    return Stream.of(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }

  /** The permission of that name or alias, or empty when the catalogue has none. */
  public static Optional<Permission> called(String nameOrAlias) {
    return Stream.of(values())
        .filter(each -> each.wireName.equals(nameOrAlias) || each.aliases.contains(nameOrAlias))
        .findFirst();
  }

  @JsonCreator
  static Permission of(String wireName) {
    return named(wireName)
        .orElseThrow(() -> new IllegalArgumentException("no permission of that name"));
  }
}
