package dev.latchkey.sessions;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.text.UserAgent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All SQL of logins. A login is alive while it has not been ended and neither limit has come, by
 * the database's clock. Thread-safe.
 */
final class LoginStore {

  /** What {@link #live} reads, of a table that is called {@code login}. */
  static final String LIVE =
      """
      login.id, login.person_id, login.organization_id, login.generation, login.admission,
      login.assurance, login.trusted_device, login.passkey, login.impersonator_id,
      login.impersonator_login_id, login.token_family, login.authenticated_at, login.expires_at, now() AS read_at\
      """;

  /**
   * Whether the person has signed in before, but never by that browser on a device of that name.
   * Logins of before browsers were noted tell nothing, so that an upgrade makes nobody's device a
   * new one. The new row is not seen: a statement looks at what was there when it began.
   */
  private static final String NEW_DEVICE =
      """
      login.impersonator_id IS NULL
        AND EXISTS (SELECT FROM sessions.login AS other
                     WHERE other.person_id = $2 AND other.impersonator_id IS NULL
                       AND other.browser IS NOT NULL)
        AND NOT EXISTS (SELECT FROM sessions.login AS other
                         WHERE other.person_id = $2 AND other.impersonator_id IS NULL
                           AND other.browser = $18 AND other.device IS NOT DISTINCT FROM $6)\
      """;

  private static final String START =
      """
      WITH login AS (
        INSERT INTO sessions.login (id, person_id, organization_id, generation, assurance, device,
                                    ip_address, user_agent, expires_at, idle_seconds, admission,
                                    impersonator_id, impersonator_login_id, trusted_device, passkey,
                                    browser)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9), $12, $13,
                $14, $15, $16, $17, $18)
        RETURNING *),
      issued AS (
        INSERT INTO sessions.refresh_token (digest, login_id, family)
        SELECT $10, id, token_family FROM login)
      SELECT %s,
             kernel.append_event(CASE WHEN %s
               THEN jsonb_set($11, '{data,newDevice}', 'true') ELSE $11 END),
             (SELECT count(*) FROM sessions.login AS other
               WHERE other.person_id = $2 AND other.ended_at IS NULL
                 AND other.impersonator_id IS NULL) AS others
        FROM login\
      """
          .formatted(LIVE, NEW_DEVICE);

  private static final String USE =
      """
      WITH login AS MATERIALIZED (
        SELECT * FROM sessions.login
         WHERE id = $1 AND person_id = $2 AND organization_id IS NOT DISTINCT FROM $3
           AND token_family = $7 AND now() < to_timestamp($4) AND %s),
      touched AS (
        UPDATE sessions.login AS used SET last_seen_at = now() FROM login
         WHERE used.id = login.id AND used.ended_at IS NULL
           AND used.last_seen_at
                 < now() - make_interval(secs => least($6::float8, used.idle_seconds / 10)))
      SELECT %s FROM login\
      """
          .formatted(alive("$5"), LIVE);

  /** All earlier tokens of the login are dead. */
  private static final String RENEW =
      """
      WITH login AS (
        UPDATE sessions.login
           SET %s, last_seen_at = now(), token_family = token_family + 1
         WHERE id = $1 AND person_id = $2 AND %s
        RETURNING *),
      issued AS (
        INSERT INTO sessions.refresh_token (digest, login_id, family)
        SELECT $4, id, token_family FROM login)
      SELECT %s, kernel.append_event($5) FROM login\
      """;

  private static final String PROVE =
      RENEW.formatted("authenticated_at = now(), assurance = $6", alive("$3"), LIVE);

  private static final String RAISE_OWN = RENEW.formatted("assurance = 'aal2'", alive("$3"), LIVE);

  private static final String RAISE =
      """
      UPDATE sessions.login SET assurance = 'aal2'
       WHERE id = $1 AND person_id = $2 AND ended_at IS NULL\
      """;

  /** A login that is too old already for where it is to go does not get there. */
  private static final String MOVE =
      RENEW.formatted(
          "organization_id = $6, idle_seconds = $8, admission = $9,"
              + " expires_at = created_at + make_interval(secs => $7)",
          alive("$3") + " AND created_at + make_interval(secs => $7) > now()",
          LIVE);

  private static final String FIND =
      "SELECT %s FROM sessions.login WHERE id = $1 AND %s".formatted(LIVE, alive("$2"));

  private final Database database;
  private final SessionsConfig config;

  LoginStore(Database database, SessionsConfig config) {
    this.database = database;
    this.config = config;
  }

  /** What was opened, and how many logins of the person had not been ended before. */
  record Started(LiveLogin login, long others) {}

