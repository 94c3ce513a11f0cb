package dev.latchkey.invitations;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.NumberedInvitations;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SQL that reads invitations. Stateless. */
final class InvitationRowStore {

  private static final String STATE =
      "CASE WHEN state = 'pending' AND expires_at <= now() THEN 'expired' ELSE state END";

  /** What {@link #invitation} reads. */
  static final String COLUMNS =
      """
       id, organization_id, link_id, address, role_ids, team_ids, message, %s AS state,
       inviter_id, admission, organization_name, inviter_name, locale, delegator_id,
       created_at, sent_at, expires_at, coalesce(ended_at, CASE WHEN expires_at <= now()
       THEN expires_at END) AS ended_at, person_id, user_id
      """
          .formatted(STATE);

  private static final String LIST =
      "SELECT"
          + COLUMNS
          + """
            FROM invitations.invitation
           WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2)
             AND ($3::text IS NULL OR %s = $3)
           ORDER BY id DESC LIMIT $4\
          """
              .formatted(STATE);

  private static final String NUMBERED =
      """
      WITH listed AS MATERIALIZED (
        SELECT id FROM invitations.invitation
         WHERE organization_id = $1 AND (cardinality($2::text[]) = 0 OR %s = ANY ($2))),
      page AS MATERIALIZED (SELECT id FROM listed ORDER BY id DESC LIMIT $3 OFFSET $4::bigint)
      SELECT counted.total, invited.*
        FROM (SELECT count(*) AS total FROM listed) AS counted
        LEFT JOIN (SELECT %s FROM invitations.invitation JOIN page USING (id)) AS invited ON true
       ORDER BY invited.id DESC\
      """
          .formatted(STATE, COLUMNS);

  private static final String LIST_MINE =
      "SELECT"
          + COLUMNS
          + """
            FROM invitations.invitation
           WHERE state = 'pending' AND expires_at > now() AND ($2::uuid IS NULL OR id < $2)
             AND lower(address COLLATE "C") IN (
                   SELECT lower(given COLLATE "C") FROM unnest($1::text[]) AS given)
           ORDER BY id DESC LIMIT $3\
          """;

  private static final String FIND =
      "SELECT" + COLUMNS + "FROM invitations.invitation WHERE organization_id = $1 AND id = $2";

  private static final String FIND_LINK =
      "SELECT" + COLUMNS + "FROM invitations.invitation WHERE link_id = $1";

  private InvitationRowStore() {}

  /**
   * Those of an organisation, the newest first.
   *
   * @param state only those; null for all
   * @param before an id; null for the beginning
   */
  static Future<List<Invitation>> list(
      Sql sql,
      OrganizationId organization,
      @Nullable InvitationState state,
      @Nullable UUID before,
      int limit) {
    return sql.list(
        LIST,
        InvitationRowStore::invitation,
        organization.value(),
        before,
        state == null ? null : state.wireName(),
        limit);
  }

  /**
   * A page of those of an organisation, the newest first, and how many there are. Where there is
   * none on the page there is one row, which only tells how many.
   *
   * @param states only those; empty for all
   */
  static Future<NumberedInvitations> numbered(
      Sql sql, OrganizationId organization, Set<InvitationState> states, long passed, int limit) {
    return sql.run(NUMBERED, organization.value(), wireNames(states), limit, passed)
        .map(
            rows ->
                new NumberedInvitations(
                    rows.stream()
                        .filter(row -> row.getUUID("id") != null)
                        .map(row -> invitation(row).view())
                        .toList(),
                    rows.iterator().next().getLong("total")));
  }

  private static String[] wireNames(Set<InvitationState> states) {
    return states.stream().map(InvitationState::wireName).toArray(String[]::new);
  }

  /** The pending ones to any of these addresses, the newest first. */
  static Future<List<Invitation>> listMine(
      Sql sql, List<String> addresses, @Nullable UUID before, int limit) {
    return sql.list(
        LIST_MINE, InvitationRowStore::invitation, addresses.toArray(String[]::new), before, limit);
  }

  /** An invitation; {@link Failure#NOT_FOUND}, for one of another organisation too. */
  static Future<Invitation> find(Sql sql, OrganizationId organization, InvitationId id) {
    return sql.find(FIND, InvitationRowStore::invitation, organization.value(), id.value())
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  /** The invitation whose token that link is; empty when it was replaced. */
  static Future<Optional<Invitation>> findLink(Sql sql, UUID link) {
    return sql.find(FIND_LINK, InvitationRowStore::invitation, link);
  }

  /** Reads {@link #COLUMNS}. */
  static Invitation invitation(Row row) {
    return new Invitation(
        new InvitationId(row.getUUID("id")),
        new OrganizationId(row.getUUID("organization_id")),
        row.getUUID("link_id"),
        row.getString("address"),
        InvitationState.of(row.getString("state")),
        new Invitation.Gift(
            ids(row, "role_ids", RoleId::new),
            ids(row, "team_ids", TeamId::new),
            row.getString("message")),
        inviter(row),
        new Invitation.Times(
            row.getOffsetDateTime("created_at").toInstant(),
            row.getOffsetDateTime("sent_at").toInstant(),
            row.getOffsetDateTime("expires_at").toInstant(),
            instant(row.getOffsetDateTime("ended_at"))),
        person(row.getUUID("person_id")),
        person(row.getUUID("user_id")));
  }

  private static Invitation.Inviter inviter(Row row) {
    return new Invitation.Inviter(
        new PersonId(row.getUUID("inviter_id")),
        row.getUUID("admission"),
        row.getString("organization_name"),
        row.getString("inviter_name"),
        row.getString("locale"),
        person(row.getUUID("delegator_id")));
  }

  private static <T> Set<T> ids(Row row, String column, Function<UUID, T> id) {
    return Stream.of(row.getArrayOfUUIDs(column)).map(id).collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable PersonId person(@Nullable UUID id) {
    return id == null ? null : new PersonId(id);
  }
}
