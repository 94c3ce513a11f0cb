package dev.latchkey.api;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventList;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.events.ReadEvents;
import dev.latchkey.api.sessions.Authenticate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Needs latchkey-api alone. */
final class ConsumerExample {

  private final Vertx vertx;
  private final Bus bus;

  ConsumerExample(Vertx vertx) {
    this.vertx = vertx;
    this.bus = Latchkey.connect(vertx);
  }

  /** Whose access token is this, and may they? Fails with a Refusal that has a stable code. */
  Future<Boolean> mayReadUsers(String accessToken) {
    return bus.ask(new Authenticate(accessToken, Origin.SYSTEM))
        .map(caller -> caller.may(Permission.USERS_READ));
  }

  /** Hears of an event as it happens: a JSON object with the components of Event. */
  void onPasswordChanged(Consumer<JsonObject> listener) {
    vertx
        .eventBus()
        .<JsonObject>consumer(
            Addresses.event(EventType.PASSWORD_CHANGED.wireName()),
            message -> listener.accept(message.body()));
  }

  /** Reads every event after a position; answers the position to go on from. */
  Future<Long> catchUp(long position, Consumer<Event> listener) {
    return bus.ask(new ReadEvents(position, 100))
        .map(EventList::events)
        .compose(
            events -> {
              events.forEach(listener);
              return events.isEmpty()
                  ? Future.succeededFuture(position)
                  : catchUp(events.get(events.size() - 1).position(), listener);
            });
  }

  /** The same without our classes: a JsonObject, and the request's name in a header. */
  Future<JsonObject> readEvents(long position) {
    return vertx
        .eventBus()
        .<JsonObject>request(
            "latchkey.events.v1",
            new JsonObject().put("after", position).put("limit", 100),
            new DeliveryOptions().addHeader("request", "ReadEvents"))
        .map(Message::body);
  }
}
