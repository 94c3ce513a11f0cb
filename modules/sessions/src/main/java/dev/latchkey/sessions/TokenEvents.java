package dev.latchkey.sessions;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;

/** What goes on record of API tokens. A person is told of their own by mail. */
final class TokenEvents {

  private TokenEvents() {}

  /** A change of a token, or its first use, by that caller. */
  static Change of(EventType type, Caller caller, ApiToken token) {
    return about(Change.by(caller, type), token)
        .with("person", ofPerson(token) ? caller.person().toString() : null);
  }

  /** A change of a token of which its name is known. */
  private static Change about(Change change, ApiToken token) {
    Change about =
        change.about("token", token.id().value()).with("owner", token.owner().wireName());
    return ofPerson(token)
        ? about.personal("tokenName", token.name())
        : about.with("name", token.name());
  }

  private static boolean ofPerson(ApiToken token) {
    return token.owner() == TokenOwner.PERSON;
  }
}
