package dev.latchkey.mfa;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All SQL of authenticator apps. Thread-safe. */
final class TotpStore {

  /** What guesses at codes are counted under. */
  static final String AUTHENTICATOR = "totp";

  /** How long a set-up waits for its confirmation (chosen, not measured). */
  static final Duration SET_UP_LIFETIME = Duration.ofMinutes(10);

  private static final String UNCONFIRMED =
      " confirmed_at IS NULL AND created_at > now() - make_interval(secs => %d) "
          .formatted(SET_UP_LIFETIME.toSeconds());

  /** Another secret is another authenticator: guesses at the one before don't count. */
  private static final String BEGIN =
      """
      WITH known AS (
        INSERT INTO mfa.person (person_id) VALUES ($1) ON CONFLICT DO NOTHING),
      begun AS (
        INSERT INTO mfa.totp AS t (person_id, secret) VALUES ($1, $2)
        ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, created_at = now()
         WHERE t.confirmed_at IS NULL
        RETURNING person_id),
      bound_anew AS (
        DELETE FROM kernel.guess
         WHERE subject = $1 AND authenticator = '%s' AND EXISTS (SELECT FROM begun))
      SELECT person_id FROM begun\
      """
          .formatted(AUTHENTICATOR);

  private static final String PROMPT =
      """
      WITH guess AS MATERIALIZED (SELECT %s AS admitted)
      SELECT guess.admitted, now() AS now, t.secret
        FROM guess LEFT JOIN mfa.totp t ON t.person_id = $1 AND t.confirmed_at IS NOT NULL\
      """;

  /** No guess is counted where there is nothing to guess at. */
  private static final String SET_UP_PROMPT =
      "SELECT %s AS admitted, now() AS now, secret FROM mfa.totp WHERE person_id = $1 AND "
          + UNCONFIRMED;

  private static final String CONFIRM =
      "UPDATE mfa.totp SET confirmed_at = now(), last_step = $3 WHERE person_id = $1"
          + " AND secret = $2 AND "
          + UNCONFIRMED;

  /**
   * Accepts a step, or puts the refusal on record. A step counts once, and none before it
   * afterwards.
   */
  private static final String SETTLE =
      """
      WITH accepted AS (
        UPDATE mfa.totp SET last_step = $3
         WHERE person_id = $1 AND secret = $2 AND confirmed_at IS NOT NULL AND last_step < $3
        RETURNING person_id),
      cleared AS (
        DELETE FROM kernel.guess
         WHERE subject = $1 AND authenticator = '%s' AND EXISTS (SELECT FROM accepted))
      SELECT (SELECT p.generation FROM accepted JOIN mfa.person p USING (person_id)) AS generation,
             CASE WHEN NOT EXISTS (SELECT FROM accepted) THEN kernel.append_event($4) END AS told\
      """
          .formatted(AUTHENTICATOR);

  private static final String APPEND = "SELECT kernel.append_event($1)";

  private static final String FORGET = "DELETE FROM mfa.totp WHERE person_id = $1";

  private static final String REMOVE = FORGET + " AND confirmed_at IS NOT NULL";

  private static final String PURGE =
      """
      DELETE FROM mfa.totp WHERE person_id IN (
        SELECT person_id FROM mfa.totp
         WHERE confirmed_at IS NULL AND created_at < now() - make_interval(secs => %d)
         LIMIT 1000 FOR UPDATE SKIP LOCKED)\
      """
          .formatted(SET_UP_LIFETIME.toSeconds());

  /**
   * What is needed to judge a code.
   *
   * @param admitted whether this guess may be looked at
   * @param secret encrypted; null for somebody without an app
   * @param now by the database's clock, which alone counts
   */
  record Prompt(boolean admitted, byte @Nullable [] secret, Instant now) {

    @Override
    public String toString() {
      return "Prompt[admitted=" + admitted + "]";
    }
  }

  private final Database database;
  private final String prompt;
  private final String setUpPrompt;

  TotpStore(Database database, GuessLimits limits) {
    String reserve = limits.reserve("$1::uuid", AUTHENTICATOR);
    this.database = database;
    this.prompt = PROMPT.formatted(reserve);
    this.setUpPrompt = SET_UP_PROMPT.formatted(reserve);
  }

  /** Keeps a secret to be confirmed; false for somebody who has confirmed one. */
  Future<Boolean> begin(PersonId person, byte[] secret) {
    return database.any(BEGIN, person.value(), Buffer.buffer(secret));
  }

  /** Reserves a guess at a person's code, whether they have an app or not. */
  Future<Prompt> prompt(PersonId person) {
    return database.find(prompt, TotpStore::prompt, person.value()).map(Optional::orElseThrow);
  }

  /** Reserves a guess at the code that confirms; empty when there is nothing to confirm. */
  Future<Optional<Prompt>> promptForSetUp(PersonId person) {
    return database.find(setUpPrompt, TotpStore::prompt, person.value());
  }

  /** Confirms what is being set up with that secret; false when it is so no more. */
  static Future<Boolean> confirm(Sql sql, PersonId person, byte[] secret, long step) {
    return sql.any(CONFIRM, person.value(), Buffer.buffer(secret), step);
  }

  /**
   * Takes a step for this one use and forgets the wrong guesses; or, when it was taken or there is
   * none, appends the refusal.
   *
   * @return the generation of the factors; empty when it was refused
   */
  Future<Optional<Integer>> settle(
      PersonId person, Prompt prompt, OptionalLong step, Change refusal) {
    byte[] secret = prompt.secret();
    return database
        .change(
            SETTLE,
            person.value(),
            secret == null ? null : Buffer.buffer(secret),
            step.isPresent() ? step.getAsLong() : null,
            refusal.toJson())
        .map(rows -> Optional.ofNullable(rows.iterator().next().getInteger("generation")));
  }

  /** Appends a refusal by itself, as there is no change to go with it. */
  Future<Void> append(Change refusal) {
    return database.change(APPEND, refusal.toJson()).mapEmpty();
  }

  /** Removes the app; false for somebody without a confirmed one. */
  static Future<Boolean> remove(Sql sql, PersonId person) {
    return sql.any(REMOVE, person.value());
  }

  /** Removes the app, and what is being set up. */
  static Future<Void> forget(Sql sql, PersonId person) {
    return sql.run(FORGET, person.value()).mapEmpty();
  }

  /** Removes set-ups that nobody confirmed in time; a bounded batch. */
  Future<Void> purge() {
    return database.run(PURGE).mapEmpty();
  }

  private static Prompt prompt(Row row) {
    Buffer secret = row.getBuffer("secret");
    return new Prompt(
        row.getBoolean("admitted"),
        secret == null ? null : secret.getBytes(),
        row.getOffsetDateTime("now").toInstant());
  }
}
