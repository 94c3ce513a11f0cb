package dev.latchkey.sessions;

import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.UUID;

/** All SQL of challenges. Thread-safe. */
final class ChallengeStore {

  private static final String OPEN =
      """
      INSERT INTO sessions.challenge
             (digest, person_id, organization_id, generation, admission, device, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))\
      """;

  /** The try is counted before it is looked at, so that parallel ones can't slip past. */
  private static final String TRY =
      """
      UPDATE sessions.challenge SET tries = tries + 1
       WHERE digest = $1 AND used_at IS NULL AND expires_at > now() AND tries < $2
      RETURNING person_id, organization_id, generation, admission, device\
      """;

  private static final String FIND =
      """
      SELECT person_id, organization_id, generation, admission, device FROM sessions.challenge
       WHERE digest = $1 AND used_at IS NULL AND expires_at > now() AND tries < $2\
      """;

  private static final String USE =
      """
      UPDATE sessions.challenge SET used_at = now()
       WHERE digest = $1 AND used_at IS NULL AND expires_at > now() RETURNING digest\
      """;

  private static final String PURGE =
      """
      DELETE FROM sessions.challenge WHERE digest IN (
        SELECT digest FROM sessions.challenge WHERE expires_at < now() - interval '1 day' LIMIT $1)\
      """;

  private final Database database;

  ChallengeStore(Database database) {
    this.database = database;
  }

  Future<Void> open(OpaqueToken token, Challenge challenge) {
    OrganizationId organization = challenge.organization();
    return database
        .run(
            OPEN,
            Buffer.buffer(token.digest()),
            challenge.person().value(),
            organization == null ? null : organization.value(),
            challenge.generation(),
            challenge.admission(),
            challenge.device(),
            LoginStore.seconds(Challenge.LIFETIME))
        .mapEmpty();
  }

  /** Counts a try; empty when there is none left, or no such challenge (any more). */
  Future<Optional<Challenge>> tried(OpaqueToken token) {
    return database.find(
        TRY, ChallengeStore::challenge, Buffer.buffer(token.digest()), Challenge.MOST_TRIES);
  }

  /** Without counting a try; empty when there is none left, or no such challenge (any more). */
  Future<Optional<Challenge>> find(OpaqueToken token) {
    return database.find(
        FIND, ChallengeStore::challenge, Buffer.buffer(token.digest()), Challenge.MOST_TRIES);
  }

  /** Uses it up: of any number at once, one is told true. */
  Future<Boolean> use(OpaqueToken token) {
    return database.any(USE, Buffer.buffer(token.digest()));
  }

  /** Removes at most that many that expired a day ago; answers how many. */
  Future<Integer> purge(int limit) {
    return database.run(PURGE, limit).map(deleted -> deleted.rowCount());
  }

  private static Challenge challenge(Row row) {
    UUID organization = row.getUUID("organization_id");
    return new Challenge(
        new PersonId(row.getUUID("person_id")),
        organization == null ? null : new OrganizationId(organization),
        row.getInteger("generation"),
        row.getUUID("admission"),
        row.getString("device"));
  }
}
