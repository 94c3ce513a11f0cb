package dev.latchkey.sessions;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All SQL of API tokens. One is alive while it has neither ended nor expired. Thread-safe. */
final class ApiTokenStore {

  private static final String ALIVE =
      " ended_at IS NULL AND (expires_at IS NULL OR expires_at > now()) ";

  private static final String COLUMNS =
      """
      id, owner, person_id, organization_id, admission, name, scopes, created_at, expires_at,
      assurance, last_used_at\
      """;

  /** Whose number of tokens is limited: the person, or the organisation. */
  private static final String OWNED_BY =
      """
      owner = $1 AND (owner = 'person' AND person_id = $2
                      OR owner = 'organization' AND organization_id = $2)\
      """;

  /** Of two that would be the last to be allowed the second waits for the first. */
  private static final String HOLD =
      "SELECT pg_advisory_xact_lock(hashtextextended('sessions.api_token ' || $1::uuid::text, 0))";

  private static final String ADD =
      """
      WITH room AS (
        SELECT (SELECT count(*) FROM sessions.api_token WHERE %s AND %s) < $3 AS left_over,
               $12::timestamptz IS NULL OR $12 > now() AS in_future),
      made AS (
        INSERT INTO sessions.api_token (id, digest, owner, person_id, organization_id, admission,
                                        name, scopes, expires_at, assurance)
        SELECT $4, $5, $1, $6, $7, $8, $9, $10, $12, $13 FROM room WHERE left_over AND in_future
        RETURNING %s)
      SELECT room.*, made.*,
             CASE WHEN made.id IS NOT NULL THEN kernel.append_event($11) END AS told
        FROM room LEFT JOIN made ON true\
      """
          .formatted(OWNED_BY, ALIVE, COLUMNS);

  private static final String LIST =
      "SELECT %s FROM sessions.api_token WHERE %s AND %s ORDER BY created_at DESC, id DESC LIMIT $3"
          .formatted(COLUMNS, OWNED_BY, ALIVE);

  private static final String USE =
      """
      WITH token AS MATERIALIZED (
        SELECT * FROM sessions.api_token WHERE digest = $1 AND %s),
      touched AS (
        UPDATE sessions.api_token AS used SET last_used_at = now() FROM token
         WHERE used.id = token.id AND used.ended_at IS NULL
           AND used.last_used_at < now() - make_interval(secs => $2))
      SELECT %s FROM token\
      """
          .formatted(ALIVE, COLUMNS);

  private static final String FIRST_USE =
      """
      WITH used AS (
        UPDATE sessions.api_token SET last_used_at = now()
         WHERE id = $1 AND last_used_at IS NULL AND ended_at IS NULL RETURNING id)
      SELECT kernel.append_event($2) FROM used\
      """;

  private static final String END =
      """
      WITH ended AS (
        UPDATE sessions.api_token SET ended_at = now(), end_reason = $3
         WHERE %s AND id = $4 AND %s RETURNING id)
      SELECT kernel.append_event($5) FROM ended\
      """
          .formatted(OWNED_BY, ALIVE);

  /** Each event is told with the id and the organisation of its token. */
  private static final String END_ALL =
      """
      WITH ended AS (
        UPDATE sessions.api_token SET ended_at = now(), end_reason = $2
         WHERE person_id = $1 AND ($4::uuid IS NULL OR organization_id = $4) AND ended_at IS NULL
        RETURNING id, organization_id)
      SELECT kernel.append_event($3::jsonb || jsonb_build_object(
               'id', gen_random_uuid(), 'organization', organization_id,
               'subject', jsonb_build_object('kind', 'token', 'id', id)))
        FROM ended\
      """;

  private static final String PURGE =
      """
      DELETE FROM sessions.api_token WHERE id IN (
        SELECT id FROM sessions.api_token
         WHERE coalesce(ended_at, expires_at) < now() - make_interval(secs => $1)
         LIMIT $2 FOR UPDATE SKIP LOCKED)\
      """;

  private final Database database;

  ApiTokenStore(Database database) {
    this.database = database;
  }

  /**
   * Stores a token, unless its owner has as many already; {@link Failure#TOO_MANY_TOKENS}, {@link
   * Failure#TOKEN_EXPIRY_PAST}.
   */
  Future<StoredToken> add(NewToken token, int most, Change change) {
    UUID owner = owner(token);
    return database.transaction(
        Statement.of(HOLD, owner), (sql, held) -> add(sql, token, owner, most, change));
  }

