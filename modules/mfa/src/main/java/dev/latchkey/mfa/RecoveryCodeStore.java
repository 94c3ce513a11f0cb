package dev.latchkey.mfa;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of the use of recovery codes; {@link FactorStore} replaces them. Thread-safe. */
final class RecoveryCodeStore {

  /** What guesses at recovery codes are counted under. */
  static final String AUTHENTICATOR = "recovery_code";

  private static final String PROMPT =
      """
      WITH guess AS MATERIALIZED (SELECT %s AS admitted)
      SELECT (SELECT mac FROM unnest(p.recovery_codes) AS mac
               WHERE guess.admitted AND mac = ANY ($2) LIMIT 1) AS mac
        FROM guess LEFT JOIN mfa.person p ON p.person_id = $1\
      """;

  /** Takes the code and says so, or puts the refusal on record. */
  private static final String SETTLE =
      """
      WITH used AS (
        UPDATE mfa.person SET recovery_codes = array_remove(recovery_codes, $2::bytea)
         WHERE person_id = $1 AND $2 = ANY (recovery_codes)
        RETURNING generation, cardinality(recovery_codes) AS remaining),
      cleared AS (
        DELETE FROM kernel.guess
         WHERE subject = $1 AND authenticator = '%s' AND EXISTS (SELECT FROM used))
      SELECT used.generation,
             CASE WHEN used.generation IS NULL THEN kernel.append_event($4)
                  ELSE kernel.append_event(
                         jsonb_set($3, '{data,remaining}', to_jsonb(used.remaining))) END AS told
        FROM (SELECT) AS always LEFT JOIN used ON true\
      """
          .formatted(AUTHENTICATOR);

  private final Database database;
  private final String prompt;

  RecoveryCodeStore(Database database, GuessLimits limits) {
    this.database = database;
    this.prompt = PROMPT.formatted(limits.reserve("$1::uuid", AUTHENTICATOR));
  }

  /**
   * Reserves a guess at a person's codes, whether they have any or not.
   *
   * @param candidates what may be stored of the guessed code; none for what can't be one
   * @return what is stored of it; empty when it is wrong, or may not be looked at
   */
  Future<Optional<Buffer>> prompt(PersonId person, List<byte[]> candidates) {
    return database
        .run(prompt, person.value(), FactorStore.array(candidates))
        .map(rows -> Optional.ofNullable(rows.iterator().next().getBuffer("mac")));
  }

  /**
   * Takes a code for this one use, forgets the wrong guesses and appends the event, with how many
   * remain; or, when it was taken or there is none, appends the refusal.
   *
   * @return the generation of the factors; empty when it was refused
   */
  Future<Optional<Integer>> settle(
      PersonId person, @Nullable Buffer mac, Change use, Change refusal) {
    return database
        .change(SETTLE, person.value(), mac, use.toJson(), refusal.toJson())
        .map(rows -> Optional.ofNullable(rows.iterator().next().getInteger("generation")));
  }
}
