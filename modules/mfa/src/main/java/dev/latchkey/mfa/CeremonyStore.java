package dev.latchkey.mfa;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All SQL of challenges that passkeys answer. Thread-safe. */
final class CeremonyStore {

  private static final String BEGIN =
      """
      WITH begun AS (
        INSERT INTO mfa.ceremony (digest, kind, person_id, expires_at)
        VALUES ($1, $2, $3, now() + make_interval(secs => %d)))
      SELECT credential_id, transports FROM mfa.passkey WHERE person_id = $3 ORDER BY id\
      """
          .formatted(Ceremony.LIFETIME.toSeconds());

  /** Takes {@code $1}, a challenge of that kind for that person. */
  static final String TAKE =
      """
      UPDATE mfa.ceremony SET used_at = now()
       WHERE digest = $1 AND kind = '%s' AND person_id IS NOT DISTINCT FROM $2::uuid
         AND used_at IS NULL AND expires_at > now()
      RETURNING digest\
      """;

  private static final String TAKE_CREATION = TAKE.formatted(Ceremony.CREATION.kind());

  private static final String PURGE =
      """
      DELETE FROM mfa.ceremony WHERE digest IN (
        SELECT digest FROM mfa.ceremony WHERE expires_at < now()
         LIMIT $1 FOR UPDATE SKIP LOCKED)\
      """;

  /** Chosen, not measured. */
  static final int PURGED_AT_ONCE = 5000;

  /** A passkey of which browsers are told. */
  record Descriptor(byte[] credentialId, List<String> transports) {}

  private final Database database;

  CeremonyStore(Database database) {
    this.database = database;
  }

  /**
   * Keeps a challenge.
   *
   * @param person null for a sign-in without a password
   * @return the passkeys that the person has, the oldest first
   */
  Future<List<Descriptor>> begin(
      Ceremony ceremony, @Nullable PersonId person, OpaqueToken challenge) {
    return database.list(
        BEGIN,
        CeremonyStore::descriptor,
        Buffer.buffer(challenge.digest()),
        ceremony.kind(),
        person == null ? null : person.value());
  }

  /** Takes the challenge for a passkey that a person makes: of any number at once, one is true. */
  Future<Boolean> takeCreation(PersonId person, OpaqueToken challenge) {
    return database.any(TAKE_CREATION, Buffer.buffer(challenge.digest()), person.value());
  }

  /** Removes what has expired, a bounded batch at a time: anybody may ask for challenges. */
  Future<Void> purge() {
    return database
        .run(PURGE, PURGED_AT_ONCE)
        .compose(gone -> gone.rowCount() == PURGED_AT_ONCE ? purge() : Future.succeededFuture());
  }

  private static Descriptor descriptor(Row row) {
    return new Descriptor(
        row.getBuffer("credential_id").getBytes(), List.of(row.getArrayOfStrings("transports")));
  }
}
