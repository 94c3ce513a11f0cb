package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.kernel.event.Change;

/** What goes on record of factors: always about the person whose they are, never with a secret. */
final class FactorEvents {

  private FactorEvents() {}

  /** A change that a signed-in person makes of somebody's factors, mostly of their own. */
  static Change by(Caller caller, PersonId person, EventType type) {
    return Change.by(caller, type).about("person", person.value());
  }

  /** What somebody does by proving a factor, before they are signed in. */
  static Change by(PersonId person, Origin origin, EventType type) {
    return Change.by(person.value(), origin, type).about("person", person.value());
  }

  /** A guess at a person's factor that was wrong, or was not looked at. */
  static Change refused(PersonId person, Origin origin, FactorMethod method) {
    return Change.byAnybody(origin, EventType.SECOND_FACTOR_REFUSED)
        .refused()
        .about("person", person.value())
        .with("method", method.wireName());
  }
}
