package dev.latchkey.accounts.role;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.id.RoleId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The roles that one membership holds, and what they allow together.
 *
 * @param roles id, name and own permissions of each, as {@link #JSON} reads them
 */
public record HeldRoles(List<Role> roles) {

  /**
   * The SQL expression that gathers the roles of a membership {@code m} as JSON. The role rows are
   * the present ones, so that a change of a role counts from the next request on.
   */
  public static final String JSON =
      """
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', r.id, 'name', r.name, 'permissions', r.permissions) ORDER BY r.name), '[]')
         FROM accounts.membership_role mr JOIN accounts.role r ON r.id = mr.role_id
        WHERE mr.organization_id = m.organization_id AND mr.person_id = m.person_id)\
      """;

  /** One role. */
  public record Role(RoleId id, String name, Set<Permission> permissions) {}

  /** Reads what {@link #JSON} wrote; null where there is no membership. */
  public static HeldRoles read(@Nullable JsonArray json) {
    JsonArray rows = json == null ? new JsonArray() : json;
    return new HeldRoles(rows.stream().map(each -> role((JsonObject) each)).toList());
  }

  private static Role role(JsonObject json) {
    RoleId id = RoleId.of(json.getString("id"));
    Set<Permission> permissions =
        BuiltInRole.of(id)
            .map(BuiltInRole::permissions)
            .orElseGet(() -> named(json.getJsonArray("permissions")));
    return new Role(id, json.getString("name"), permissions);
  }

  /** Names that this version does not know allow nothing. */
  private static Set<Permission> named(JsonArray names) {
    return names.stream()
        .map(each -> Permission.named((String) each))
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What the roles allow together, with what comes with it. */
  public Set<Permission> permissions() {
    return Permission.withIncluded(
        roles.stream().flatMap(each -> each.permissions().stream()).toList());
  }

  /** Whether a role is among them. */
  public boolean holds(RoleId role) {
    return roles.stream().anyMatch(each -> each.id().equals(role));
  }

  /** The roles in a word each. */
  public List<RoleView> views() {
    Stream<RoleView> views = roles.stream().map(each -> new RoleView(each.id(), each.name()));
    return views.toList();
  }
}
