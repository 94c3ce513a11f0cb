package dev.latchkey.router.nativeapi;

import dev.latchkey.api.bus.RecordJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is sent.
 *
 * @param view the body; null for none
 * @param headers besides those that every answer has
 */
record Reply(int status, @Nullable Record view, Map<CharSequence, String> headers) {

  static Reply ok(Record view) {
    return new Reply(200, view, Map.of());
  }

  /** Something was made and is found at this path. */
  static Reply created(Record view, String location) {
    return new Reply(201, view, Map.of(HttpHeaders.LOCATION, location));
  }

  /** It will be seen to; the answer tells nothing. */
  static Reply accepted() {
    return new Reply(202, null, Map.of());
  }

  static Reply noContent() {
    return new Reply(204, null, Map.of());
  }

  /** The same answer with one header more, or another value of it. */
  Reply with(CharSequence header, String value) {
    Map<CharSequence, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, view, more);
  }

  void send(HttpServerResponse response) {
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    if (view == null) {
      response.end();
    } else {
      Buffer json = RecordJson.encode(view);
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(json);
    }
  }
}
