package dev.latchkey.sessions;

import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks accounts what a person may do. Thread-safe. */
final class Authorities {

  private final Bus bus;

  Authorities(Bus bus) {
    this.bus = bus;
  }

  /** Empty when the person may not sign in or is no active member of that organisation. */
  Future<Optional<Authority>> find(PersonId person, @Nullable OrganizationId organization) {
    return bus.ask(new DescribeAuthority(person, organization))
        .map(Optional::of)
        .recover(Authorities::orEmpty);
  }

  private static Future<Optional<Authority>> orEmpty(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.failure() == Failure.NOT_FOUND
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(cause);
  }
}
