package dev.latchkey.accounts.me;

import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.LoginSummary;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.ServiceAccountView;
import dev.latchkey.api.accounts.TeamView;
import dev.latchkey.api.accounts.TokenSummary;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of what people see and change of themselves. Stateless. */
final class MeStore {

  private static final String DESCRIBE =
      """
      SELECT p.id, p.handle, p.state, p.given_name, p.family_name, p.display_name, p.title,
             p.locale, p.time_zone, p.impersonation_allowed, p.version, p.created_at, p.updated_at,
             e.address, e.verified_at IS NOT NULL AS verified,
             (SELECT coalesce(jsonb_agg(each ORDER BY each->>'name', each->>'id'), '[]')
                FROM (SELECT jsonb_build_object(
                               'id', o.id, 'name', o.name, 'state', m.state,
                               'lastLoginAt', m.last_login_at, 'roles',
      """
          + HeldRoles.JSON
          + """
               , 'teams',
                                  (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                            'id', t.id, 'name', t.name, 'role', tm.role) ORDER BY t.name), '[]')
                                     FROM accounts.team_member tm JOIN accounts.team t ON t.id = tm.team_id
                                    WHERE tm.organization_id = m.organization_id
                                      AND tm.person_id = m.person_id)) AS each
                           FROM accounts.membership m
                           JOIN accounts.organization o ON o.id = m.organization_id
                          WHERE m.person_id = p.id AND m.state <> 'disabled'
                          LIMIT 100) AS listed) AS memberships
           FROM accounts.person p
           LEFT JOIN accounts.email e ON e.person_id = p.id AND e.is_primary
          WHERE p.id = $1 AND p.state <> 'anonymised'\
          """;

  private static final String CREDENTIALS =
      """
      SELECT (SELECT e.address FROM accounts.email e
               WHERE e.person_id = p.id AND e.pending LIMIT 1) AS pending,
             EXISTS (SELECT FROM accounts.password pw
                      WHERE pw.person_id = p.id AND pw.hash IS NOT NULL) AS has_password
        FROM accounts.person p WHERE p.id = $1 AND p.state <> 'anonymised'\
      """;

  /** How somebody signs in, and will. */
  record Credentials(@Nullable String pendingEmail, boolean hasPassword) {}

  private MeStore() {}

  static Future<Optional<Credentials>> credentials(Sql sql, PersonId person) {
    return sql.find(
        CREDENTIALS,
        row -> new Credentials(row.getString("pending"), row.getBoolean("has_password")),
        person.value());
  }

  static Future<Optional<Me>> describe(Sql sql, Caller caller) {
    return sql.find(DESCRIBE, row -> me(row, caller), caller.person().value());
  }

  private static Me me(Row row, Caller caller) {
    List<MembershipView> memberships =
        objects(row.getJsonArray("memberships")).stream().map(MeStore::membership).toList();
    return new Me(
        user(row),
        null,
        memberships.stream()
            .map(MembershipView::organization)
            .filter(each -> each.id().equals(caller.organization()))
            .findFirst()
            .orElse(null),
        memberships,
        login(caller),
        token(caller));
  }

  /** What there is to say of an organisation's token. */
  static Me serviceAccount(Caller caller, @Nullable OrganizationView organization) {
    ApiToken token = Objects.requireNonNull(caller.token());
    return new Me(
        null,
        new ServiceAccountView(token.id(), token.name(), caller.permissions()),
        organization,
        List.of(),
        null,
        null);
  }

  private static @Nullable LoginSummary login(Caller caller) {
    LoginId login = caller.login();
    return login == null
        ? null
        : new LoginSummary(
            login, caller.assurance(), caller.authenticatedAt(), caller.impersonator());
  }

  private static @Nullable TokenSummary token(Caller caller) {
    ApiToken token = caller.token();
    return token == null ? null : new TokenSummary(token.id(), token.name(), caller.permissions());
  }

  private static UserView user(Row row) {
    return new UserView(
        new PersonId(row.getUUID("id")),
        row.getString("handle"),
        row.getString("address"),
        row.getBoolean("verified"),
        row.getString("state"),
        row.getString("given_name"),
        row.getString("family_name"),
        row.getString("display_name"),
        row.getString("title"),
        row.getString("locale"),
        row.getString("time_zone"),
        row.getBoolean("impersonation_allowed"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant(),
        row.getInteger("version"));
  }

  private static MembershipView membership(JsonObject json) {
    HeldRoles roles = HeldRoles.read(json.getJsonArray("roles"));
    return new MembershipView(
        new OrganizationView(OrganizationId.of(json.getString("id")), json.getString("name")),
        json.getString("state"),
        roles.views(),
        roles.permissions(),
        objects(json.getJsonArray("teams")).stream().map(MeStore::team).toList(),
        time(json.getString("lastLoginAt")));
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : OffsetDateTime.parse(text).toInstant();
  }

  private static TeamView team(JsonObject json) {
    return new TeamView(
        TeamId.of(json.getString("id")), json.getString("name"), json.getString("role"));
  }

  private static List<JsonObject> objects(JsonArray json) {
    return json.stream().map(JsonObject.class::cast).toList();
  }
}
