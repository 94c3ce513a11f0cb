package dev.latchkey.accounts.password;

import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.RecognizedDevice;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL of passwords, and of what a person may do once theirs is right. */
public final class PasswordStore {

  /** What guesses at passwords are counted under. */
  public static final String AUTHENTICATOR = "password";

  /** What guesses from a device are counted under that the person has trusted. */
  private static final String BY_DEVICE = "password_by_device";

  private static final String AUTHORITY_COLUMNS =
      """
      p.id, p.login_generation, p.kept_login, coalesce(pw.must_change, false) AS must_change,
      m.organization_id, m.admission, p.devices_trusted_after,
      (SELECT o.settings FROM accounts.organization o WHERE o.id = m.organization_id) AS settings,
      """
          + HeldRoles.JSON
          + " AS roles ";

  private static final String AUTHORITY =
      "SELECT "
          + AUTHORITY_COLUMNS
          + """
           FROM accounts.person p
           LEFT JOIN accounts.password pw ON pw.person_id = p.id
           LEFT JOIN accounts.membership m
             ON m.person_id = p.id AND m.organization_id = $2 AND m.state = 'active'
          WHERE p.id = $1 AND p.state = 'active'
            AND ($2::uuid IS NULL OR m.organization_id IS NOT NULL)\
          """;

  /** Of whom is {@code known}: in the organisation that they name, or that of their oldest stay. */
  private static final String WHERE_THEY_SIGN_IN =
      """
        FROM known JOIN accounts.person p ON p.id = known.id
        LEFT JOIN accounts.password pw ON pw.person_id = p.id
        LEFT JOIN LATERAL (
          SELECT * FROM accounts.membership each
           WHERE each.person_id = p.id AND each.state = 'active'
             AND (%1$s::uuid IS NULL OR each.organization_id = %1$s)
           ORDER BY each.created_at, each.organization_id LIMIT 1) AS m ON true
       WHERE m.organization_id IS NOT NULL
          OR (%1$s::uuid IS NULL AND NOT EXISTS (
               SELECT FROM accounts.membership other WHERE other.person_id = p.id))\
      """;

  private static final String SIGNING_IN =
      """
      WITH known AS MATERIALIZED (
        SELECT p.id FROM accounts.person p WHERE p.id = $1 AND p.state = 'active')
      SELECT
      """
          + AUTHORITY_COLUMNS
          + WHERE_THEY_SIGN_IN.formatted("$2");

  /**
   * Finds who a name belongs to and reserves the guess, whether it belongs to anybody or not.
   * Proven addresses come before handles.
   */
  private static final String BY_NAME =
      """
      WITH named AS MATERIALIZED (
        SELECT coalesce(
          (SELECT e.person_id FROM accounts.email e
            WHERE e.address_key = $1 AND e.verified_at IS NOT NULL),
          (SELECT h.id FROM accounts.person h WHERE h.handle = $1)) AS id),
      known AS MATERIALIZED (
        SELECT p.id, coalesce(p.id = $4 AND p.login_generation = $5
                              AND coalesce(p.devices_trusted_after < $6, true), false) AS by_device
          FROM accounts.person p JOIN named ON named.id = p.id WHERE p.state = 'active'),
      guess AS MATERIALIZED (
        SELECT %s AS admitted, authenticator
          FROM (SELECT CASE WHEN EXISTS (SELECT FROM known WHERE by_device)
                            THEN '%s' ELSE '%s' END AS authenticator) AS counted)
      SELECT guess.admitted, guess.authenticator,
             CASE WHEN pw.expires_at <= now() THEN NULL ELSE pw.hash END AS hash, found.*
        FROM guess
        LEFT JOIN LATERAL (
          SELECT
      """
          + AUTHORITY_COLUMNS
          + WHERE_THEY_SIGN_IN.formatted("$3")
          + """
          ) AS found ON true
          LEFT JOIN accounts.password pw ON pw.person_id = found.id\
          """;

