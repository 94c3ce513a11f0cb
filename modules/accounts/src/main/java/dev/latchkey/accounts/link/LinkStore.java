package dev.latchkey.accounts.link;

import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL of {@code accounts.link}. Stateless but for the key that checks tokens. */
public final class LinkStore {

  /**
   * The end of every INSERT of a link: a new one takes the place of that of the same purpose and
   * address which nobody has used. Not a second statement: of many links asked for at once none
   * would see the others, and all would work.
   */
  public static final String OR_TAKE_PLACE =
      """
      ON CONFLICT (email_id, purpose, restores) WHERE used_at IS NULL DO UPDATE
             SET id = excluded.id, created_at = now(), expires_at = excluded.expires_at
      """;

  private static final String REPLACE =
      """
      INSERT INTO accounts.link (id, purpose, person_id, email_id, restores, expires_at)
      VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
      """
          + OR_TAKE_PLACE;

  /** As {@code EmailStore.hold}: of two who prove one address the second waits for the first. */
  private static final String HOLD_ADDRESS =
      """
      SELECT pg_advisory_xact_lock(hashtextextended(e.address_key, 0))
        FROM accounts.link l JOIN accounts.email e ON e.id = l.email_id
       WHERE l.id = $1\
      """;

  private static final String USE =
      """
      UPDATE accounts.link SET used_at = now()
       WHERE id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now()
      RETURNING id, person_id, email_id, restores, created_at,
                (SELECT m.organization_id FROM accounts.membership m
                  WHERE m.person_id = link.person_id AND m.state = 'active'
                  ORDER BY m.created_at, m.organization_id LIMIT 1) AS organization_id\
      """;

  private static final String USABLE =
      """
      SELECT person_id FROM accounts.link
       WHERE id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now()\
      """;

  private static final String WITHDRAW =
      """
      UPDATE accounts.link SET used_at = now()
       WHERE person_id = $1 AND purpose = $2 AND used_at IS NULL
         AND (NOT restores OR email_id = $3)\
      """;

  private static final String WITHDRAW_PROOFS =
      """
      UPDATE accounts.link AS l SET used_at = now()
        FROM accounts.email AS e
       WHERE l.person_id = $1 AND l.purpose = 'email_proof' AND l.used_at IS NULL
         AND e.id = l.email_id AND NOT e.is_primary\
      """;

  private static final String PURGE =
      """
      DELETE FROM accounts.link WHERE id IN (
        SELECT id FROM accounts.link WHERE expires_at < now() - interval '30 days' LIMIT 1000)\
      """;

  /** One statement, whether the address is anybody's or not. */
  private static final String REQUEST_RESET =
      """
      WITH reader AS MATERIALIZED (
        SELECT e.id AS email_id, e.address, p.id, p.display_name, p.locale
          FROM accounts.email e JOIN accounts.person p ON p.id = e.person_id
         WHERE e.address_key = $1 AND e.verified_at IS NOT NULL AND p.state = 'active'
           AND (e.resets_from IS NULL OR e.resets_from <= now())),
      made AS (
        INSERT INTO accounts.link (id, purpose, person_id, email_id, expires_at)
        SELECT $2, 'password_reset', reader.id, reader.email_id, now() + make_interval(secs => $3)
          FROM reader
        %s)
      SELECT kernel.append_event($4::jsonb
               || jsonb_build_object(
                    'subject', jsonb_build_object('kind', 'person', 'id', reader.id),
                    'personal', $4::jsonb->'personal' || jsonb_strip_nulls(jsonb_build_object(
                       'address', reader.address,
                       'name', reader.display_name,
                       'locale', reader.locale,
                       'account', reader.address))))
        FROM reader\
      """
          .formatted(OR_TAKE_PLACE);

  /** One statement, whether there is such a person or not. A word to who owns it already. */
  private static final String REQUEST_PROOF =
      """
      WITH reader AS MATERIALIZED (
        SELECT e.id AS email_id, e.address, p.id, p.display_name, p.locale,
               EXISTS (SELECT FROM accounts.email o
                        WHERE o.address_key = e.address_key AND o.verified_at IS NOT NULL) AS owned,
               (SELECT o.address FROM accounts.email o
                 WHERE o.person_id = p.id AND o.is_primary AND o.verified_at IS NOT NULL) AS account
          FROM accounts.person p JOIN accounts.email e ON e.person_id = p.id
         WHERE p.id = $1 AND p.state <> 'anonymised' AND e.verified_at IS NULL
           AND (e.pending OR e.is_primary)
         ORDER BY e.pending DESC LIMIT 1),
      made AS (
        INSERT INTO accounts.link (id, purpose, person_id, email_id, expires_at)
        SELECT $2, 'email_proof', reader.id, reader.email_id, now() + make_interval(secs => $3)
          FROM reader
        %s)
      SELECT kernel.append_event($4::jsonb
               || jsonb_build_object(
                    'subject', jsonb_build_object('kind', 'email', 'id', reader.email_id),
                    'data', CASE WHEN reader.owned THEN ($4::jsonb->'data') - 'linkId'
                                 ELSE $4::jsonb->'data' END,
                    'personal', $4::jsonb->'personal' || jsonb_strip_nulls(jsonb_build_object(
                       'address', reader.address,
                       'name', reader.display_name,
                       'locale', reader.locale,
                       'account', reader.account))))
        FROM reader\
      """
          .formatted(OR_TAKE_PLACE);

