package dev.latchkey.mfa;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The SQL of a person's factors as a whole, and of the codes that go with them. Thread-safe. */
final class FactorStore {

  /** Whether the person of the row {@code p} has a second factor. */
  static final String HAS_FACTOR =
      """
       (EXISTS (SELECT FROM mfa.totp t
                 WHERE t.person_id = p.person_id AND t.confirmed_at IS NOT NULL)
        OR EXISTS (SELECT FROM mfa.passkey k WHERE k.person_id = p.person_id)) \
      """;

  private static final String FIND =
      """
      SELECT p.generation, cardinality(p.recovery_codes) AS recovery_codes,
             EXISTS (SELECT FROM mfa.totp t
                      WHERE t.person_id = $1 AND t.confirmed_at IS NOT NULL) AS totp,
             (SELECT count(*) FROM mfa.passkey k WHERE k.person_id = $1) AS passkeys
        FROM mfa.person p WHERE p.person_id = $1\
      """;

  /** The row stays locked until the end of the change. */
  private static final String BEGIN_GENERATION =
      """
      INSERT INTO mfa.person AS p (person_id, generation, recovery_codes)
      VALUES ($1, 1, coalesce($2::bytea[], '{}'))
      ON CONFLICT (person_id) DO UPDATE
         SET generation = p.generation + 1,
             recovery_codes = coalesce($2::bytea[], p.recovery_codes)\
      """;

  private static final String REPLACE_CODES =
      "UPDATE mfa.person SET recovery_codes = $2 WHERE person_id = $1";

  /** A statement of its own: one that waits for the lock does not see what came meanwhile. */
  private static final String UNTRUST = "DELETE FROM mfa.trusted_device WHERE person_id = $1";

  private static final String FORGET =
      """
      WITH forgotten AS (
        DELETE FROM kernel.guess WHERE subject = $1 AND authenticator = ANY ($2))
      DELETE FROM mfa.person WHERE person_id = $1\
      """;

  private static final String[] AUTHENTICATORS = {
    TotpStore.AUTHENTICATOR, RecoveryCodeStore.AUTHENTICATOR
  };

  private final Database database;

  FactorStore(Database database) {
    this.database = database;
  }

  /** The factors of a person right now. */
  Future<StoredFactors> find(PersonId person) {
    return find(database, person);
  }

  static Future<StoredFactors> find(Sql sql, PersonId person) {
    return sql.find(FIND, FactorStore::factors, person.value())
        .map(found -> found.orElse(StoredFactors.NONE));
  }

  /**
   * Changes the factors of a person: begins a generation of them, trusts no device any more and
   * replaces the recovery codes, in one transaction with the work. Changes of one person come one
   * after the other.
   *
   * @param recoveryCodes MACs; none for somebody who loses the last factor
   */
  <T> Future<T> change(PersonId person, List<byte[]> recoveryCodes, Function<Sql, Future<T>> work) {
    return begin(person, array(recoveryCodes), work);
  }

  /** As above; the recovery codes stay unless the work replaces them. */
  <T> Future<T> change(PersonId person, Function<Sql, Future<T>> work) {
    return begin(person, null, work);
  }

  private <T> Future<T> begin(
      PersonId person, @Nullable Object recoveryCodes, Function<Sql, Future<T>> work) {
    return database.transaction(
        Statement.of(BEGIN_GENERATION, person.value(), recoveryCodes),
        (sql, begun) -> sql.run(UNTRUST, person.value()).compose(untrusted -> work.apply(sql)));
  }

  /** Replaces the recovery codes, within a change, and forgets wrong guesses at those of before. */
  static Future<Void> replaceCodes(Sql sql, PersonId person, List<byte[]> recoveryCodes) {
    return sql.run(REPLACE_CODES, person.value(), array(recoveryCodes))
        .compose(
            replaced -> GuessLimits.clear(sql, person.value(), RecoveryCodeStore.AUTHENTICATOR));
  }

  /** Forgets wrong guesses at factors that are bound anew, or gone. */
  static Future<Void> clearGuesses(Sql sql, PersonId person) {
    return GuessLimits.clear(sql, person.value(), TotpStore.AUTHENTICATOR)
        .compose(
            cleared -> GuessLimits.clear(sql, person.value(), RecoveryCodeStore.AUTHENTICATOR));
  }

  /** Leaves nothing of a person who is gone. */
  static Future<Void> forget(Sql sql, PersonId person) {
    return sql.run(FORGET, person.value(), AUTHENTICATORS).mapEmpty();
  }

  /** As one parameter. */
  static Object array(List<byte[]> values) {
    return values.stream().map(Buffer::buffer).toArray(Buffer[]::new);
  }

  private static StoredFactors factors(Row row) {
    return new StoredFactors(
        row.getInteger("generation"),
        row.getBoolean("totp"),
        row.getInteger("passkeys"),
        row.getInteger("recovery_codes"));
  }
}
