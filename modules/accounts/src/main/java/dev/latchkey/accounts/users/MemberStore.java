package dev.latchkey.accounts.users;

import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.UserPermissions;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** All SQL that changes memberships and their roles. Stateless. */
final class MemberStore {

  private static final String FIND =
      """
      SELECT m.state, m.account_type,
      """
          + HeldRoles.JSON
          + """
                  AS roles,
                 EXISTS (SELECT FROM accounts.membership_role r
                           JOIN accounts.membership c USING (organization_id, person_id)
                          WHERE r.organization_id = m.organization_id AND r.person_id = $3
                            AND r.role_id = $4 AND c.state = 'active') AS caller_owns,
                 coalesce((o.settings->>'temporaryPasswordsAllowed')::boolean, true) AS temporary,
                 o.name AS organization_name, p.login_generation, now() AS now
            FROM accounts.membership m
            JOIN accounts.organization o ON o.id = m.organization_id
            JOIN accounts.person p ON p.id = m.person_id
           WHERE m.organization_id = $1 AND m.person_id = $2\
          """;

  private static final String RIGHTS =
      "SELECT m.state, "
          + HeldRoles.JSON
          + """
           AS roles FROM accounts.membership m
           WHERE m.organization_id = $1 AND m.person_id = $2\
          """;

  private static final String FIND_ROLES =
      """
      SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions)
                       ORDER BY r.name)
        FROM accounts.role r
       WHERE r.id = ANY ($2) AND (r.organization_id IS NULL OR r.organization_id = $1)\
      """;

  private static final String SET_ROLES =
      """
      WITH taken AS (
        DELETE FROM accounts.membership_role
         WHERE organization_id = $1 AND person_id = $2 AND role_id <> ALL ($3))
      INSERT INTO accounts.membership_role (organization_id, person_id, role_id)
      SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING\
      """;

  private static final String SET_STATE =
      """
      UPDATE accounts.membership SET state = $3, version = version + 1
       WHERE organization_id = $1 AND person_id = $2\
      """;

  private static final String REMOVE =
      "DELETE FROM accounts.membership WHERE organization_id = $1 AND person_id = $2";

  private static final String BELONGS_ELSEWHERE =
      """
      SELECT 1 FROM accounts.membership
       WHERE person_id = $2 AND organization_id <> $1 LIMIT 1\
      """;

  private static final String ADMIT_ANEW =
      """
      UPDATE accounts.membership SET admission = gen_random_uuid()
       WHERE organization_id = $1 AND person_id = $2\
      """;

  private static final String CONSENT =
      """
      SELECT EXISTS (SELECT FROM accounts.membership_role r
                      WHERE r.organization_id = $1 AND r.person_id = $2 AND r.role_id = $3) AS owner,
             p.impersonation_allowed
               AND coalesce((o.settings->>'impersonationAllowed')::boolean, false) AS allowed
        FROM accounts.membership m
        JOIN accounts.organization o ON o.id = m.organization_id
        JOIN accounts.person p ON p.id = m.person_id
       WHERE m.organization_id = $1 AND m.person_id = $2\
      """;

  private MemberStore() {}

  /** Whether somebody of the organisation can be acted as; empty for nobody of it. */
  static Future<Optional<Impersonation.Consent>> consent(
      Sql sql, OrganizationId organization, PersonId person) {
    return sql.find(
        CONSENT,
        row -> new Impersonation.Consent(row.getBoolean("owner"), row.getBoolean("allowed")),
        organization.value(),
        person.value(),
        BuiltInRole.OWNER.id().value());
  }

  /** Begins another stay in the organisation: logins and API tokens of earlier ones are dead. */
  static Future<Void> admitAnew(Sql sql, Member member) {
    return sql.run(ADMIT_ANEW, member.organization().value(), member.id().value()).mapEmpty();
  }

  /**
   * Locks somebody of the caller's organisation; {@link Failure#NOT_FOUND} for anybody else,
   * whether there is such a person or not.
   */
  static Future<Member> lock(Sql sql, Caller caller, PersonId id) {
    return PersonStore.lock(sql, id).compose(person -> find(sql, caller, person));
  }

  private static Future<Member> find(Sql sql, Caller caller, LockedPerson person) {
    UUID organization = Tenancy.of(caller).value();
    UUID owner = BuiltInRole.OWNER.id().value();
    return sql.find(
            FIND,
            MemberStore::facts,
            organization,
            person.id().value(),
            caller.person().value(),
            owner)
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal))
        .map(facts -> new Member(caller, person, facts));
  }

  /** What somebody may do in the caller's organisation; {@link Failure#NOT_FOUND}. */
  static Future<UserPermissions> rights(Sql sql, Caller caller, PersonId user) {
    return Future.succeededFuture(caller)
        .map(Tenancy::of)
        .compose(
            organization ->
                sql.find(RIGHTS, MemberStore::rights, organization.value(), user.value()))
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  /** Those of the roles that the organisation has. */
  static Future<HeldRoles> roles(Sql sql, Caller caller, Collection<RoleId> ids) {
    return sql.find(
            FIND_ROLES,
            row -> HeldRoles.read(row.getJsonArray(0)),
            Tenancy.of(caller).value(),
            values(ids))
        .map(Optional::orElseThrow);
  }

  /** Replaces the roles; NOT_FOUND when one was deleted meanwhile. */
  static Future<Void> setRoles(Sql sql, Member member, Collection<RoleId> ids) {
    return sql.run(
            SET_ROLES, member.organization().value(), member.id().value(), (Object) values(ids))
        .recover(Constraint.means("membership_role_role_id_fkey", Failure.NOT_FOUND))
        .mapEmpty();
  }

  static Future<Void> setState(Sql sql, Member member, MemberState state) {
    return sql.run(SET_STATE, member.organization().value(), member.id().value(), state.wireName())
        .mapEmpty();
  }

  /** Takes the membership away, and with it roles and team assignments. */
  static Future<Void> remove(Sql sql, Member member) {
    return sql.run(REMOVE, member.organization().value(), member.id().value()).mapEmpty();
  }

  /** Whether the person is in another organisation too. */
  static Future<Boolean> belongsElsewhere(Sql sql, Member member) {
    return sql.any(BELONGS_ELSEWHERE, member.organization().value(), member.id().value());
  }

  static UUID[] values(Collection<RoleId> ids) {
    return ids.stream().map(RoleId::value).toArray(UUID[]::new);
  }

  private static Member.Facts facts(Row row) {
    return new Member.Facts(
        MemberState.of(row.getString("state")),
        AccountType.of(row.getString("account_type")),
        HeldRoles.read(row.getJsonArray("roles")),
        row.getString("organization_name"),
        row.getBoolean("caller_owns"),
        row.getBoolean("temporary"),
        row.getInteger("login_generation"),
        row.getOffsetDateTime("now").toInstant());
  }

  private static UserPermissions rights(Row row) {
    HeldRoles roles = HeldRoles.read(row.getJsonArray("roles"));
    boolean active = MemberState.of(row.getString("state")) == MemberState.ACTIVE;
    return new UserPermissions(roles.views(), active ? roles.permissions() : Set.of());
  }
}