  private static final String BY_PERSON =
      """
      WITH guess AS MATERIALIZED (SELECT %s AS admitted)
      SELECT guess.admitted, CASE WHEN pw.expires_at <= now() THEN NULL ELSE pw.hash END AS hash,
             (SELECT jsonb_build_object('words', jsonb_agg(w.word)) FROM (
                SELECT e.address AS word FROM accounts.email e WHERE e.person_id = $1
                UNION ALL
                SELECT unnest(ARRAY[p.handle, p.display_name, p.given_name, p.family_name])
                  FROM accounts.person p WHERE p.id = $1) AS w WHERE w.word IS NOT NULL) AS context
        FROM guess LEFT JOIN accounts.password pw ON pw.person_id = $1\
      """;

  private static final String CONTEXT =
      """
      SELECT p.handle, p.display_name, p.given_name, p.family_name, e.address
        FROM accounts.person p LEFT JOIN accounts.email e ON e.person_id = p.id
       WHERE p.id = $1 LIMIT 25\
      """;

  private static final String SET =
      """
      INSERT INTO accounts.password (person_id, hash) VALUES ($1, $2)
      ON CONFLICT (person_id) DO UPDATE
         SET hash = excluded.hash, must_change = false, changed_at = now(), expires_at = NULL\
      """;

  /** Two changes that both knew the old password: the first one wins. */
  private static final String REPLACE =
      """
      UPDATE accounts.password
         SET hash = $3, must_change = false, changed_at = now(), expires_at = NULL
       WHERE person_id = $1 AND hash = $2\
      """;

  private static final String SET_TEMPORARY =
      """
      INSERT INTO accounts.password AS known (person_id, hash, must_change, expires_at)
      VALUES ($1, $2, true, now() + make_interval(secs => $3))
      ON CONFLICT (person_id) DO UPDATE
         SET hash = excluded.hash, must_change = true, changed_at = now(),
             expires_at = excluded.expires_at
      RETURNING expires_at\
      """;

  private static final String REMOVE = "DELETE FROM accounts.password WHERE person_id = $1";

  private static final String APPEND = "SELECT kernel.append_event($1)";

  /**
   * What a name led to.
   *
   * @param admitted whether the guess may be looked at
   * @param authenticator what it was counted under
   * @param hash null when there is nobody, or nobody with a password, who may sign in there
   */
  record Candidate(
      boolean admitted,
      String authenticator,
      @Nullable String hash,
      @Nullable Authority authority) {}

  /** What is known of a person whose password is to be checked. */
  record Known(boolean admitted, @Nullable String hash, List<String> context) {}

  private final String byName;
  private final String byPerson;

  public PasswordStore(GuessLimits limits) {
    this.byName =
        BY_NAME.formatted(
            limits.reserveUnder("coalesce((SELECT id FROM known), $2::uuid)", "authenticator"),
            BY_DEVICE,
            AUTHENTICATOR);
    this.byPerson = BY_PERSON.formatted(limits.reserve("$1::uuid", AUTHENTICATOR));
  }

  Future<Candidate> candidate(
      Sql sql,
      String name,
      UUID nobody,
      @Nullable OrganizationId organization,
      @Nullable RecognizedDevice device) {
    UUID wanted = organization == null ? null : organization.value();
    return sql.find(
            byName,
            PasswordStore::candidate,
            name,
            nobody,
            wanted,
            device == null ? null : device.person().value(),
            device == null ? null : device.loginGeneration(),
            device == null ? null : device.trustedAt().atOffset(ZoneOffset.UTC))
        .map(Optional::orElseThrow);
  }

  Future<Known> known(Sql sql, PersonId person) {
    return sql.find(byPerson, PasswordStore::known, person.value()).map(Optional::orElseThrow);
  }

  /** What a person may do in an organisation; empty when they may not sign in there. */
  public static Future<Optional<Authority>> authority(
      Sql sql, PersonId person, @Nullable OrganizationId organization) {
    UUID wanted = organization == null ? null : organization.value();
    return sql.find(AUTHORITY, PasswordStore::authority, person.value(), wanted);
  }

