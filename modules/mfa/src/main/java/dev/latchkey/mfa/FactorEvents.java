package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.kernel.event.Change;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What goes on record of factors: about the person whose they are, never with a secret. */
final class FactorEvents {

  private FactorEvents() {}

  /** A change that a signed-in person makes of somebody's factors, mostly of their own. */
  static Change by(Caller caller, PersonId person, EventType type) {
    return Change.by(caller, type).about("person", person.value());
  }

  /** What somebody does by proving a factor, before they are signed in. */
  static Change by(
      PersonId person, @Nullable OrganizationId organization, Origin origin, EventType type) {
    return Change.by(person.value(), origin, type)
        .in(value(organization))
        .about("person", person.value());
  }

  /**
   * A guess at a person's factor that was wrong, or was not looked at.
   *
   * @param person null for a passkey that is nobody's
   */
  static Change refused(
      @Nullable PersonId person,
      @Nullable OrganizationId organization,
      Origin origin,
      FactorMethod method) {
    return Change.byAnybody(origin, EventType.SECOND_FACTOR_REFUSED)
        .refused()
        .in(value(organization))
        .about("person", person == null ? null : person.value())
        .with("method", method.wireName());
  }

  private static @Nullable UUID value(@Nullable OrganizationId organization) {
    return organization == null ? null : organization.value();
  }
}