  private static Future<StoredToken> add(
      Sql sql, NewToken token, UUID owner, int most, Change change) {
    return sql.list(
            ADD,
            row -> added(row),
            token.owner().wireName(),
            owner,
            (long) most,
            token.token().id().value(),
            Buffer.buffer(token.secret().digest()),
            token.maker().person().value(),
            organization(token),
            token.maker().admission(),
            token.token().name(),
            names(token.scopes()),
            change.toJson(),
            time(token.expiresAt()),
            token.assurance().wireName())
        .map(rows -> rows.get(0));
  }

  private static StoredToken added(Row row) {
    if (!row.getBoolean("in_future")) {
      throw Failure.TOKEN_EXPIRY_PAST.refusal();
    }
    if (!row.getBoolean("left_over")) {
      throw Failure.TOO_MANY_TOKENS.refusal();
    }
    return stored(row);
  }

  /** The living tokens of a person or an organisation, newest first. */
  Future<List<StoredToken>> list(TokenOwner owner, UUID ownerId, int limit) {
    return database.list(LIST, ApiTokenStore::stored, owner.wireName(), ownerId, limit);
  }

  /** The living token of that secret; notes that it is in use, once in so long. */
  Future<Optional<StoredToken>> use(OpaqueToken secret, Duration touchAfter) {
    return database.find(
        USE, ApiTokenStore::stored, Buffer.buffer(secret.digest()), LoginStore.seconds(touchAfter));
  }

  /** Notes the first use; of several at once, one is told. */
  Future<Void> useFirst(TokenId id, Change change) {
    return database.change(FIRST_USE, id.value(), change.toJson()).mapEmpty();
  }

  /** Ends a living token of a person or an organisation; false when there is none. */
  Future<Boolean> end(TokenOwner owner, UUID ownerId, TokenId id, String reason, Change change) {
    return database
        .change(END, owner.wireName(), ownerId, reason, id.value(), change.toJson())
        .map(rows -> rows.size() > 0);
  }

  /**
   * Ends every token that a person made; the change is appended once for each.
   *
   * @param organization the one that they are for; null for any
   */
  Future<Void> endAll(
      PersonId person, @Nullable OrganizationId organization, String reason, Change change) {
    UUID where = organization == null ? null : organization.value();
    return database.change(END_ALL, person.value(), reason, change.toJson(), where).mapEmpty();
  }

  /** Removes at most that many tokens that ended so long ago; answers how many. */
  Future<Integer> purge(Duration age, int limit) {
    return database.run(PURGE, LoginStore.seconds(age), limit).map(deleted -> deleted.rowCount());
  }

  private static UUID owner(NewToken token) {
    return token.owner() == TokenOwner.PERSON
        ? token.maker().person().value()
        : organization(token);
  }

  private static UUID organization(NewToken token) {
    return Optional.ofNullable(token.maker().organization())
        .map(OrganizationId::value)
        .orElseThrow(Failure.FORBIDDEN::refusal);
  }

  private static Object names(Set<Permission> scopes) {
    return scopes.stream().map(Permission::wireName).sorted().toArray(String[]::new);
  }

  private static StoredToken stored(Row row) {
    return new StoredToken(
        new ApiToken(new TokenId(row.getUUID("id")), owner(row), row.getString("name")),
        new PersonId(row.getUUID("person_id")),
        new OrganizationId(row.getUUID("organization_id")),
        row.getUUID("admission"),
        scopes(row),
        row.getOffsetDateTime("created_at").toInstant(),
        instant(row.getOffsetDateTime("expires_at")),
        LoginStore.assurance(row.getString("assurance")),
        instant(row.getOffsetDateTime("last_used_at")));
  }

  private static TokenOwner owner(Row row) {
    return row.getString("owner").equals(TokenOwner.PERSON.wireName())
        ? TokenOwner.PERSON
        : TokenOwner.ORGANIZATION;
  }

  /** Names that this version does not know allow nothing. */
  private static Set<Permission> scopes(Row row) {
    return Stream.of(row.getArrayOfStrings("scopes"))
        .flatMap(name -> Permission.named(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
