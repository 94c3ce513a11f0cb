package dev.latchkey.notifications;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.events.Actor;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.events.Subject;
import dev.latchkey.api.id.EventId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as the accounts and sessions modules append them. */
final class Events {
  static final String OLD = "ada@example.com";
  static final String SECOND = "ada@second.example";
  static final String NEW = "ada@new.example";
  static final Instant AT = Instant.parse("2026-11-21T14:05:00Z");

  private static final Origin ORIGIN =
      new Origin(
          "203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "request-1");

  private Events() {}

  /** Something that somebody does who is not known. */
  static Change anonymous(EventType type, String address) {
    return Change.byAnybody(ORIGIN, type).about("person", Ids.next()).personal("address", address);
  }

  /** Something about one address of Ada. */
  static Change ofAda(EventType type, String address) {
    return anonymous(type, address)
        .personal("name", "Ada")
        .personal("locale", "en-GB")
        .personal("account", OLD);
  }

  /** The same, told to both of her proven addresses. */
  static Change toldToAda(EventType type, String address) {
    return ofAda(type, address).personal("recipients", new JsonArray().add(OLD).add(SECOND));
  }

  static Change changeRequested(UUID link, UUID undo) {
    return toldToAda(EventType.EMAIL_CHANGE_REQUESTED, NEW)
        .with("linkId", link.toString())
        .with("undoLinkId", undo.toString())
        .personal("undoAddress", OLD);
  }

  /** An administrator acts as Ada. */
  static Change impersonated() {
    return Change.by(Ids.next(), ORIGIN, EventType.USER_IMPERSONATED)
        .about("person", Ids.next())
        .personal("reason", "Ticket 4711");
  }

  /** An administrator changes what Ada may in an organisation; null for one that is not named. */
  static Change administered(EventType type, @Nullable String organization) {
    return Change.by(Ids.next(), ORIGIN, type)
        .about("person", Ids.next())
        .with("organizationName", organization)
        .personal("recipients", new JsonArray().add(OLD).add(SECOND))
        .personal("account", OLD);
  }

  /** Somebody signs in; whether from where they were not known. */
  static Change loginStarted(UUID person, boolean newDevice) {
    return Change.by(person, ORIGIN, EventType.LOGIN_STARTED)
        .about("login", Ids.next())
        .with("newDevice", newDevice ? true : null);
  }

  static Change tokenReused(UUID person) {
    return Change.byAnybody(ORIGIN, EventType.LOGIN_TOKEN_REUSED)
        .about("login", Ids.next())
        .with("person", person.toString())
        .refused();
  }

  /** Somebody invites an address. */
  static Change invitation(EventType type, UUID link) {
    return Change.by(Ids.next(), ORIGIN, type)
        .about("invitation", Ids.next())
        .with("linkId", link.toString())
        .with("expiresAt", AT.plus(Duration.ofHours(48)).toString())
        .with("organizationName", "Analytical Engines")
        .personal("inviterName", "Ada Lovelace")
        .personal("message", "Come!")
        .personal("locale", "de")
        .personal("address", NEW);
  }

  /** A change as a subscription reads it. */
  static LoggedEvent logged(Change change) {
    JsonObject json = change.toJson();
    return new LoggedEvent(
        new Event(
            EventId.of(json.getString("id")),
            1,
            json.getString("type"),
            1,
            AT,
            json.getString("outcome"),
            null,
            actor(json.getJsonObject("actor")),
            new Subject(subject(json), Ids.next()),
            json.getJsonObject("data").getMap()),
        json.getJsonObject("personal"));
  }

  private static String subject(JsonObject change) {
    return change.getJsonObject("subject", new JsonObject()).getString("kind", "person");
  }

  private static Actor actor(JsonObject actor) {
    String id = actor.getString("id");
    return new Actor(actor.getString("kind"), id == null ? null : UUID.fromString(id));
  }
}
