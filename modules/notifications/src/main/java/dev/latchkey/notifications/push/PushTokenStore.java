package dev.latchkey.notifications.push;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.PushTokenId;
import dev.latchkey.api.notifications.PushPlatform;
import dev.latchkey.api.notifications.PushTokenView;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All SQL of {@code notifications.push_token}. Registrations of one token come one after the other,
 * and so do those of one person: locks are taken of the token first, then of the people in one
 * order. Stateless.
 */
final class PushTokenStore {

  /** How many a person has (chosen, not measured). */
  static final int MOST = 20;

  private static final String HOLD_TOKEN =
      "SELECT pg_advisory_xact_lock(hashtextextended('push token ' || encode($1, 'hex'), 0))";

  private static final String HOLD_PEOPLE =
      """
      SELECT pg_advisory_xact_lock(key)
        FROM (SELECT DISTINCT hashtextextended('push tokens of ' || person, 0) AS key
                FROM unnest($1::uuid[]) AS person ORDER BY key) AS keys\
      """;

  private static final String FIND =
      "SELECT id, person_id, platform FROM notifications.push_token WHERE mac = ANY ($1)";

  private static final String REFRESH =
      """
      UPDATE notifications.push_token
         SET credential_id = $2, mac = $3, token = $4, platform = $5, last_seen_at = now()
       WHERE id = $1 RETURNING *\
      """;

  /** The one that was not seen for longest makes room. */
  private static final String ADD =
      """
      WITH gone AS (
        DELETE FROM notifications.push_token WHERE id IN (
          SELECT id FROM notifications.push_token WHERE person_id = $2
           ORDER BY last_seen_at DESC, id DESC OFFSET %d)
        RETURNING id)
      INSERT INTO notifications.push_token (id, person_id, credential_id, mac, token, platform)
      VALUES ($1, $2, $3, $4, $5, $6)
      RETURNING *, ARRAY (SELECT id FROM gone) AS evicted\
      """
          .formatted(MOST - 1);

  private static final String REMOVE = "DELETE FROM notifications.push_token WHERE id = $1";

  private static final String UNREGISTER =
      """
      DELETE FROM notifications.push_token WHERE person_id = $1 AND mac = ANY ($2) RETURNING id\
      """;

  private static final String FORGET = "DELETE FROM notifications.push_token WHERE person_id = $1";

  private static final String LEAVE = FORGET + " AND last_seen_at <= $2";

  private static final String SIGN_OUT =
      "DELETE FROM notifications.push_token WHERE credential_id = $1";

  /** A token that is kept, and whose it is. */
  record Known(PushTokenId id, PersonId person, PushPlatform platform) {}

  /** A token that is kept from now on, and those that made room for it. */
  record Added(PushTokenView view, List<UUID> evicted) {}

  private PushTokenStore() {}

  /** Of two registrations of a token the second waits for the first. */
  static Statement hold(NewPushToken token) {
    return Statement.of(HOLD_TOKEN, Buffer.buffer(token.sealed().mac()));
  }

  /** Of two registrations of one of these people the second waits for the first. */
  static Future<Void> hold(Sql sql, PersonId... people) {
    Object ids = Stream.of(people).map(PersonId::value).toArray(UUID[]::new);
    return sql.run(HOLD_PEOPLE, ids).mapEmpty();
  }

  /** The token as it is kept, whosever it is. */
  static Future<Optional<Known>> find(Sql sql, NewPushToken token) {
    return sql.find(FIND, PushTokenStore::known, array(token.sealed().macs()));
  }

  /** Refreshes a token of the person's own; empty when it has just gone. */
  static Future<Optional<PushTokenView>> refresh(Sql sql, Known known, NewPushToken token) {
    return sql.find(
        REFRESH,
        PushTokenStore::view,
        known.id().value(),
        token.credential(),
        Buffer.buffer(token.sealed().mac()),
        Buffer.buffer(token.sealed().token()),
        token.platform().wireName());
  }

  /** Adds a token, within the bound. */
  static Future<Added> add(Sql sql, NewPushToken token) {
    return sql.find(
            ADD,
            row -> new Added(view(row), List.of(row.getArrayOfUUIDs("evicted"))),
            Ids.next(),
            token.person().value(),
            token.credential(),
            Buffer.buffer(token.sealed().mac()),
            Buffer.buffer(token.sealed().token()),
            token.platform().wireName())
        .map(Optional::orElseThrow);
  }

  /** Whether it was there. */
  static Future<Boolean> remove(Sql sql, Known known) {
    return sql.any(REMOVE, known.id().value());
  }

  /** Removes a token of a person; empty when they have none such. */
  static Future<Optional<PushTokenId>> unregister(Sql sql, PersonId person, List<byte[]> macs) {
    return sql.find(
        UNREGISTER, row -> new PushTokenId(row.getUUID("id")), person.value(), array(macs));
  }

  /** Leaves nothing of a person who is gone. */
  static Future<Void> forget(Sql sql, PersonId person) {
    return hold(sql, person).compose(held -> sql.run(FORGET, person.value())).mapEmpty();
  }

  /** Removes what somebody who has left had until that moment. */
  static Future<Void> leave(Sql sql, PersonId person, Instant moment) {
    return hold(sql, person)
        .compose(held -> sql.run(LEAVE, person.value(), moment.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /** Removes what was registered through a login or an API token that is over. */
  static Future<Void> signOut(Sql sql, UUID credential) {
    return sql.run(SIGN_OUT, credential).mapEmpty();
  }

  private static Object array(List<byte[]> values) {
    return values.stream().map(Buffer::buffer).toArray(Buffer[]::new);
  }

  private static Known known(Row row) {
    return new Known(
        new PushTokenId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        PushPlatform.of(row.getString("platform")));
  }

  private static PushTokenView view(Row row) {
    return new PushTokenView(
        new PushTokenId(row.getUUID("id")),
        PushPlatform.of(row.getString("platform")),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("last_seen_at").toInstant());
  }
}
