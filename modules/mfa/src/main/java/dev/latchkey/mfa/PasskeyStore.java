package dev.latchkey.mfa;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.PasskeyView;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All SQL of passkeys. Thread-safe. */
final class PasskeyStore {

  /** Chosen, not measured. */
  static final int MOST = 20;

  private static final String ADD =
      """
      INSERT INTO mfa.passkey (id, person_id, name, credential_id, public_key, aaguid, sign_count,
             backup_eligible, backed_up, transports)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      RETURNING id, name, backed_up, created_at, last_used_at\
      """;

  /** The challenge is gone afterwards, whether there is such a passkey or not. */
  private static final String TAKE =
      """
      WITH taken AS (%s)
      SELECT k.* FROM taken JOIN mfa.passkey k
          ON k.credential_id = $3 AND ($2::uuid IS NULL OR k.person_id = $2)\
      """
          .formatted(CeremonyStore.TAKE.formatted(Ceremony.USE.kind()));

  /**
   * Takes the use of a passkey, or puts the refusal on record. A counter grows, or stays 0 where
   * none is kept; under a race as well. Of a passkey that was removed meanwhile nobody says that
   * its counter fell.
   */
  private static final String SETTLE =
      """
      WITH accepted AS (
        UPDATE mfa.passkey SET sign_count = $2, backed_up = $3, last_used_at = now()
         WHERE id = $1 AND (sign_count < $2 OR sign_count = 0 AND $2 = 0)
        RETURNING person_id)
      SELECT (SELECT p.generation FROM accepted JOIN mfa.person p USING (person_id)) AS generation,
             CASE WHEN NOT EXISTS (SELECT FROM accepted) THEN kernel.append_event(
               CASE WHEN $1::uuid IS NULL OR EXISTS (SELECT FROM mfa.passkey WHERE id = $1)
                    THEN $4::jsonb ELSE $4::jsonb #- '{data,counterFell}' END) END AS told\
      """;

  private static final String LIST =
      """
      SELECT id, name, backed_up, created_at, last_used_at
        FROM mfa.passkey WHERE person_id = $1 ORDER BY id\
      """;

  private static final String RENAME =
      """
      WITH renamed AS (
        UPDATE mfa.passkey SET name = $3 WHERE person_id = $1 AND id = $2
        RETURNING id, name, backed_up, created_at, last_used_at)
      SELECT renamed.*, kernel.append_event($4) AS told FROM renamed\
      """;

  private static final String REMOVE = "DELETE FROM mfa.passkey WHERE person_id = $1 AND id = $2";

  private static final String FORGET = "DELETE FROM mfa.passkey WHERE person_id = $1";

  /**
   * The use of a passkey that was right.
   *
   * @param signCount by the authenticator's counter
   */
  record Use(PasskeyId passkey, long signCount, boolean backedUp) {}

  private final Database database;

  PasskeyStore(Database database) {
    this.database = database;
  }

  /** Adds a passkey; {@link Failure#PASSKEY_KNOWN} when somebody has it. */
  static Future<PasskeyView> add(Sql sql, StoredPasskey passkey, String name) {
    Credential credential = passkey.credential();
    return sql.find(
            ADD,
            PasskeyStore::view,
            passkey.id().value(),
            passkey.person().value(),
            name,
            Buffer.buffer(credential.id()),
            Buffer.buffer(credential.publicKey()),
            credential.aaguid(),
            credential.signCount(),
            credential.backupEligible(),
            credential.backedUp(),
            credential.transports().toArray(String[]::new))
        .map(Optional::orElseThrow)
        .recover(Constraint.means("passkey_credential", Failure.PASSKEY_KNOWN));
  }

  /**
   * Takes a challenge for this one answer to it.
   *
   * @param person whom the challenge was made for; null for a sign-in without a password
   * @return the passkey that answers; empty when the challenge was taken, has expired, or was made
   *     for somebody else, and for a passkey that nobody has, or not that person
   */
  Future<Optional<StoredPasskey>> take(
      @Nullable PersonId person, OpaqueToken challenge, byte[] credentialId) {
    return database.find(
        TAKE,
        PasskeyStore::passkey,
        Buffer.buffer(challenge.digest()),
        person == null ? null : person.value(),
        Buffer.buffer(credentialId));
  }

  /**
   * Keeps the use of a passkey; or, when the counter did not grow or there is no use, appends the
   * refusal.
   *
   * @return the generation of the person's factors; empty when it was refused
   */
  Future<Optional<Integer>> settle(Optional<Use> use, Change refusal) {
    return database
        .change(
            SETTLE,
            use.map(each -> each.passkey().value()).orElse(null),
            use.map(Use::signCount).orElse(null),
            use.map(Use::backedUp).orElse(null),
            refusal.toJson())
        .map(rows -> Optional.ofNullable(rows.iterator().next().getInteger("generation")));
  }

  /** The passkeys of a person, the oldest first. */
  Future<List<PasskeyView>> list(PersonId person) {
    return database.list(LIST, PasskeyStore::view, person.value());
  }

  /** Gives a passkey another name; empty when it is not the person's. */
  Future<Optional<PasskeyView>> rename(
      PersonId person, PasskeyId passkey, String name, Change change) {
    return database
        .change(RENAME, person.value(), passkey.value(), name, change.toJson())
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(view(rows.iterator().next())));
  }

  /** Removes a passkey; false when it is not the person's. */
  static Future<Boolean> remove(Sql sql, PersonId person, PasskeyId passkey) {
    return sql.any(REMOVE, person.value(), passkey.value());
  }

  /** Removes all passkeys of a person. */
  static Future<Void> forget(Sql sql, PersonId person) {
    return sql.run(FORGET, person.value()).mapEmpty();
  }

  private static PasskeyView view(Row row) {
    OffsetDateTime lastUsed = row.getOffsetDateTime("last_used_at");
    return new PasskeyView(
        new PasskeyId(row.getUUID("id")),
        row.getString("name"),
        row.getBoolean("backed_up"),
        row.getOffsetDateTime("created_at").toInstant(),
        lastUsed == null ? null : lastUsed.toInstant());
  }

  private static StoredPasskey passkey(Row row) {
    return new StoredPasskey(
        new PasskeyId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        new Credential(
            row.getBuffer("credential_id").getBytes(),
            row.getBuffer("public_key").getBytes(),
            row.getUUID("aaguid"),
            row.getLong("sign_count"),
            row.getBoolean("backup_eligible"),
            row.getBoolean("backed_up"),
            List.of(row.getArrayOfStrings("transports"))));
  }
}
