package dev.latchkey.accounts.person;

import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/** Tells other modules whom notices about a person go to. */
public final class PersonRecipients {

  private final Sql sql;

  public PersonRecipients(Sql sql) {
    this.sql = sql;
  }

  /** Answers {@link DescribeRecipients}. */
  public Future<Recipients> describe(DescribeRecipients request) {
    return PersonStore.recipients(sql, request.person())
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal())));
  }
}
