package dev.latchkey.mfa;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TrustedDeviceId;
import dev.latchkey.api.mfa.RecognizedDevice;
import dev.latchkey.api.mfa.TrustedDeviceView;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All SQL of trusted devices. Thread-safe. */
final class TrustedDeviceStore {

  /** How many of one person (chosen, not measured). */
  static final int MOST = 10;

  /** From the moment that it was trusted, however often it is used (chosen, not measured). */
  static final Duration LIFETIME = Duration.ofDays(30);

  /** Of two changes of one person the second waits for the first. */
  private static final String HOLD =
      "SELECT 1 FROM mfa.person p WHERE p.person_id = $1 AND p.generation = $2 AND "
          + FactorStore.HAS_FACTOR
          + " FOR UPDATE";

  /** The one that was not used for longest makes room. */
  private static final String ADD =
      """
      WITH kept AS (
        SELECT id FROM mfa.trusted_device WHERE person_id = $2 AND expires_at > now()
         ORDER BY last_used_at DESC, id DESC LIMIT %d),
      gone AS (
        DELETE FROM mfa.trusted_device
         WHERE person_id = $2 AND id NOT IN (SELECT id FROM kept)),
      added AS (
        INSERT INTO mfa.trusted_device (id, person_id, digest, login_generation, generation, name,
                                        ip_address, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => %d)))
      SELECT kernel.append_event($8)\
      """
          .formatted(MOST - 1, LIFETIME.toSeconds());

  private static final String ALIVE =
      """
       d.person_id = $1 AND d.login_generation = $2 AND d.expires_at > now()
       AND p.person_id = d.person_id AND p.generation = d.generation \
      """;

  private static final String USE =
      """
      UPDATE mfa.trusted_device d SET digest = $4, last_used_at = now(), ip_address = $5
        FROM mfa.person p
       WHERE d.digest = $3 AND coalesce(d.created_at > $6, true) AND\
      """
          + ALIVE;

  private static final String RECOGNIZE =
      """
      SELECT d.person_id, d.login_generation, d.created_at
        FROM mfa.trusted_device d JOIN mfa.person p USING (person_id)
       WHERE d.digest = $1 AND d.expires_at > now() AND p.generation = d.generation\
      """;

  private static final String LIST =
      """
      SELECT d.id, d.name, d.ip_address, d.created_at, d.last_used_at, d.expires_at
        FROM mfa.trusted_device d, mfa.person p WHERE\
      """
          + ALIVE
          + "ORDER BY d.last_used_at DESC, d.id DESC LIMIT "
          + MOST;

  private static final String REVOKE =
      """
      WITH gone AS (
        DELETE FROM mfa.trusted_device WHERE person_id = $1 AND id = $2 RETURNING id)
      SELECT kernel.append_event($3) FROM gone\
      """;

  private static final String DISTRUST =
      "DELETE FROM mfa.trusted_device WHERE person_id = $1 AND created_at <= $2";

  private static final String PURGE =
      """
      DELETE FROM mfa.trusted_device WHERE id IN (
        SELECT id FROM mfa.trusted_device WHERE expires_at < now()
         LIMIT 1000 FOR UPDATE SKIP LOCKED)\
      """;

  /**
   * The use of a token.
   *
   * @param digest of the token that was shown
   * @param next the digest of the one that takes its place
   */
  record Use(byte[] digest, byte[] next, @Nullable String ipAddress) {}

  private final Database database;

  TrustedDeviceStore(Database database) {
    this.database = database;
  }

  /** Adds a device; false when the factors of that generation are gone. */
  Future<Boolean> add(NewTrustedDevice device, Change change) {
    return database.transaction(
        Statement.of(HOLD, device.person().value(), device.generation()),
        (sql, held) ->
            held.size() == 0 ? Future.succeededFuture(false) : add(sql, device, change).map(true));
  }

  private static Future<Void> add(Sql sql, NewTrustedDevice device, Change change) {
    return sql.run(
            ADD,
            device.id().value(),
            device.person().value(),
            Buffer.buffer(device.digest()),
            device.loginGeneration(),
            device.generation(),
            device.name(),
            device.ipAddress(),
            change.toJson())
        .mapEmpty();
  }

  /** Whose device has a token of that digest. */
  Future<Optional<RecognizedDevice>> recognize(byte[] digest) {
    return database.find(RECOGNIZE, TrustedDeviceStore::recognized, Buffer.buffer(digest));
  }

  private static RecognizedDevice recognized(Row row) {
    return new RecognizedDevice(
        new PersonId(row.getUUID("person_id")),
        row.getInteger("login_generation"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  /** Replaces the token of a device that is trusted; false when there is none such. */
  Future<Boolean> use(UseTrustedDevice request, Use use) {
    Instant after = request.trustedAfter();
    return database.any(
        USE,
        request.person().value(),
        request.loginGeneration(),
        Buffer.buffer(use.digest()),
        Buffer.buffer(use.next()),
        use.ipAddress(),
        after == null ? null : after.atOffset(ZoneOffset.UTC));
  }

  /** The devices that are trusted, the last used first. */
  Future<List<TrustedDeviceView>> list(PersonId person, int loginGeneration) {
    return database.list(LIST, TrustedDeviceStore::view, person.value(), loginGeneration);
  }

  /** Trusts a device no more; false when it is not the person's. */
  Future<Boolean> revoke(PersonId person, TrustedDeviceId device, Change change) {
    return database
        .change(REVOKE, person.value(), device.value(), change.toJson())
        .map(rows -> rows.size() > 0);
  }

  /** Trusts no device any more that a person had at that moment. */
  static Future<Void> distrust(Sql sql, PersonId person, Instant moment) {
    return sql.run(DISTRUST, person.value(), moment.atOffset(ZoneOffset.UTC)).mapEmpty();
  }

  /** Removes what has expired; a bounded batch. */
  Future<Void> purge() {
    return database.run(PURGE).mapEmpty();
  }

  private static TrustedDeviceView view(Row row) {
    return new TrustedDeviceView(
        new TrustedDeviceId(row.getUUID("id")),
        row.getString("name"),
        row.getString("ip_address"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("last_used_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
