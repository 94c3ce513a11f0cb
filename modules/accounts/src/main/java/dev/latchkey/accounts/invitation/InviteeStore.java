package dev.latchkey.accounts.invitation;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.accounts.users.RoleGrant;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL of the invited who join. Stateless. */
final class InviteeStore {

  /** Nothing when the inviter's stay has ended, whatever has come after it. */
  private static final String OFFER =
      """
      SELECT o.id, o.name,
             EXISTS (SELECT FROM accounts.membership_role r
                      WHERE r.organization_id = $1 AND r.person_id = $2 AND r.role_id = $5) AS owns,
             (SELECT jsonb_agg(jsonb_build_object(
                                 'id', r.id, 'name', r.name, 'permissions', r.permissions))
                FROM accounts.role r
               WHERE r.id = ANY ($6::uuid[])
                 AND (r.organization_id IS NULL OR r.organization_id = $1)) AS given,
      """
          + HeldRoles.JSON
          + """
                  AS held
            FROM accounts.organization o
            JOIN accounts.membership m ON m.organization_id = o.id
           WHERE o.id = $1 AND m.person_id = $2 AND m.state = 'active' AND m.admission = $3
             AND $4::timestamptz > now()\
          """;

  private static final String CLAIM =
      """
      SELECT m.person_id, e.id AS email_id, NOT %s AS kept_out, %s AS held
        FROM accounts.membership m
        JOIN accounts.email e ON e.person_id = m.person_id AND e.is_primary
       WHERE m.organization_id = $1 AND m.sort_email = $2\
      """
          .formatted(Unclaimed.CONDITION, HeldRoles.JSON);

  private static final String GIVE =
      """
      given AS (
        INSERT INTO accounts.membership_role (organization_id, person_id, role_id)
        SELECT $1, member.person_id, unnest($3::uuid[]) FROM member ON CONFLICT DO NOTHING),
      team AS MATERIALIZED (
        SELECT id FROM accounts.team
         WHERE organization_id = $1 AND id = ANY ($4::uuid[]) FOR KEY SHARE),
      placed AS (
        INSERT INTO accounts.team_member (organization_id, team_id, person_id)
        SELECT $1, team.id, member.person_id FROM member, team ON CONFLICT DO NOTHING)
      SELECT person_id FROM member\
      """;

  private static final String JOIN =
      """
      WITH member AS (
        INSERT INTO accounts.membership (organization_id, person_id, state, account_type)
        VALUES ($1, $2, 'active', 'external')
        ON CONFLICT (organization_id, person_id) DO NOTHING RETURNING person_id),
      """
          + GIVE;

  private static final String ARRIVE =
      """
      WITH member AS (
        UPDATE accounts.membership SET state = 'active', version = version + 1
         WHERE organization_id = $1 AND person_id = $2 AND state <> 'disabled'
        RETURNING person_id),
      """
          + GIVE;

  private InviteeStore() {}

  /**
   * What an inviter can give at this moment.
   *
   * @param held the inviter's roles
   * @param owns whether they are an owner
   * @param given those of the invitation's roles that there still are
   */
  record Offer(OrganizationView organization, HeldRoles held, boolean owns, HeldRoles given) {

    /** Whether the inviter holds all that these roles allow. */
    boolean covers(HeldRoles roles) {
      return RoleGrant.within(held.permissions(), owns, roles.roles());
    }
  }

  /**
   * Who claims an address inside the organisation, without having proven it.
   *
   * @param keptOut whether the invitation is no way in for them
   * @param held what they hold there
   */
  record Claim(PersonId person, EmailId email, boolean keptOut, HeldRoles held) {}

  /** What the terms give now; empty when their time or the inviter's has ended. */
  static Future<Optional<Offer>> offer(Sql sql, InvitationTerms terms) {
    return sql.find(
        OFFER,
        InviteeStore::offer,
        terms.organization().value(),
        terms.inviter().value(),
        terms.admission(),
        terms.expiresAt().atOffset(ZoneOffset.UTC),
        BuiltInRole.OWNER.id().value(),
        roles(terms));
  }

  static Future<Optional<Claim>> claim(Sql sql, OrganizationId organization, EmailAddress address) {
    return sql.find(CLAIM, InviteeStore::claim, organization.value(), address.key());
  }

  /** Makes somebody a member; {@link Failure#ALREADY_MEMBER}. */
  static Future<Void> join(Sql sql, InvitationTerms terms, PersonId person) {
    return become(JOIN, sql, terms, person, roles(terms));
  }

  /**
   * Lets somebody in for whom there is a membership, unless they are kept out. An invitation to
   * their very account gives them what this holds by now, and not what it held then.
   */
  static Future<Void> arrive(Sql sql, InvitationTerms terms, PersonId person) {
    return become(ARRIVE, sql, terms, person, terms.user() == null ? roles(terms) : new UUID[0]);
  }

  private static Future<Void> become(
      String statement, Sql sql, InvitationTerms terms, PersonId person, UUID[] roles) {
    return sql.find(
            statement,
            row -> row.getUUID(0),
            terms.organization().value(),
            person.value(),
            roles,
            terms.teamIds().stream().map(TeamId::value).toArray(UUID[]::new))
        .recover(Constraint.means("membership_role_role_id_fkey", Failure.LINK_INVALID))
        .recover(Constraint.means("membership_address", Failure.ALREADY_MEMBER))
        .map(found -> orMember(found.orElse(null)));
  }

  private static @Nullable Void orMember(@Nullable UUID joined) {
    if (joined == null) {
      throw Failure.ALREADY_MEMBER.refusal();
    }
    return null;
  }

  private static UUID[] roles(InvitationTerms terms) {
    return terms.roleIds().stream().map(RoleId::value).toArray(UUID[]::new);
  }

  private static Offer offer(Row row) {
    return new Offer(
        new OrganizationView(new OrganizationId(row.getUUID("id")), row.getString("name")),
        HeldRoles.read(row.getJsonArray("held")),
        row.getBoolean("owns"),
        HeldRoles.read(row.getJsonArray("given")));
  }

  private static Claim claim(Row row) {
    return new Claim(
        new PersonId(row.getUUID("person_id")),
        new EmailId(row.getUUID("email_id")),
        row.getBoolean("kept_out"),
        HeldRoles.read(row.getJsonArray("held")));
  }
}
