package dev.latchkey.accounts.role;

import dev.latchkey.accounts.name.Name;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All SQL of an organisation's own roles. Stateless. */
final class RoleStore {

  /** One role after the other, as each is counted from the index alone then. */
  private static final String HOLDERS =
      """
      CASE WHEN $4::boolean THEN
        (SELECT count(*) FROM accounts.membership_role AS each
          WHERE each.organization_id = $1 AND each.role_id = r.id) END AS holders\
      """;

  /** Built-in ids come before all others. */
  private static final String LIST =
      "SELECT r.*, "
          + HOLDERS
          + """

           FROM (
            SELECT * FROM accounts.role WHERE organization_id IS NULL
            UNION ALL
            SELECT * FROM accounts.role WHERE organization_id = $1) AS r
           WHERE r.id > $2 ORDER BY r.id LIMIT $3\
          """;

  private static final String FIND =
      """
      SELECT r.*, {holders},
             EXISTS (SELECT FROM accounts.membership_role m
                           WHERE m.organization_id = $1 AND m.person_id = $2 AND m.role_id = r.id)
                  AS held
        FROM accounts.role r
       WHERE r.id = ANY ($3::uuid[]) AND (r.organization_id IS NULL OR r.organization_id = $1)
       ORDER BY r.id\
      """
          .replace("{holders}", HOLDERS);

  /** Whoever gives this role to somebody waits, or is waited for: the row is what both lock. */
  private static final String LOCK =
      "SELECT * FROM accounts.role WHERE organization_id = $1 AND id = $2 FOR UPDATE";

  /** Roles of one organisation are made one after the other, so that they can be counted. */
  private static final String LOCK_ORGANIZATION =
      "SELECT 1 FROM accounts.organization WHERE id = $1 FOR NO KEY UPDATE";

  private static final String COUNT =
      "SELECT count(*) FROM accounts.role WHERE organization_id = $1";

  private static final String COUNT_HOLDERS =
      "SELECT count(*) FROM accounts.membership_role WHERE organization_id = $1 AND role_id = $2";

  private static final String ADD =
      """
      INSERT INTO accounts.role (organization_id, id, name, name_key, permissions)
      VALUES ($1, $2, $3, $4, $5) RETURNING *\
      """;

  private static final String CHANGE =
      """
      UPDATE accounts.role
         SET name = coalesce($3, name), name_key = coalesce($4, name_key),
             permissions = coalesce($5, permissions),
             version = version + 1, updated_at = now()
       WHERE organization_id = $1 AND id = $2 RETURNING *\
      """;

  private static final String DELETE =
      "DELETE FROM accounts.role WHERE organization_id = $1 AND id = $2";

  private RoleStore() {}

  static Future<List<RoleDetailView>> list(
      Sql sql, OrganizationId organization, UUID after, int limit, boolean counting) {
    return sql.list(LIST, RoleStore::counted, organization.value(), after, limit, counting);
  }

  /** A role, and whether somebody holds it. */
  record Found(RoleDetailView role, boolean held) {}

  /** Those of the roles that the organisation has. */
  static Future<List<Found>> find(
      Sql sql,
      OrganizationId organization,
      PersonId holder,
      Collection<RoleId> roles,
      boolean counting) {
    return sql.list(
        FIND,
        row -> new Found(counted(row), row.getBoolean("held")),
        organization.value(),
        holder.value(),
        roles.stream().map(RoleId::value).toArray(UUID[]::new),
        counting);
  }

  /**
   * A role, which nobody else changes, gives or takes until the transaction ends; {@link
   * Failure#NOT_FOUND}, for one of another organisation too.
   */
  static Future<RoleDetailView> lock(Sql sql, OrganizationId organization, RoleId role) {
    return sql.find(LOCK, RoleStore::view, organization.value(), role.value())
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  /** How many roles of its own an organisation has; until the transaction ends none is added. */
  static Future<Long> lockAndCount(Sql sql, OrganizationId organization) {
    return sql.run(LOCK_ORGANIZATION, organization.value())
        .compose(locked -> count(sql, COUNT, organization.value()));
  }

  /** How many people hold a role, whatever the state of their membership. */
  static Future<Long> countHolders(Sql sql, OrganizationId organization, RoleId role) {
    return count(sql, COUNT_HOLDERS, organization.value(), role.value());
  }

  private static Future<Long> count(Sql sql, String statement, Object... values) {
    return sql.list(statement, row -> row.getLong(0), values).map(rows -> rows.get(0));
  }

  /** Adds a role; {@link Failure#ROLE_NAME_TAKEN}. */
  static Future<RoleDetailView> add(
      Sql sql, OrganizationId organization, RoleId role, RoleContent content) {
    return write(ADD, sql, organization, role, content);
  }

  /** Changes a role that is there; {@link Failure#ROLE_NAME_TAKEN}. */
  static Future<RoleDetailView> change(
      Sql sql, OrganizationId organization, RoleId role, RoleContent content) {
    return write(CHANGE, sql, organization, role, content);
  }

  private static Future<RoleDetailView> write(
      String statement, Sql sql, OrganizationId organization, RoleId role, RoleContent content) {
    Name name = content.name();
    return sql.find(
            statement,
            RoleStore::view,
            organization.value(),
            role.value(),
            name == null ? null : name.text(),
            name == null ? null : name.key(),
            wireNames(content.permissions()))
        .recover(Constraint.means("role_name", Failure.ROLE_NAME_TAKEN))
        .map(Optional::orElseThrow);
  }

  static Future<Void> delete(Sql sql, OrganizationId organization, RoleId role) {
    return sql.run(DELETE, organization.value(), role.value()).mapEmpty();
  }

  private static @Nullable Object wireNames(@Nullable Set<Permission> permissions) {
    return permissions == null
        ? null
        : permissions.stream().map(Permission::wireName).sorted().toArray(String[]::new);
  }

  private static RoleDetailView view(Row row) {
    return view(row, null);
  }

  private static RoleDetailView counted(Row row) {
    return view(row, row.getLong("holders"));
  }

  private static RoleDetailView view(Row row, @Nullable Long holders) {
    RoleId id = new RoleId(row.getUUID("id"));
    Optional<BuiltInRole> builtIn = BuiltInRole.of(id);
    return new RoleDetailView(
        id,
        row.getString("name"),
        builtIn.isPresent(),
        builtIn
            .map(BuiltInRole::permissions)
            .orElseGet(() -> permissions(row.getArrayOfStrings("permissions"))),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant(),
        row.getInteger("version"),
        holders);
  }

  /** Names that this version does not know allow nothing. */
  private static Set<Permission> permissions(String[] wireNames) {
    return Stream.of(wireNames)
        .map(Permission::named)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }
}
