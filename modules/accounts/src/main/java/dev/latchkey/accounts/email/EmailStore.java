package dev.latchkey.accounts.email;

import dev.latchkey.api.accounts.EmailView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All SQL of {@code accounts.email}. Stateless. */
public final class EmailStore {

  private static final String COLUMNS =
      " id, address, verified_at IS NOT NULL AS verified, is_primary, pending, created_at ";

  /** Takes one value, {@link EmailAddress#key}; keeps its claims and proofs waiting. */
  public static final String HOLD = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

  private static final String LIST =
      "SELECT"
          + COLUMNS
          + "FROM accounts.email WHERE person_id = $1 AND id > $2 ORDER BY id LIMIT $3";

  private static final String FIND =
      "SELECT" + COLUMNS + "FROM accounts.email WHERE person_id = $1 AND id = $2";

  private static final String FIND_BY_KEY =
      "SELECT" + COLUMNS + "FROM accounts.email WHERE person_id = $1 AND address_key = $2";

  private static final String ADD =
      """
      INSERT INTO accounts.email (id, person_id, address, address_key, is_primary, verified_at)
      VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN now() END)\
      """;

  private static final String COUNT = "SELECT count(*) FROM accounts.email WHERE person_id = $1";

  private static final String OWNED =
      "SELECT 1 FROM accounts.email WHERE address_key = $1 AND verified_at IS NOT NULL";

  private static final String REMOVE =
      "DELETE FROM accounts.email WHERE person_id = $1 AND id = $2 AND NOT is_primary";

  /** When the last mailed link ends that takes a change of address back. */
  private static final String UNDO_ENDS =
      """
      SELECT max(expires_at) FROM accounts.link
       WHERE email_id = $1 AND restores AND used_at IS NULL AND expires_at > now()
      HAVING count(*) > 0\
      """;

  private static final String STAGE =
      "UPDATE accounts.email SET pending = true WHERE person_id = $1 AND id = $2";

  private static final String DROP_STAGED =
      "DELETE FROM accounts.email WHERE person_id = $1 AND pending RETURNING id";

  private static final String UNSET_PRIMARY =
      "UPDATE accounts.email SET is_primary = false WHERE person_id = $1 AND is_primary";

  private static final String SET_PRIMARY =
      """
      UPDATE accounts.email SET is_primary = true, pending = false
       WHERE person_id = $1 AND id = $2 AND verified_at IS NOT NULL\
      """;

  /** Whatever was primary or staged goes, unless it is the new one. */
  private static final String REPLACE_PRIMARY =
      """
      WITH gone AS (
        DELETE FROM accounts.email
         WHERE person_id = $1 AND address_key <> $4 AND (is_primary OR pending) RETURNING id)
      INSERT INTO accounts.email AS known (id, person_id, address, address_key, is_primary,
                                           resets_from)
      SELECT $2, $1, $3, $4, true,
             CASE WHEN EXISTS (SELECT FROM accounts.password
                                WHERE person_id = $1 AND NOT must_change)
                  THEN now() + interval '24 hours' END
        FROM (SELECT count(*) FROM gone) AS after_that
      ON CONFLICT (person_id, address_key) DO UPDATE
         SET address = excluded.address, is_primary = true, pending = false
      RETURNING id, address, verified_at IS NOT NULL AS verified, is_primary, pending, created_at\
      """;

  private static final String OWNED_BY_ANOTHER =
      """
      SELECT 1 FROM accounts.email
       WHERE address_key = $1 AND verified_at IS NOT NULL AND person_id <> $2\
      """;

  private static final String PROVE =
      """
      UPDATE accounts.email AS e SET verified_at = now(), pending = false
        FROM accounts.email AS before
       WHERE e.id = $2 AND e.person_id = $1 AND e.verified_at IS NULL AND before.id = e.id
      RETURNING e.address, e.address_key, before.pending, e.is_primary\
      """;

  /** Other claims on an address that somebody has proven, with the people who are nothing else. */
  private static final String DROP_RIVALS =
      """
      WITH rival AS (
        DELETE FROM accounts.email
         WHERE address_key = $1 AND verified_at IS NULL
        RETURNING person_id)
      DELETE FROM accounts.person AS p
       USING rival WHERE p.id = rival.person_id AND p.state = 'unverified'\
      """;

  private static final String REMOVE_LATER =
      """
      DELETE FROM accounts.email AS e USING accounts.link AS l
       WHERE l.id = $2 AND e.person_id = $1 AND e.id <> l.email_id AND e.created_at >= l.created_at\
      """;

  /** What a proof found. */
  public record Proven(String address, String addressKey, boolean pending, boolean primary) {}

  private EmailStore() {}

  /** Keeps every other claim on an address, and every proof of it, waiting until the commit. */
  public static Future<Void> hold(Sql sql, EmailAddress address) {
    return sql.run(HOLD, address.key()).mapEmpty();
  }

