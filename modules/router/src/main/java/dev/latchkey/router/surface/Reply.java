package dev.latchkey.router.surface;

import dev.latchkey.api.bus.RecordJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is sent.
 *
 * @param body JSON; null for none
 * @param headers besides those that every answer has
 */
public record Reply(int status, @Nullable Buffer body, Map<CharSequence, String> headers) {

  public static Reply ok(Record view) {
    return of(200, view);
  }

  /** A body of these fields. */
  public static Reply ok(JsonObject body) {
    return of(200, body);
  }

  public static Reply of(int status, Record view) {
    return new Reply(status, RecordJson.encode(view), Map.of());
  }

  public static Reply of(int status, JsonObject body) {
    return new Reply(status, body.toBuffer(), Map.of());
  }

  /** Something was made and is found at this path. */
  public static Reply created(Record view, String location) {
    return of(201, view).with(HttpHeaders.LOCATION, location);
  }

  /** It will be seen to; the answer tells nothing. */
  public static Reply accepted() {
    return new Reply(202, null, Map.of());
  }

  public static Reply noContent() {
    return new Reply(204, null, Map.of());
  }

  /** The same answer with one header more, or another value of it. */
  public Reply with(CharSequence header, String value) {
    Map<CharSequence, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, body, more);
  }

  public void send(HttpServerResponse response) {
    response.setStatusCode(status);
    if (body == null) {
      headers.forEach(response::putHeader);
      response.end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
      headers.forEach(response::putHeader);
      response.end(body);
    }
  }
}
