package dev.latchkey.accounts.registration;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.email.EmailStore;
import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody new: a person with one address and a password. */
public record Newcomer(PersonId id, EmailAddress email, @Nullable String displayName) {

  /** Words that a newcomer's password may not be made of. */
  public static List<String> context(
      EmailAddress email, @Nullable String displayName, @Nullable String organizationName) {
    return Stream.of(email.key(), email.local(), displayName, organizationName)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Adds them as somebody who has proven the address. */
  public Future<Void> add(Sql sql, String passwordHash) {
    EmailId emailId = new EmailId(Ids.next());
    return PersonStore.add(sql, id, email.key(), "active", displayName)
        .compose(added -> EmailStore.add(sql, id, emailId, email, true, true))
        .compose(added -> PasswordStore.set(sql, id, passwordHash));
  }
}
