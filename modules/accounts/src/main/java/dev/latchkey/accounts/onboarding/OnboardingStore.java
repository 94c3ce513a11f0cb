package dev.latchkey.accounts.onboarding;

import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.SkipReason;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL of {@code accounts.onboarding}. Stateless. */
final class OnboardingStore {

  /** How often a person may ask within an hour (chosen, not measured). */
  static final int MOST_AN_HOUR = 30;

  private static final String FIND = "SELECT * FROM accounts.onboarding WHERE person_id = $1";

  /** Zero while they may still ask. */
  private static final String PAUSE =
      """
      SELECT ceil(extract(epoch FROM asked_since + interval '1 hour' - now()))::bigint AS seconds
        FROM accounts.onboarding
       WHERE person_id = $1 AND asked >= %d AND asked_since > now() - interval '1 hour'\
      """
          .formatted(MOST_AN_HOUR);

  /** When it was first is in the row that is there. */
  private static final String SKIP =
      """
      INSERT INTO accounts.onboarding AS o (person_id, reason, organization_id, asked)
      VALUES ($1, $2, $3, 1)
      ON CONFLICT (person_id) DO UPDATE
         SET reason = excluded.reason, organization_id = excluded.organization_id,
             invitation_id = NULL, delegation_accepted_at = NULL,
             (asked, asked_since) = (
               SELECT CASE WHEN recent THEN o.asked + 1 ELSE 1 END,
                      CASE WHEN recent THEN o.asked_since ELSE now() END
                 FROM (SELECT o.asked_since > now() - interval '1 hour' AS recent) AS hour)
      RETURNING *\
      """;

  private static final String DELEGATE =
      """
      INSERT INTO accounts.onboarding (person_id, reason, organization_id, invitation_id)
      VALUES ($1, 'delegated', $2, $3)
      ON CONFLICT (person_id) DO UPDATE
         SET reason = 'delegated', organization_id = excluded.organization_id,
             invitation_id = excluded.invitation_id, delegation_accepted_at = NULL
      RETURNING *\
      """;

  private static final String END =
      """
      DELETE FROM accounts.onboarding
       WHERE invitation_id = $1 AND delegation_accepted_at IS NULL
      RETURNING person_id, organization_id\
      """;

  private static final String STAMP =
      """
      UPDATE accounts.onboarding SET delegation_accepted_at = now()
       WHERE invitation_id = $1 AND delegation_accepted_at IS NULL
      RETURNING person_id, organization_id\
      """;

  /** Who had left it to a colleague, and in which organisation. */
  record Delegator(UUID person, @Nullable UUID organization) {}

  private OnboardingStore() {}

  static Future<OnboardingView> find(Sql sql, PersonId person) {
    return sql.find(FIND, OnboardingStore::view, person.value())
        .map(found -> found.orElse(OnboardingView.NOT_SKIPPED));
  }

  /** How long a person has to wait until they may ask again; zero if not at all. */
  static Future<Duration> pause(Sql sql, PersonId person) {
    return sql.find(PAUSE, row -> Duration.ofSeconds(row.getLong("seconds")), person.value())
        .map(wait -> wait.orElse(Duration.ZERO));
  }

  /** A person, whose row is locked, leaves it behind. */
  static Future<OnboardingView> skip(
      Sql sql, PersonId person, SkipReason reason, @Nullable OrganizationId organization) {
    UUID where = organization == null ? null : organization.value();
    return sql.find(SKIP, OnboardingStore::view, person.value(), reason.wireName(), where)
        .map(Optional::orElseThrow);
  }

  /** A person, whose row is locked, leaves it to somebody; {@link Failure#NOT_FOUND}. */
  static Future<OnboardingView> delegate(
      Sql sql, PersonId person, OrganizationId organization, InvitationId invitation) {
    return sql.find(
            DELEGATE,
            OnboardingStore::view,
            person.value(),
            organization.value(),
            invitation.value())
        .map(Optional::orElseThrow)
        .recover(Constraint.means("onboarding_organization_id_fkey", Failure.NOT_FOUND));
  }

  /** Forgets a delegation that was not accepted; empty when there is none. */
  static Future<Optional<Delegator>> end(Sql sql, InvitationId invitation) {
    return sql.find(END, OnboardingStore::delegator, invitation.value());
  }

  /** Notes that a delegation was accepted; empty when there is none, or it was before. */
  static Future<Optional<Delegator>> stamp(Sql sql, InvitationId invitation) {
    return sql.find(STAMP, OnboardingStore::delegator, invitation.value());
  }

  private static Delegator delegator(Row row) {
    return new Delegator(row.getUUID("person_id"), row.getUUID("organization_id"));
  }

  private static OnboardingView view(Row row) {
    UUID organization = row.getUUID("organization_id");
    UUID invitation = row.getUUID("invitation_id");
    return new OnboardingView(
        instant(row.getOffsetDateTime("skipped_at")),
        SkipReason.of(row.getString("reason")),
        organization == null ? null : new OrganizationId(organization),
        invitation == null ? null : new InvitationId(invitation),
        instant(row.getOffsetDateTime("delegation_accepted_at")));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
