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

/** The SQL of a person's factors as a whole, and of the codes that go with them. Thread-safe. */
final class FactorStore {

  /** Whether the person of the row {@code p} has a second factor. */
  static final String HAS_FACTOR =
      """
       EXISTS (SELECT FROM mfa.totp t
                WHERE t.person_id = p.person_id AND t.confirmed_at IS NOT NULL) \
      """;

  private static final String FIND =
      """
      SELECT p.generation, %s AS totp, cardinality(p.recovery_codes) AS recovery_codes
        FROM mfa.person p WHERE p.person_id = $1\
      """
          .formatted(HAS_FACTOR);

  /** The row stays locked until the end of the change. */
  private static final String BEGIN_GENERATION =
      """
      INSERT INTO mfa.person AS p (person_id, generation, recovery_codes) VALUES ($1, 1, $2)
      ON CONFLICT (person_id) DO UPDATE
         SET generation = p.generation + 1, recovery_codes = excluded.recovery_codes\
      """;

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
    return database.transaction(
        Statement.of(BEGIN_GENERATION, person.value(), array(recoveryCodes)),
        (sql, begun) -> sql.run(UNTRUST, person.value()).compose(untrusted -> work.apply(sql)));
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
        row.getInteger("generation"), row.getBoolean("totp"), row.getInteger("recovery_codes"));
  }
}
