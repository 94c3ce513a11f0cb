package dev.latchkey.accounts.registration;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.email.EmailStore;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL of registrations. Stateless. */
final class RegistrationStore {

  /**
   * Everything that a registration does, in one statement: so the address of nobody, the one that
   * somebody has claimed and the one that somebody has proven cost the same round trips.
   *
   * <p>{@code claim} is who has proven the address, or is about to. Without one there is a
   * newcomer; a claim that was never proven loses its password and gets a new link; one that was
   * proven changes nothing. The handle is the address while nobody has ever had it, else the id.
   */
  private static final String REGISTER =
      """
      WITH claim AS MATERIALIZED (
        SELECT e.id AS email_id, e.person_id, e.address, p.locale, p.state <> 'unverified' AS proven
          FROM accounts.email e JOIN accounts.person p ON p.id = e.person_id
         WHERE e.address_key = $1 AND (e.verified_at IS NOT NULL OR p.state = 'unverified')
         ORDER BY e.verified_at NULLS LAST LIMIT 1),
      newcomer AS MATERIALIZED (
        SELECT $3::uuid AS person_id, $4::uuid AS email_id WHERE NOT EXISTS (SELECT FROM claim)),
      claimed AS (
        INSERT INTO accounts.used_handle (digest)
        SELECT sha256(convert_to($1, 'UTF8')) FROM newcomer
        ON CONFLICT DO NOTHING RETURNING digest),
      person AS (
        INSERT INTO accounts.person (id, handle, state, display_name)
        SELECT person_id, CASE WHEN EXISTS (SELECT FROM claimed) THEN $1 ELSE person_id::text END,
               'unverified', $6::text
          FROM newcomer),
      address AS (
        INSERT INTO accounts.email (id, person_id, address, address_key, is_primary)
        SELECT email_id, person_id, $2, $1, true FROM newcomer),
      secret AS (
        INSERT INTO accounts.password (person_id, hash) SELECT person_id, $5::text FROM newcomer),
      withdrawn AS (
        DELETE FROM accounts.password AS p USING claim
         WHERE p.person_id = claim.person_id AND NOT claim.proven),
      reader AS MATERIALIZED (
        SELECT person_id, email_id FROM newcomer
        UNION ALL SELECT person_id, email_id FROM claim WHERE NOT proven),
      made AS (
        INSERT INTO accounts.link (id, purpose, person_id, email_id, expires_at)
        SELECT $7::uuid, 'email_proof', person_id, email_id, now() + make_interval(secs => $8)
          FROM reader
        %s),
      founded AS (
        INSERT INTO accounts.organization (id, name)
        SELECT $11::uuid, $12::text FROM newcomer WHERE $11::uuid IS NOT NULL RETURNING id),
      joined AS (
        INSERT INTO accounts.membership (organization_id, person_id, state, account_type)
        SELECT founded.id, person_id, 'active', 'external' FROM founded, newcomer
        RETURNING organization_id, person_id),
      owning AS (
        INSERT INTO accounts.membership_role (organization_id, person_id, role_id)
        SELECT organization_id, person_id, $13::uuid FROM joined)
      SELECT kernel.append_event(CASE
               WHEN claim.email_id IS NULL THEN $9::jsonb
               ELSE $10::jsonb || jsonb_build_object(
                 'subject', jsonb_build_object('kind', 'person', 'id', claim.person_id),
                 'data', $10->'data'
                         || CASE WHEN proven THEN '{}' ELSE jsonb_build_object('linkId', $7::uuid) END,
                 'personal', $10->'personal' || jsonb_strip_nulls(jsonb_build_object(
                   'address', claim.address, 'locale', claim.locale)))
             END),
             (SELECT kernel.append_event($14::jsonb) FROM founded)
        FROM (SELECT) AS always LEFT JOIN claim ON true\
      """
          .formatted(LinkStore.OR_TAKE_PLACE);

  /**
   * Who might come.
   *
   * @param organization what they bring along
   */
  record Registrant(
      PersonId person,
      EmailId emailId,
      EmailAddress email,
      String passwordHash,
      @Nullable String displayName,
      @Nullable OrganizationView organization) {}

  /**
   * The mailed proof, and what is told in each case.
   *
   * @param first the event of a newcomer
   * @param repeated the event of an address that is claimed; about whom is added to it
   * @param founded the event of the organisation that a newcomer brings along
   */
  record Proof(
      UUID link, Duration lifetime, Change first, Change repeated, @Nullable Change founded) {}

  private RegistrationStore() {}

  /** Registers; keeps every other claim on the address waiting until the commit. */
  static Future<Done> register(Sql sql, Registrant registrant, Proof proof) {
    OrganizationView organization = registrant.organization();
    return EmailStore.hold(sql, registrant.email())
        .compose(
            held ->
                sql.run(
                    REGISTER,
                    registrant.email().key(),
                    registrant.email().text(),
                    registrant.person().value(),
                    registrant.emailId().value(),
                    registrant.passwordHash(),
                    registrant.displayName(),
                    proof.link(),
                    (double) proof.lifetime().toSeconds(),
                    proof.first().toJson(),
                    proof.repeated().toJson(),
                    organization == null ? null : organization.id().value(),
                    organization == null ? null : organization.name(),
                    BuiltInRole.OWNER.id().value(),
                    json(proof.founded())))
        .map(Done.DONE);
  }

  private static @Nullable JsonObject json(@Nullable Change change) {
    return change == null ? null : change.toJson();
  }
}