  /**
   * Opens a login with its first refresh token. The event says {@code newDevice} where the person
   * has signed in before, but from no such device as far as their logins are kept.
   */
  Future<Started> start(NewLogin login, OpaqueToken token, Change change) {
    Origin origin = login.origin();
    LoginLimits limits = LoginLimits.of(config, login.authority().sessionLimits());
    Impersonator impersonator = login.impersonator();
    return database
        .change(
            START,
            login.id().value(),
            login.authority().person().value(),
            value(login.authority().organization()),
            login.authority().loginGeneration(),
            login.proven().assurance().wireName(),
            login.device(),
            origin.ipAddress(),
            origin.userAgent(),
            seconds(impersonator == null ? limits.lifetime() : config.accessTokenLifetime()),
            Buffer.buffer(token.digest()),
            change.toJson(),
            limits.idleSeconds(),
            login.authority().admission(),
            impersonator == null ? null : impersonator.person().value(),
            impersonator == null ? null : impersonator.login().value(),
            login.proven().trustedDevice(),
            login.proven().passkey(),
            Objects.requireNonNullElse(UserAgent.describe(origin.userAgent()), ""))
        .map(rows -> rows.iterator().next())
        .map(row -> new Started(live(row), row.getLong("others")));
  }

  /** The living login that a verified access token speaks for; notes that it is in use. */
  Future<Optional<LiveLogin>> use(Claims claims) {
    return database.find(
        USE,
        LoginStore::live,
        claims.login().value(),
        claims.person().value(),
        value(claims.organization()),
        (double) claims.expiresAtSeconds(),
        seconds(config.idleTimeout()),
        seconds(config.touchAfter()),
        claims.family());
  }

  /**
   * Notes that the caller has proven anew who they are. The new token starts a family: all earlier
   * ones of the login are dead. Empty when the login is.
   */
  Future<Optional<LiveLogin>> prove(
      Caller caller, Proven proven, OpaqueToken token, Change change) {
    return renewed(
        PROVE,
        caller.login().value(),
        caller.person().value(),
        seconds(config.idleTimeout()),
        Buffer.buffer(token.digest()),
        change.toJson(),
        proven.assurance().wireName());
  }

  /**
   * Notes that the caller has proven a second factor, and not when they proved the first; starts a
   * family as {@link #prove} does. Empty when the login is dead.
   */
  Future<Optional<LiveLogin>> raise(Caller caller, OpaqueToken token, Change change) {
    return renewed(
        RAISE_OWN,
        caller.login().value(),
        caller.person().value(),
        seconds(config.idleTimeout()),
        Buffer.buffer(token.digest()),
        change.toJson());
  }

  /** Notes that a second factor was proven in a login. */
  Future<Void> raise(PersonId person, LoginId login) {
    return database.run(RAISE, login.value(), person.value()).mapEmpty();
  }

  /**
   * Lets the caller's login act where that authority is, under the limits there; starts a family as
   * {@link #prove} does. Empty when the login is dead, or too old for there.
   */
  Future<Optional<LiveLogin>> move(
      Caller caller, Authority authority, OpaqueToken token, Change change) {
    LoginLimits limits = LoginLimits.of(config, authority.sessionLimits());
    return renewed(
        MOVE,
        caller.login().value(),
        caller.person().value(),
        seconds(config.idleTimeout()),
        Buffer.buffer(token.digest()),
        change.toJson(),
        value(authority.organization()),
        seconds(limits.lifetime()),
        limits.idleSeconds(),
        authority.admission());
  }

  private Future<Optional<LiveLogin>> renewed(String statement, @Nullable Object... values) {
    return database
        .change(statement, values)
        .map(rows -> stream(rows).findFirst().map(LoginStore::live));
  }

  /** A login while it lives. */
  Future<Optional<LiveLogin>> find(LoginId login) {
    return database.find(FIND, LoginStore::live, login.value(), seconds(config.idleTimeout()));
  }

  /** The condition that {@code login} is alive; the parameter holds the idle timeout in seconds. */
  static String alive(String idleTimeoutParameter) {
    return "ended_at IS NULL AND expires_at > now() AND last_seen_at > now() - make_interval(secs"
        + " => least("
        + idleTimeoutParameter
        + "::float8, idle_seconds))";
  }

  static LiveLogin live(Row row) {
    return new LiveLogin(
        new LoginId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        organization(row.getUUID("organization_id")),
        row.getInteger("generation"),
        row.getUUID("admission"),
        impersonator(row),
        assurance(row.getString("assurance")),
        row.getBoolean("trusted_device"),
        row.getBoolean("passkey"),
        row.getInteger("token_family"),
        row.getOffsetDateTime("authenticated_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant(),
        row.getOffsetDateTime("read_at").toInstant());
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static @Nullable Impersonator impersonator(Row row) {
    PersonId person = person(row.getUUID("impersonator_id"));
    return person == null
        ? null
        : new Impersonator(person, new LoginId(row.getUUID("impersonator_login_id")));
  }

  static @Nullable PersonId person(@Nullable UUID id) {
    return id == null ? null : new PersonId(id);
  }

  static Assurance assurance(String wireName) {
    return Stream.of(Assurance.values())
        .filter(each -> each.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no assurance level of that name"));
  }

  private static @Nullable OrganizationId organization(@Nullable UUID id) {
    return id == null ? null : new OrganizationId(id);
  }

  static @Nullable UUID value(@Nullable OrganizationId organization) {
    return organization == null ? null : organization.value();
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return rows.size() == 0 ? Stream.empty() : Stream.of(rows.iterator().next());
  }
}
