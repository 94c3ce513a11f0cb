package dev.latchkey.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.LoginView;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.text.UserAgent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of logins as people see them. Thread-safe. */
final class LoginListStore {

  private static final String LIST =
      """
      SELECT id, device, ip_address, user_agent, created_at, last_seen_at, impersonator_id,
             least(expires_at, last_seen_at + make_interval(secs => least($2::float8, idle_seconds)))
               AS expires_at
        FROM sessions.login
       WHERE person_id = $1 AND ($4::uuid IS NULL OR organization_id = $4) AND %s
       ORDER BY created_at DESC, id DESC LIMIT $3\
      """
          .formatted(LoginStore.alive("$2"));

  private final Database database;
  private final SessionsConfig config;

  LoginListStore(Database database, SessionsConfig config) {
    this.database = database;
    this.config = config;
  }

  /** The living logins of the caller, newest first; each ends at the nearer of its two limits. */
  Future<List<LoginView>> list(Caller caller, int limit) {
    return list(caller, caller.person(), null, limit);
  }

  /** As for the caller, those of somebody in the caller's organisation that act there. */
  Future<List<LoginView>> listThere(Caller caller, PersonId person, int limit) {
    return list(caller, person, Tenancy.of(caller), limit);
  }

  private Future<List<LoginView>> list(
      Caller caller, PersonId person, @Nullable OrganizationId organization, int limit) {
    return database.list(
        LIST,
        row -> view(row, caller.login()),
        person.value(),
        LoginStore.seconds(config.idleTimeout()),
        limit,
        LoginStore.value(organization));
  }

  private static LoginView view(Row row, LoginId current) {
    LoginId id = new LoginId(row.getUUID("id"));
    String userAgent = row.getString("user_agent");
    String device = row.getString("device");
    return new LoginView(
        id,
        device == null ? UserAgent.describe(userAgent) : device,
        row.getString("ip_address"),
        userAgent,
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("last_seen_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant(),
        id.equals(current),
        LoginStore.person(row.getUUID("impersonator_id")));
  }
}
