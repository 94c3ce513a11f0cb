package dev.latchkey.kernel.event;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event that a change appends, as {@code kernel.append_event} takes it. Built by one act and
 * bound as one {@code jsonb} parameter of the statement that makes the change. {@link #with} says
 * what every consumer may know; {@link #personal} what anonymisation takes away.
 */
public final class Change {

  private final JsonObject envelope;
  private final JsonObject data;
  private final JsonObject personal;

  private Change(EventType type, JsonObject actor, @Nullable UUID organization, Origin origin) {
    this.data = new JsonObject();
    this.personal = new JsonObject();
    this.envelope =
        new JsonObject()
            .put("id", Ids.next().toString())
            .put("type", type.wireName())
            .put("version", 1)
            .put("outcome", "done")
            .put("actor", actor)
            .put("organization", organization == null ? null : organization.toString());
    personal("ipAddress", origin.ipAddress());
    personal("userAgent", origin.userAgent());
    with("requestId", origin.requestId());
  }

  /**
   * A change that a signed-in person makes, or an API token. Whoever acts as another person answers
   * for what they do: they are the actor, and {@code data.actingAs} says as whom.
   */
  public static Change by(Caller caller, EventType type) {
    UUID organization = caller.organization() == null ? null : caller.organization().value();
    ApiToken token = caller.token();
    return new Change(type, actor(caller), organization, caller.origin())
        .with("token", token == null ? null : token.id().toString())
        .with("actingAs", caller.impersonator() == null ? null : caller.person().toString());
  }

  private static JsonObject actor(Caller caller) {
    ApiToken token = caller.token();
    return token != null && caller.speaksForOrganization()
        ? actor("token", token.id().value())
        : actor("person", whoActs(caller).value());
  }

  private static PersonId whoActs(Caller caller) {
    PersonId impersonator = caller.impersonator();
    return impersonator == null ? caller.person() : impersonator;
  }

  /** A change that a person makes by a credential which is not a login, such as a mailed link. */
  public static Change by(UUID person, Origin origin, EventType type) {
    return new Change(type, actor("person", person), null, origin);
  }

  /** A change, or an attempt, of somebody who is not signed in. */
  public static Change byAnybody(Origin origin, EventType type) {
    return new Change(type, actor("anonymous", null), null, origin);
  }

  /** A change that a job of Latchkey makes. */
  public static Change bySystem(EventType type) {
    return new Change(type, actor("system", null), null, Origin.SYSTEM);
  }

  /** What it was done to. */
  public Change about(String kind, @Nullable UUID id) {
    envelope.put(
        "subject", new JsonObject().put("kind", kind).put("id", id == null ? null : id.toString()));
    return this;
  }

  /** The organisation that it concerns, where it is not the caller's. */
  public Change in(@Nullable UUID organization) {
    envelope.put("organization", organization == null ? null : organization.toString());
    return this;
  }

  /** It was an attempt that failed. */
  public Change refused() {
    envelope.put("outcome", "refused");
    return this;
  }

  /** A fact that every consumer may know: no personal data, no secret. Null is left out. */
  public Change with(String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, value);
    }
    return this;
  }

  /** A fact that tells of a person. Null is left out. */
  public Change personal(String name, @Nullable Object value) {
    if (value != null) {
      personal.put(name, value);
    }
    return this;
  }

  /** The parameter of {@code kernel.append_event}. */
  public JsonObject toJson() {
    return envelope.copy().put("data", data.copy()).put("personal", personal.copy());
  }

  private static JsonObject actor(String kind, @Nullable UUID id) {
    return new JsonObject().put("kind", kind).put("id", id == null ? null : id.toString());
  }
}
