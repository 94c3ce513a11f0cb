package dev.latchkey.accounts.team;

import dev.latchkey.api.accounts.MyTeamView;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.TeamMemberView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL of who is in which team. Stateless. */
final class TeamMemberStore {

  private static final String LIST =
      """
      SELECT tm.person_id, p.display_name, tm.role
        FROM accounts.team_member tm JOIN accounts.person p ON p.id = tm.person_id
       WHERE tm.organization_id = $1 AND tm.team_id = $2 AND tm.person_id > $3
       ORDER BY tm.person_id LIMIT $4\
      """;

  private static final String FIND =
      """
      SELECT tm.person_id, p.display_name, tm.role
        FROM accounts.team_member tm JOIN accounts.person p ON p.id = tm.person_id
       WHERE tm.organization_id = $1 AND tm.team_id = $2 AND tm.person_id = $3\
      """;

  private static final String LIST_MINE =
      """
      SELECT t.id, t.name, o.id AS organization_id, o.name AS organization_name, tm.role
        FROM accounts.membership m
        JOIN accounts.team_member tm USING (organization_id, person_id)
        JOIN accounts.team t ON t.organization_id = tm.organization_id AND t.id = tm.team_id
        JOIN accounts.organization o ON o.id = tm.organization_id
       WHERE m.person_id = $1 AND m.state = 'active' AND t.id > $2
       ORDER BY t.id LIMIT $3\
      """;

  /** Finds team and member in the same organisation, or adds nothing. */
  private static final String ASSIGN =
      """
      INSERT INTO accounts.team_member (organization_id, team_id, person_id, role)
      SELECT t.organization_id, t.id, m.person_id, $4
        FROM accounts.team t JOIN accounts.membership m USING (organization_id)
       WHERE t.organization_id = $1 AND t.id = $2 AND m.person_id = $3
      ON CONFLICT (team_id, person_id) DO UPDATE SET role = excluded.role\
      """;

  private static final String REMOVE =
      """
      DELETE FROM accounts.team_member
       WHERE organization_id = $1 AND team_id = $2 AND person_id = $3\
      """;

  private TeamMemberStore() {}

  /** A place in a team of an organisation, whether it is taken or not. */
  record Place(OrganizationId organization, TeamId team, PersonId person) {}

  static Future<List<TeamMemberView>> list(
      Sql sql, OrganizationId organization, TeamId team, UUID after, int limit) {
    return sql.list(LIST, TeamMemberStore::view, organization.value(), team.value(), after, limit);
  }

  static Future<List<MyTeamView>> listMine(Sql sql, PersonId person, UUID after, int limit) {
    return sql.list(LIST_MINE, TeamMemberStore::mine, person.value(), after, limit);
  }

  /** Who has that place; {@link Failure#NOT_FOUND}. */
  static Future<TeamMemberView> find(Sql sql, Place place) {
    return sql.find(
            FIND,
            TeamMemberStore::view,
            place.organization().value(),
            place.team().value(),
            place.person().value())
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  /**
   * Gives somebody that place; {@link Failure#NOT_FOUND} where the organisation has no such team or
   * person, or has them no longer at that moment.
   */
  static Future<Void> assign(Sql sql, Place place, @Nullable String role) {
    return sql.any(
            ASSIGN,
            place.organization().value(),
            place.team().value(),
            place.person().value(),
            role)
        .recover(Constraint.means("team_member_organization_id_team_id_fkey", Failure.NOT_FOUND))
        .recover(Constraint.means("team_member_organization_id_person_id_fkey", Failure.NOT_FOUND))
        .compose(TeamMemberStore::orNotFound);
  }

  /** Frees a place; {@link Failure#NOT_FOUND} when nobody has it. */
  static Future<Void> remove(Sql sql, Place place) {
    return sql.any(
            REMOVE, place.organization().value(), place.team().value(), place.person().value())
        .compose(TeamMemberStore::orNotFound);
  }

  private static Future<Void> orNotFound(boolean done) {
    return done ? Future.succeededFuture() : Future.failedFuture(Failure.NOT_FOUND.refusal());
  }

  private static TeamMemberView view(Row row) {
    return new TeamMemberView(
        new PersonId(row.getUUID("person_id")),
        row.getString("display_name"),
        row.getString("role"));
  }

  private static MyTeamView mine(Row row) {
    return new MyTeamView(
        new TeamId(row.getUUID("id")),
        row.getString("name"),
        new OrganizationView(
            new OrganizationId(row.getUUID("organization_id")), row.getString("organization_name")),
        row.getString("role"));
  }
}
