package dev.latchkey.accounts.person;

import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.once.AnswerStore;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL of what tells of a person: changing it, and taking it away for good. Stateless. */
public final class ProfileStore {

  /** Null leaves a field as it is; an empty text clears it. */
  private static final String UPDATE =
      """
      UPDATE accounts.person SET
             given_name   = nullif(coalesce($2, given_name), ''),
             family_name  = nullif(coalesce($3, family_name), ''),
             display_name = nullif(coalesce($4, display_name), ''),
             title        = nullif(coalesce($5, title), ''),
             locale       = nullif(coalesce($6, locale), ''),
             time_zone    = nullif(coalesce($7, time_zone), ''),
             version = version + 1, updated_at = now()
       WHERE id = $1\
      """;

  private static final String ALLOW_IMPERSONATION =
      """
      UPDATE accounts.person
         SET impersonation_allowed = $2, version = version + 1, updated_at = now()
       WHERE id = $1 AND impersonation_allowed <> $2 RETURNING id\
      """;

  /** What stays of a person who is gone: the id, and that there was somebody. */
  private static final String FORGET =
      """
      WITH email AS (DELETE FROM accounts.email WHERE person_id = $1),
      password AS (DELETE FROM accounts.password WHERE person_id = $1),
      membership AS (DELETE FROM accounts.membership WHERE person_id = $1),
      onboarding AS (DELETE FROM accounts.onboarding WHERE person_id = $1),
      preferences AS (DELETE FROM accounts.preferences WHERE person_id = $1),
      history AS (
        UPDATE kernel.event SET personal = NULL
         WHERE personal IS NOT NULL
           AND ((subject_kind = 'person' AND subject_id = $1)
             OR (actor_kind = 'person' AND actor_id = $1)))
      UPDATE accounts.person
         SET state = 'anonymised', handle = id::text, given_name = NULL, family_name = NULL,
             display_name = NULL, title = NULL, locale = NULL, time_zone = NULL,
             impersonation_allowed = false,
             login_generation = login_generation + 1, kept_login = NULL,
             version = version + 1, updated_at = now()
       WHERE id = $1\
      """;

  private ProfileStore() {}

  /** Sets and clears fields; the others stay. */
  public static Future<Void> update(
      Sql sql, PersonId person, Map<ProfileField, String> set, Set<ProfileField> clear) {
    return sql.run(
            UPDATE,
            person.value(),
            value(ProfileField.GIVEN_NAME, set, clear),
            value(ProfileField.FAMILY_NAME, set, clear),
            value(ProfileField.DISPLAY_NAME, set, clear),
            value(ProfileField.TITLE, set, clear),
            value(ProfileField.LOCALE, set, clear),
            value(ProfileField.TIME_ZONE, set, clear))
        .mapEmpty();
  }

  /** Whether that was a change. */
  public static Future<Boolean> allowImpersonation(Sql sql, PersonId person, boolean allowed) {
    return sql.any(ALLOW_IMPERSONATION, person.value(), allowed);
  }

  /**
   * Leaves nothing of a person but the id, and that there was somebody: no name, address, password
   * or membership, nothing in events, nor in answers that were kept for repetitions.
   */
  public static Future<Void> forget(Sql sql, PersonId person) {
    return sql.run(FORGET, person.value())
        .compose(forgotten -> AnswerStore.forget(sql, person.value()))
        .compose(forgotten -> AnswerStore.forgetAbout(sql, person.value()));
  }

  private static @Nullable String value(
      ProfileField field, Map<ProfileField, String> set, Set<ProfileField> clear) {
    return clear.contains(field) ? "" : set.get(field);
  }
}