  /** Until when the address can take a change back; empty when it can't. */
  static Future<Optional<Instant>> undoEnds(Sql sql, EmailId id) {
    return sql.find(UNDO_ENDS, row -> row.getOffsetDateTime(0).toInstant(), id.value());
  }

  static Future<List<EmailView>> list(Sql sql, PersonId person, UUID after, int limit) {
    return sql.list(LIST, EmailStore::view, person.value(), after, limit);
  }

  static Future<EmailView> find(Sql sql, PersonId person, EmailId id) {
    return sql.find(FIND, EmailStore::view, person.value(), id.value())
        .compose(EmailStore::orNotFound);
  }

  /** That address of a person; empty when it is not theirs. */
  public static Future<Optional<EmailView>> find(Sql sql, PersonId person, EmailAddress address) {
    return sql.find(FIND_BY_KEY, EmailStore::view, person.value(), address.key());
  }

  /** Adds an address; {@link Failure#EMAIL_TAKEN} when the person has it, or another proved it. */
  public static Future<Void> add(
      Sql sql, PersonId person, EmailId id, EmailAddress address, boolean primary, boolean proven) {
    return sql.run(ADD, id.value(), person.value(), address.text(), address.key(), primary, proven)
        .recover(Constraint.means("email_once_per_person", Failure.EMAIL_TAKEN))
        .recover(Constraint.means("email_verified_once", Failure.EMAIL_TAKEN))
        .mapEmpty();
  }

  static Future<Long> count(Sql sql, PersonId person) {
    return sql.find(COUNT, row -> row.getLong(0), person.value()).map(Optional::orElseThrow);
  }

  /** Whether somebody has proven the address. */
  public static Future<Boolean> isOwned(Sql sql, EmailAddress address) {
    return sql.any(OWNED, address.key());
  }

  static Future<Boolean> remove(Sql sql, PersonId person, EmailId id) {
    return sql.any(REMOVE, person.value(), id.value());
  }

  static Future<Void> stage(Sql sql, PersonId person, EmailId id) {
    return sql.run(STAGE, person.value(), id.value()).mapEmpty();
  }

  /** Drops the staged address; answers whether there was one. */
  static Future<Boolean> dropStaged(Sql sql, PersonId person) {
    return sql.any(DROP_STAGED, person.value());
  }

  /** Makes a proven address the primary one; answers whether it was there and proven. */
  public static Future<Boolean> makePrimary(Sql sql, PersonId person, EmailId id) {
    return sql.run(UNSET_PRIMARY, person.value())
        .compose(unset -> sql.any(SET_PRIMARY, person.value(), id.value()));
  }

  /**
   * Makes an address, proven or not, the primary one at once, and removes the one that was; {@link
   * Failure#EMAIL_TAKEN} when somebody else has proven it, or claims it in one of the person's
   * organisations.
   */
  public static Future<EmailView> replacePrimary(Sql sql, PersonId person, EmailAddress address) {
    UUID id = Ids.next();
    return sql.any(OWNED_BY_ANOTHER, address.key(), person.value())
        .compose(
            taken ->
                taken
                    ? Future.failedFuture(Failure.EMAIL_TAKEN.refusal())
                    : sql.find(
                        REPLACE_PRIMARY,
                        EmailStore::view,
                        person.value(),
                        id,
                        address.text(),
                        address.key()))
        .recover(Constraint.means("membership_address", Failure.EMAIL_TAKEN))
        .map(Optional::orElseThrow);
  }

  /** Marks an address as proven; EMAIL_TAKEN when somebody else was first. */
  public static Future<Proven> prove(Sql sql, PersonId person, EmailId id) {
    return sql.find(PROVE, EmailStore::proven, person.value(), id.value())
        .recover(Constraint.means("email_verified_once", Failure.EMAIL_TAKEN))
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(Failure.LINK_INVALID.refusal())));
  }

  /** Takes an address that was just proven from everybody who only claims it. */
  public static Future<Void> dropRivals(Sql sql, String addressKey) {
    return sql.run(DROP_RIVALS, addressKey).mapEmpty();
  }

  /** Removes the addresses that were added when or after the link was made. */
  public static Future<Void> removeLaterThan(Sql sql, PersonId person, UUID link) {
    return sql.run(REMOVE_LATER, person.value(), link).mapEmpty();
  }

  private static <T> Future<T> orNotFound(Optional<T> found) {
    return found
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal()));
  }

  private static EmailView view(Row row) {
    return new EmailView(
        new EmailId(row.getUUID("id")),
        row.getString("address"),
        row.getBoolean("verified"),
        row.getBoolean("is_primary"),
        row.getBoolean("pending"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static Proven proven(Row row) {
    return new Proven(
        row.getString("address"),
        row.getString("address_key"),
        row.getBoolean("pending"),
        row.getBoolean("is_primary"));
  }
}
