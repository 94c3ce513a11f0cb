package dev.latchkey.accounts.users;

import dev.latchkey.accounts.email.EmailStore;
import dev.latchkey.accounts.password.TemporaryPasswords;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL of new accounts. Stateless. */
final class UserCreationStore {

  /**
   * A whole account in one statement, since an import makes many. What the rules say of the roles
   * is looked at afterwards, in the same transaction.
   *
   * <p>Where the organisation forbids temporary passwords, such an account has none and is
   * unverified: whoever proves its address chooses one. The same holds for somebody who is yet to
   * be invited: without a hash, and without a link of which a mail would follow.
   */
  private static final String CREATE =
      """
      WITH allowed AS MATERIALIZED (
        SELECT $12::text IS NOT NULL
               AND (NOT $10::boolean
                    OR coalesce((settings->>'temporaryPasswordsAllowed')::boolean, true)) AS password
          FROM accounts.organization WHERE id = $1),
      newcomer AS MATERIALIZED (
        SELECT $2::uuid AS person_id, password FROM allowed
         WHERE NOT EXISTS (SELECT FROM accounts.email e
                            WHERE e.address_key = $5 AND e.verified_at IS NOT NULL)),
      claimed AS (
        INSERT INTO accounts.used_handle (digest)
        SELECT sha256(convert_to($3, 'UTF8')) FROM newcomer
        ON CONFLICT DO NOTHING RETURNING digest),
      person AS (
        INSERT INTO accounts.person
               (id, handle, state, given_name, family_name, display_name, title)
        SELECT person_id,
               CASE WHEN EXISTS (SELECT FROM claimed) THEN $3 ELSE person_id::text END,
               CASE WHEN password THEN 'active' ELSE 'unverified' END, $6, $7, $8, $9
          FROM newcomer RETURNING handle),
      address AS (
        INSERT INTO accounts.email (id, person_id, address, address_key, is_primary)
        SELECT $4, person_id, $11, $5, true FROM newcomer),
      secret AS (
        INSERT INTO accounts.password (person_id, hash, must_change, expires_at)
        SELECT person_id, $12, $10, CASE WHEN $10 THEN now() + make_interval(secs => $13) END
          FROM newcomer WHERE password RETURNING expires_at),
      joined AS (
        INSERT INTO accounts.membership (organization_id, person_id, state, account_type,
                                         sort_name, sort_email, search)
        SELECT $1, person_id, CASE WHEN $12::text IS NULL THEN 'invited' ELSE 'active' END, 'managed',
               listing.*
          FROM newcomer, person, LATERAL accounts.listing_of($6, $7, $8, handle, $5) AS listing
        RETURNING created_at),
      found AS MATERIALIZED (
        SELECT r.id, r.name, r.permissions FROM accounts.role r
         WHERE r.id = ANY ($14::uuid[]) AND (r.organization_id IS NULL OR r.organization_id = $1)),
      holding AS (
        INSERT INTO accounts.membership_role (organization_id, person_id, role_id)
        SELECT $1, person_id, found.id FROM newcomer, found),
      proof AS (
        INSERT INTO accounts.link (id, purpose, person_id, email_id, expires_at)
        SELECT $15::uuid, 'email_proof', person_id, $4, now() + make_interval(secs => $16)
          FROM newcomer WHERE $15::uuid IS NOT NULL)
      SELECT (SELECT handle FROM person) AS handle,
             (SELECT expires_at FROM secret) AS change_by,
             (SELECT created_at FROM joined) AS created_at,
             coalesce((SELECT jsonb_agg(jsonb_build_object(
                                'id', id, 'name', name, 'permissions', permissions) ORDER BY name)
                         FROM found), '[]') AS roles,
             EXISTS (SELECT FROM accounts.membership_role r
                       JOIN accounts.membership c USING (organization_id, person_id)
                      WHERE r.organization_id = $1 AND r.person_id = $17 AND r.role_id = $18
                        AND c.state = 'active') AS caller_owns,
             (SELECT kernel.append_event($19::jsonb) FROM newcomer) AS event\
      """;

  /**
   * What the mailed proof is, and what is told.
   *
   * @param link null where nobody is mailed
   * @param lifetime how long it can be used
   */
  record Proof(@Nullable UUID link, Duration lifetime, Change change) {}

  /**
   * What was made.
   *
   * @param changeBy until when the temporary password opens anything; null without one
   */
  record Created(
      String handle,
      Instant createdAt,
      @Nullable Instant changeBy,
      HeldRoles roles,
      boolean callerOwns) {}

  private UserCreationStore() {}

  /** Keeps everybody else who claims or proves the address waiting. */
  static Statement hold(Newcomer newcomer) {
    return Statement.of(EmailStore.HOLD, newcomer.email().key());
  }

  /**
   * Makes the account; {@link Failure#EMAIL_TAKEN}.
   *
   * @param credential null for somebody who is yet to be invited
   */
  static Future<Created> create(
      Sql sql,
      Caller caller,
      Newcomer newcomer,
      @Nullable Credential credential,
      Grant grant,
      Proof proof) {
    return sql.find(
            CREATE,
            UserCreationStore::created,
            Tenancy.of(caller).value(),
            newcomer.id().value(),
            newcomer.wantedHandle(),
            Ids.next(),
            newcomer.email().key(),
            newcomer.text(ProfileField.GIVEN_NAME),
            newcomer.text(ProfileField.FAMILY_NAME),
            newcomer.text(ProfileField.DISPLAY_NAME),
            newcomer.text(ProfileField.TITLE),
            credential != null && credential.temporary() != null,
            newcomer.email().text(),
            credential == null ? null : credential.hash(),
            (double) TemporaryPasswords.LIFETIME.toSeconds(),
            MemberStore.values(grant.roles()),
            proof.link(),
            (double) proof.lifetime().toSeconds(),
            caller.person().value(),
            BuiltInRole.OWNER.id().value(),
            proof.change().toJson())
        .recover(Constraint.means("membership_address", Failure.EMAIL_TAKEN))
        .map(found -> found.flatMap(made -> made).orElseThrow(Failure.EMAIL_TAKEN::refusal));
  }

  /**
   * What somebody will sign in with.
   *
   * @param temporary the password itself where it is a temporary one; null where one was given
   */
  record Credential(String hash, @Nullable String temporary) {
    @Override
    public String toString() {
      return "Credential[]";
    }
  }

  /** Which roles they get. */
  record Grant(Set<RoleId> roles) {}

  private static Optional<Created> created(Row row) {
    OffsetDateTime createdAt = row.getOffsetDateTime("created_at");
    OffsetDateTime changeBy = row.getOffsetDateTime("change_by");
    return createdAt == null
        ? Optional.empty()
        : Optional.of(
            new Created(
                row.getString("handle"),
                createdAt.toInstant(),
                changeBy == null ? null : changeBy.toInstant(),
                HeldRoles.read(row.getJsonArray("roles")),
                row.getBoolean("caller_owns")));
  }
}
