package dev.latchkey.accounts.person;

import dev.latchkey.api.accounts.NoticeKind;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code accounts.person} that every act shares. Stateless. */
public final class PersonStore {

  private static final String LOCK =
      """
      SELECT p.id, p.state, p.version, p.display_name, p.locale,
             (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'id', e.id, 'address', e.address, 'primary', e.is_primary) ORDER BY e.id), '[]')
                FROM accounts.email e
               WHERE e.person_id = p.id AND e.verified_at IS NOT NULL) AS addresses
        FROM accounts.person p
       WHERE p.id = $1 AND p.state <> 'anonymised'
         FOR UPDATE OF p\
      """;

  private static final String RECIPIENTS =
      """
      SELECT p.display_name, p.locale,
             (SELECT coalesce(jsonb_agg(n.key), '[]')
                FROM accounts.preferences s, jsonb_each(s.settings->'notices') AS n
               WHERE s.person_id = p.id AND n.value = 'false') AS declined,
             (SELECT coalesce(jsonb_agg(e.address ORDER BY e.is_primary DESC, e.id), '[]')
                FROM accounts.email e
               WHERE e.person_id = p.id AND e.verified_at IS NOT NULL) AS addresses
        FROM accounts.person p
       WHERE p.id = $1 AND p.state <> 'anonymised'\
      """;

  private static final String TOUCH =
      "UPDATE accounts.person SET version = version + 1, updated_at = now() WHERE id = $1";

  private static final String END_LOGINS =
      """
      WITH ended AS (
        UPDATE accounts.membership SET admission = gen_random_uuid()
         WHERE person_id = $1 AND $2::uuid IS NULL)
      UPDATE accounts.person SET login_generation = login_generation + 1, kept_login = $2
       WHERE id = $1\
      """;

  /** The handle is the address while nobody has ever had it, else the id. */
  private static final String ADD =
      """
      WITH claimed AS (
        INSERT INTO accounts.used_handle (digest) VALUES (sha256(convert_to($2, 'UTF8')))
        ON CONFLICT DO NOTHING RETURNING digest)
      INSERT INTO accounts.person (id, handle, state, display_name)
      SELECT $1, CASE WHEN EXISTS (SELECT FROM claimed) THEN $2 ELSE $1::uuid::text END, $3, $4\
      """;

  private static final String ACTIVATE =
      """
      WITH arrived AS (
        UPDATE accounts.membership SET state = 'active', version = version + 1
         WHERE person_id = $1 AND state = 'invited' AND account_type = 'managed')
      UPDATE accounts.person SET state = 'active', version = version + 1, updated_at = now()
       WHERE id = $1 AND state = 'unverified'\
      """;

  private static final String HAS_PASSWORD = "SELECT 1 FROM accounts.password WHERE person_id = $1";

  private PersonStore() {}

  /** Locks a person; {@link Failure#NOT_FOUND} for one who is gone. */
  public static Future<LockedPerson> lock(Sql sql, PersonId id) {
    return sql.find(LOCK, PersonStore::locked, id.value())
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal())));
  }

  /** Whom notices about a person go to; empty for one who is gone. */
  static Future<Optional<Recipients>> recipients(Sql sql, PersonId id) {
    return sql.find(RECIPIENTS, PersonStore::recipients, id.value());
  }

  /** Counts a change, so that an older version is told from a newer one. */
  public static Future<Void> touch(Sql sql, PersonId id) {
    return sql.run(TOUCH, id.value()).mapEmpty();
  }

  /**
   * Ends every login of a person but one, from the commit of this transaction on. Where none is
   * kept, the API tokens that they made end too: somebody is locked out, or an account is taken
   * back, and nobody knows who made them. Whoever keeps a login is its owner at work, whose tokens
   * go on.
   */
  public static Future<Void> endLogins(Sql sql, PersonId id, @Nullable LoginId except) {
    return sql.run(END_LOGINS, id.value(), except == null ? null : except.value()).mapEmpty();
  }

  /** Adds a person. */
  public static Future<Void> add(
      Sql sql, PersonId id, String handle, String state, @Nullable String displayName) {
    return sql.run(ADD, id.value(), handle, state, displayName).mapEmpty();
  }

  /** An unverified person has proven an address, and arrives where an account was made for them. */
  public static Future<Void> activate(Sql sql, PersonId id) {
    return sql.run(ACTIVATE, id.value()).mapEmpty();
  }

  /** Whether a person has a password. */
  public static Future<Boolean> hasPassword(Sql sql, PersonId id) {
    return sql.any(HAS_PASSWORD, id.value());
  }

  private static LockedPerson locked(Row row) {
    return new LockedPerson(
        new PersonId(row.getUUID("id")),
        row.getString("state"),
        row.getInteger("version"),
        row.getString("display_name"),
        row.getString("locale"),
        addresses(row.getJsonArray("addresses")));
  }

  private static Recipients recipients(Row row) {
    return new Recipients(
        row.getJsonArray("addresses").stream().map(String.class::cast).toList(),
        row.getString("display_name"),
        row.getString("locale"),
        declined(row.getJsonArray("declined")));
  }

  /** A kind that only a newer node knows has no mails here. */
  private static Set<NoticeKind> declined(JsonArray kinds) {
    return kinds.stream()
        .map(String.class::cast)
        .flatMap(kind -> NoticeKind.named(kind).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<LockedPerson.Address> addresses(JsonArray json) {
    return json.stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                new LockedPerson.Address(
                    EmailId.of(each.getString("id")),
                    each.getString("address"),
                    each.getBoolean("primary")))
        .toList();
  }
}