  /**
   * What a link that was used stood for.
   *
   * @param organization where its use goes on record: as for a login, that of the oldest
   *     membership; null for a person without one
   */
  public record Used(
      UUID id, PersonId person, EmailId email, boolean restores, @Nullable UUID organization) {}

  private final LinkTokens tokens;

  public LinkStore(LinkTokens tokens) {
    this.tokens = tokens;
  }

  /** Makes a link, and older ones for the same end worthless. */
  public static Future<Void> replace(Sql sql, Link link) {
    return sql.run(
            REPLACE,
            link.id(),
            link.purpose().wireName(),
            link.person().value(),
            link.email().value(),
            link.restores(),
            (double) link.lifetime().toSeconds())
        .mapEmpty();
  }

  /**
   * Makes a link that chooses a new password for whoever has proven the address, and appends the
   * change about them; does neither when that is nobody.
   */
  public static Future<Void> requestReset(
      Sql sql, String addressKey, Duration lifetime, Change change) {
    UUID id = Ids.next();
    JsonObject envelope = change.with("linkId", id.toString()).toJson();
    return sql.change(REQUEST_RESET, addressKey, id, (double) lifetime.toSeconds(), envelope)
        .mapEmpty();
  }

  /**
   * Makes a link that proves the address which a person has to prove, and appends the change about
   * it; does neither when there is none.
   */
  public static Future<Void> requestProof(
      Sql sql, PersonId person, Duration lifetime, Change change) {
    UUID id = Ids.next();
    JsonObject envelope = change.with("linkId", id.toString()).toJson();
    return sql.change(REQUEST_PROOF, person.value(), id, (double) lifetime.toSeconds(), envelope)
        .mapEmpty();
  }

  /**
   * As {@link #use}, once nobody else claims or proves the address of the link: before its row is
   * locked, or two who prove one address would wait for each other.
   */
  public Future<Used> useAlone(Sql sql, LinkPurpose purpose, String token) {
    return idOf(purpose, token)
        .compose(id -> sql.run(HOLD_ADDRESS, id))
        .compose(held -> use(sql, purpose, token));
  }

  /** Uses the link of a token up: under any race one caller succeeds, others get LINK_INVALID. */
  public Future<Used> use(Sql sql, LinkPurpose purpose, String token) {
    return idOf(purpose, token)
        .compose(id -> sql.find(USE, LinkStore::used, id, purpose.wireName()))
        .compose(LinkStore::orInvalid);
  }

  /** Whose link a token is, while it can be used; LINK_INVALID otherwise. */
  public Future<PersonId> owner(Sql sql, LinkPurpose purpose, String token) {
    return idOf(purpose, token)
        .compose(
            id -> sql.find(USABLE, row -> new PersonId(row.getUUID(0)), id, purpose.wireName()))
        .compose(LinkStore::orInvalid);
  }

  /**
   * Makes every unused link that resets a password worthless, but for those that take a change of
   * address back: whoever has stolen an account must not be able to throw its way back away.
   *
   * @param proven the address whose owner asks, if one was proven by it: they need no way back
   */
  public static Future<Void> withdrawResets(Sql sql, PersonId person, @Nullable EmailId proven) {
    UUID address = proven == null ? null : proven.value();
    return sql.run(WITHDRAW, person.value(), LinkPurpose.PASSWORD_RESET.wireName(), address)
        .mapEmpty();
  }

  /**
   * As {@link #withdrawResets}, and makes the proofs of addresses beside the primary one worthless
   * too: whoever had stolen the account may have added them, and would prove them afterwards.
   */
  public static Future<Void> withdraw(Sql sql, PersonId person, @Nullable EmailId proven) {
    return withdrawResets(sql, person, proven)
        .compose(withdrawn -> sql.run(WITHDRAW_PROOFS, person.value()))
        .mapEmpty();
  }

  /** Forgets links that expired a month ago; a bounded batch. */
  public static Future<Void> purge(Sql sql) {
    return sql.run(PURGE).mapEmpty();
  }

  private Future<UUID> idOf(LinkPurpose purpose, String token) {
    return orInvalid(tokens.verify(new Purpose(purpose.wireName()), token));
  }

  private static <T> Future<T> orInvalid(java.util.Optional<T> found) {
    return found
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(Failure.LINK_INVALID.refusal()));
  }

  private static Used used(Row row) {
    return new Used(
        row.getUUID("id"),
        new PersonId(row.getUUID("person_id")),
        new EmailId(row.getUUID("email_id")),
        row.getBoolean("restores"),
        row.getUUID("organization_id"));
  }
}
