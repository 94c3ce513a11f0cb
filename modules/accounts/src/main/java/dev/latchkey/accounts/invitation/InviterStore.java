package dev.latchkey.accounts.invitation;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All SQL of what may be invited to, and by whom. Stateless. */
final class InviterStore {

  /**
   * Whoever has proven an address and is a member counts as one, and whoever claims it inside the
   * organisation, but for an account that is {@link Unclaimed}. No address of the inviter's own can
   * be invited, proven or not.
   */
  private static final String FIND =
      """
      SELECT o.id, o.name, m.admission, p.locale,
             coalesce(p.display_name,
                      nullif(concat_ws(' ', p.given_name, p.family_name), '')) AS inviter,
             EXISTS (SELECT FROM accounts.membership_role r
                      WHERE r.organization_id = $1 AND r.person_id = $2 AND r.role_id = $3) AS owns,
             (SELECT jsonb_agg(jsonb_build_object(
                                 'id', r.id, 'name', r.name, 'permissions', r.permissions))
                FROM accounts.role r
               WHERE r.id = ANY ($4::uuid[])
                 AND (r.organization_id IS NULL OR r.organization_id = $1)) AS roles,
             ARRAY(SELECT t.id FROM accounts.team t
                    WHERE t.organization_id = $1 AND t.id = ANY ($5::uuid[])) AS teams,
             ARRAY(SELECT given.key FROM unnest($6::text[]) WITH ORDINALITY AS given (key, place)
                    WHERE EXISTS (
                            SELECT FROM accounts.email e
                              JOIN accounts.membership k ON k.person_id = e.person_id
                             WHERE e.address_key = given.key AND e.verified_at IS NOT NULL
                               AND k.organization_id = $1)
                       OR EXISTS (
                            SELECT FROM accounts.membership m
                             WHERE m.organization_id = $1 AND m.sort_email = given.key
                               AND NOT %s)
                       OR EXISTS (
                            SELECT FROM accounts.email e
                             WHERE e.person_id = $2 AND e.address_key = given.key)
                    ORDER BY given.place) AS members,
             (SELECT jsonb_agg(jsonb_build_object(
                                 'id', r.id, 'name', r.name, 'permissions', r.permissions))
                FROM accounts.membership k
                JOIN accounts.membership_role held USING (organization_id, person_id)
                JOIN accounts.role r ON r.id = held.role_id
               WHERE k.organization_id = $1 AND k.sort_email = ANY ($6::text[])) AS reached
        FROM accounts.organization o
        JOIN accounts.membership m ON m.organization_id = o.id
        JOIN accounts.person p ON p.id = m.person_id
       WHERE o.id = $1 AND m.person_id = $2 AND m.state = 'active'\
      """
          .formatted(Unclaimed.CONDITION);

  private static final String ADDRESSES =
      """
      SELECT e.address
        FROM accounts.membership m LEFT JOIN accounts.email e ON e.person_id = m.person_id
       WHERE m.organization_id = $1 AND m.person_id = $2\
      """;

  /** Those of the people who are of the organisation. */
  private static final String ACCOUNTS =
      """
      SELECT m.person_id, e.address, %s AS unclaimed,
             ARRAY(SELECT r.role_id FROM accounts.membership_role r
                    WHERE r.organization_id = $1 AND r.person_id = m.person_id) AS roles
        FROM accounts.membership m
        LEFT JOIN accounts.email e ON e.person_id = m.person_id AND e.is_primary
       WHERE m.organization_id = $1 AND m.person_id = ANY ($2::uuid[])\
      """
          .formatted(Unclaimed.CONDITION);

  private InviterStore() {}

  /**
   * Somebody's account in the organisation.
   *
   * @param unclaimed whether it is {@link Unclaimed}
   */
  record Account(@Nullable String address, boolean unclaimed, Set<RoleId> roles) {}

  /** The accounts of those who are of the organisation. */
  static Future<Map<PersonId, Account>> accounts(
      Sql sql, OrganizationId organization, List<PersonId> people) {
    UUID[] ids = people.stream().map(PersonId::value).toArray(UUID[]::new);
    return sql.list(
            ACCOUNTS,
            row -> Map.entry(new PersonId(row.getUUID("person_id")), account(row)),
            organization.value(),
            ids)
        .map(
            rows ->
                rows.stream().collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Account account(Row row) {
    return new Account(
        row.getString("address"),
        row.getBoolean("unclaimed"),
        Stream.of(row.getArrayOfUUIDs("roles"))
            .map(RoleId::new)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * What somebody wants to invite to.
   *
   * @param keys of the addresses
   */
  record Asked(Set<RoleId> roles, Set<TeamId> teams, List<String> keys) {}

  /**
   * Who invites, and what the organisation has of what was asked for.
   *
   * @param owns whether they are an owner
   * @param members those of the keys that are members' already, in their order
   * @param reached what those hold who have one of the addresses
   */
  record Inviter(
      OrganizationView organization,
      UUID admission,
      @Nullable String name,
      @Nullable String locale,
      boolean owns,
      HeldRoles roles,
      Set<TeamId> teams,
      List<String> members,
      HeldRoles reached) {}

  /**
   * The caller as an inviter; {@link Failure#FORBIDDEN} when they are no active member any more.
   */
  static Future<Inviter> find(Sql sql, Caller caller, Asked asked) {
    return sql.find(
            FIND,
            InviterStore::inviter,
            Tenancy.of(caller).value(),
            caller.person().value(),
            BuiltInRole.OWNER.id().value(),
            asked.roles().stream().map(RoleId::value).toArray(UUID[]::new),
            asked.teams().stream().map(TeamId::value).toArray(UUID[]::new),
            asked.keys().toArray(String[]::new))
        .map(found -> found.orElseThrow(Failure.FORBIDDEN::refusal));
  }

  /** Every address of a member; {@link Failure#NOT_FOUND} for anybody else. */
  static Future<List<String>> addresses(Sql sql, OrganizationId organization, PersonId person) {
    return sql.list(
            ADDRESSES,
            row -> Stream.ofNullable(row.getString(0)).toList(),
            organization.value(),
            person.value())
        .map(rows -> rows.isEmpty() ? unknown() : rows.stream().flatMap(List::stream).toList());
  }

  private static List<String> unknown() {
    throw Failure.NOT_FOUND.refusal();
  }

  private static Inviter inviter(Row row) {
    return new Inviter(
        new OrganizationView(new OrganizationId(row.getUUID("id")), row.getString("name")),
        row.getUUID("admission"),
        row.getString("inviter"),
        row.getString("locale"),
        row.getBoolean("owns"),
        HeldRoles.read(row.getJsonArray("roles")),
        Stream.of(row.getArrayOfUUIDs("teams"))
            .map(TeamId::new)
            .collect(Collectors.toUnmodifiableSet()),
        List.of(row.getArrayOfStrings("members")),
        HeldRoles.read(row.getJsonArray("reached")));
  }
}
