package dev.latchkey.accounts.registration;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** All SQL of claims on an address. Stateless. */
final class ClaimStore {

  /** Two registrations of one address come one after the other. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

  private static final String FIND =
      """
      SELECT e.id, e.person_id, p.state, p.locale, p.display_name, e.address
        FROM accounts.email e JOIN accounts.person p ON p.id = e.person_id
       WHERE e.address_key = $1 AND (e.verified_at IS NOT NULL OR p.state = 'unverified')
       ORDER BY e.verified_at NULLS LAST LIMIT 1\
      """;

  /** Somebody who has proven the address, or is about to. */
  record Claim(
      EmailId email, PersonId person, boolean proven, Optional<String> locale, String address) {}

  private ClaimStore() {}

  /** Keeps every other claim on the address waiting until the commit; finds the earlier one. */
  static Future<Optional<Claim>> lock(Sql sql, EmailAddress email) {
    return sql.run(LOCK, email.key())
        .compose(locked -> sql.find(FIND, ClaimStore::claim, email.key()));
  }

  private static Claim claim(Row row) {
    return new Claim(
        new EmailId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        !row.getString("state").equals("unverified"),
        Optional.ofNullable(row.getString("locale")),
        row.getString("address"));
  }
}
