package dev.latchkey.accounts.team;

import dev.latchkey.accounts.name.Name;
import dev.latchkey.api.accounts.TeamDetailView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All SQL of teams. Stateless. */
final class TeamStore {

  private static final String LIST =
      """
      SELECT * FROM accounts.team
       WHERE organization_id = $1 AND id > $2 ORDER BY id LIMIT $3\
      """;

  private static final String FIND =
      "SELECT * FROM accounts.team WHERE organization_id = $1 AND id = $2";

  private static final String LOCK = FIND + " FOR UPDATE";

  private static final String COUNT =
      "SELECT count(*) FROM accounts.team WHERE organization_id = $1";

  private static final String ADD =
      """
      INSERT INTO accounts.team (organization_id, id, name, name_key)
      VALUES ($1, $2, $3, $4) RETURNING *\
      """;

  private static final String RENAME =
      """
      UPDATE accounts.team
         SET name = $3, name_key = $4, version = version + 1, updated_at = now()
       WHERE organization_id = $1 AND id = $2 RETURNING *\
      """;

  private static final String DELETE =
      "DELETE FROM accounts.team WHERE organization_id = $1 AND id = $2";

  private TeamStore() {}

  static Future<List<TeamDetailView>> list(
      Sql sql, OrganizationId organization, UUID after, int limit) {
    return sql.list(LIST, TeamStore::view, organization.value(), after, limit);
  }

  /** A team as it is; {@link Failure#NOT_FOUND}, for one of another organisation too. */
  static Future<TeamDetailView> find(Sql sql, OrganizationId organization, TeamId team) {
    return one(sql, FIND, organization, team);
  }

  /** As {@link #find}; nobody else changes it until the transaction ends. */
  static Future<TeamDetailView> lock(Sql sql, OrganizationId organization, TeamId team) {
    return one(sql, LOCK, organization, team);
  }

  private static Future<TeamDetailView> one(
      Sql sql, String statement, OrganizationId organization, TeamId team) {
    return sql.find(statement, TeamStore::view, organization.value(), team.value())
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  static Future<Long> count(Sql sql, OrganizationId organization) {
    return sql.list(COUNT, row -> row.getLong(0), organization.value()).map(rows -> rows.get(0));
  }

  /** Adds a team; {@link Failure#TEAM_NAME_TAKEN}. */
  static Future<TeamDetailView> add(Sql sql, OrganizationId organization, TeamId team, Name name) {
    return write(ADD, sql, organization, team, name);
  }

  /** Calls a team that is there by another name; {@link Failure#TEAM_NAME_TAKEN}. */
  static Future<TeamDetailView> rename(
      Sql sql, OrganizationId organization, TeamId team, Name name) {
    return write(RENAME, sql, organization, team, name);
  }

  private static Future<TeamDetailView> write(
      String statement, Sql sql, OrganizationId organization, TeamId team, Name name) {
    return sql.find(
            statement, TeamStore::view, organization.value(), team.value(), name.text(), name.key())
        .recover(Constraint.means("team_name", Failure.TEAM_NAME_TAKEN))
        .map(Optional::orElseThrow);
  }

  static Future<Void> delete(Sql sql, OrganizationId organization, TeamId team) {
    return sql.run(DELETE, organization.value(), team.value()).mapEmpty();
  }

  private static TeamDetailView view(Row row) {
    return new TeamDetailView(
        new TeamId(row.getUUID("id")),
        row.getString("name"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant(),
        row.getInteger("version"));
  }
}
