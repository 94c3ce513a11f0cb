package dev.latchkey.router.rpc;

import dev.latchkey.router.contract.Place;
import dev.latchkey.router.contract.Violation;
import dev.latchkey.router.contract.Violations;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
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

  /** A text is missing that the contract can't demand, as it may stand in two places. */
  static Violations missing(String pointer) {
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    return wrong(pointer, "required", name + " is required.");
  }

  /** A field is not as it must be, for a reason that the contract can't tell. */
  static Violations wrong(String pointer, String code, String sentence) {
    return new Violations(sentence, List.of(new Violation(Place.BODY, pointer, code, sentence)));
  }
}
