package dev.latchkey.router.rpc;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What requests and answers of this surface have in common. */
final class Fields {

  private static final String VERSION = "Version";

  private Fields() {}

  /** An answer; the version of the API that the client has named comes back. */
  static Reply reply(Call call, JsonObject body) {
    Integer version = call.body().getInteger(VERSION);
    return Reply.ok(version == null ? body : body.put(VERSION, version));
  }

  /** Puts what there is; fields without a value are left out. */
  static JsonObject put(JsonObject object, String name, @Nullable Object value) {
    return value == null ? object : object.put(name, value);
  }

  /**
   * A text that must be there, wherever the client has put it.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST}
   */
  static String required(JsonObject object, String name) {
    String text = object.getString(name);
    if (text == null || text.isBlank()) {
      throw Failure.INVALID_REQUEST.refusal(name + " is required.");
    }
    return text;
  }
}
