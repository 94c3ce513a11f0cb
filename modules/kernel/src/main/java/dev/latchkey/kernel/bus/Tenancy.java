package dev.latchkey.kernel.bus;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import java.util.Optional;

/** Whose rows a request may touch: those of the organisation that its caller acts in. */
public final class Tenancy {

  private Tenancy() {}

  /**
   * The organisation that a caller acts in. Every query of its rows names it.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#FORBIDDEN} for a caller without one, who
   *     holds no permission either
   */
  public static OrganizationId of(Caller caller) {
    return Optional.ofNullable(caller.organization()).orElseThrow(Failure.FORBIDDEN::refusal);
  }
}