  /** What a person may do where they sign in; empty when they may not. */
  static Future<Optional<Authority>> signingIn(
      Sql sql, PersonId person, @Nullable OrganizationId organization) {
    UUID wanted = organization == null ? null : organization.value();
    return sql.find(SIGNING_IN, PasswordStore::authority, person.value(), wanted);
  }

  /** Words that everybody knows of a person. */
  public static Future<List<String>> context(Sql sql, PersonId person) {
    return sql.list(CONTEXT, PasswordStore::words, person.value())
        .map(rows -> rows.stream().flatMap(List::stream).distinct().toList());
  }

  /** Sets a person's password, whatever it was. */
  public static Future<Void> set(Sql sql, PersonId person, String hash) {
    return sql.run(SET, person.value(), hash).mapEmpty();
  }

  /** Sets a password that must be changed at its first use; answers until when it can be used. */
  public static Future<Instant> setTemporary(
      Sql sql, PersonId person, String hash, Duration lifetime) {
    return sql.find(
            SET_TEMPORARY,
            row -> row.getOffsetDateTime(0).toInstant(),
            person.value(),
            hash,
            (double) lifetime.toSeconds())
        .map(Optional::orElseThrow);
  }

  /** Leaves a person without a password. */
  public static Future<Void> remove(Sql sql, PersonId person) {
    return sql.run(REMOVE, person.value()).mapEmpty();
  }

  static Future<Boolean> replace(Sql sql, PersonId person, @Nullable String old, String hash) {
    return sql.any(REPLACE, person.value(), old, hash);
  }

  /** Forgets the wrong guesses at a person's password, wherever they were made. */
  public static Future<Void> forgetGuesses(Sql sql, PersonId person) {
    return GuessLimits.clear(sql, person.value(), AUTHENTICATOR, BY_DEVICE);
  }

  /** Appends a refused attempt by itself, as there is no change to go with it. */
  static Future<Void> append(Sql sql, Change refusal) {
    return sql.change(APPEND, refusal.toJson()).mapEmpty();
  }

  private static Candidate candidate(Row row) {
    boolean found = row.getUUID("id") != null;
    return new Candidate(
        row.getBoolean("admitted"),
        row.getString("authenticator"),
        row.getString("hash"),
        found ? authority(row) : null);
  }

  private static Known known(Row row) {
    JsonObject context = row.getJsonObject("context");
    List<String> words =
        context.getJsonArray("words", new io.vertx.core.json.JsonArray()).stream()
            .map(String.class::cast)
            .toList();
    return new Known(row.getBoolean("admitted"), row.getString("hash"), words);
  }

  private static List<String> words(Row row) {
    return java.util.stream.Stream.of(
            "handle", "display_name", "given_name", "family_name", "address")
        .map(row::getString)
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private static Authority authority(Row row) {
    UUID organization = row.getUUID("organization_id");
    UUID kept = row.getUUID("kept_login");
    JsonObject settings =
        Optional.ofNullable(row.getJsonObject("settings")).orElseGet(JsonObject::new);
    return new Authority(
        new PersonId(row.getUUID("id")),
        organization == null ? null : new OrganizationId(organization),
        Permission.withOwn(HeldRoles.read(row.getJsonArray("roles")).permissions()),
        row.getInteger("login_generation"),
        kept == null ? null : new LoginId(kept),
        row.getUUID("admission"),
        row.getBoolean("must_change"),
        settings.getBoolean("mfaRequired", false),
        settings.getBoolean("trustedDevicesAllowed", true),
        Optional.ofNullable(row.getOffsetDateTime("devices_trusted_after"))
            .map(OffsetDateTime::toInstant)
            .orElse(null),
        limits(settings.getJsonObject("sessions")));
  }

  private static SessionLimits limits(@Nullable JsonObject stored) {
    return stored == null
        ? SessionLimits.NONE
        : new SessionLimits(
            stored.getInteger("lifetimeSeconds"),
            stored.getInteger("idleSeconds"),
            stored.getInteger("parallelLogins"));
  }
}
