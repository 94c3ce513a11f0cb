package dev.latchkey.accounts.users;

import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.guess.GuessLimits;
import io.vertx.sqlclient.Row;

/** How a person is read as administrators see them, beside a membership {@code m}. */
final class MemberRow {

  /** The tables that the columns come from. */
  static final String JOINS =
      """
       JOIN accounts.person p ON p.id = m.person_id
       LEFT JOIN accounts.email e ON e.person_id = m.person_id AND e.is_primary
       LEFT JOIN kernel.guess g
         ON g.subject = m.person_id AND g.authenticator = '%s'
      """
          .formatted(PasswordStore.AUTHENTICATOR);

  private MemberRow() {}

  static String columns(GuessLimits limits) {
    return """
    p.id, p.handle, e.address, e.verified_at IS NOT NULL AS verified, m.state, m.account_type,
    p.given_name, p.family_name, p.display_name, p.title, p.locale, p.time_zone,
    m.created_at AS joined_at, p.updated_at, p.version,
    """
        + HeldRoles.JSON
        + " AS roles, "
        + limits.shut("g")
        + " AS locked ";
  }

  static MemberView view(Row row) {
    return new MemberView(
        new PersonId(row.getUUID("id")),
        row.getString("handle"),
        row.getString("address"),
        row.getBoolean("verified"),
        MemberState.of(row.getString("state")),
        AccountType.of(row.getString("account_type")),
        HeldRoles.read(row.getJsonArray("roles")).views(),
        row.getBoolean("locked"),
        row.getString("given_name"),
        row.getString("family_name"),
        row.getString("display_name"),
        row.getString("title"),
        row.getString("locale"),
        row.getString("time_zone"),
        row.getOffsetDateTime("joined_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant(),
        row.getInteger("version"));
  }
}
