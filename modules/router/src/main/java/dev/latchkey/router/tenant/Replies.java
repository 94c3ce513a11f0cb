package dev.latchkey.router.tenant;

import dev.latchkey.router.surface.Reply;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;

/** Answers with the media type that this surface's clients are used to. */
final class Replies {

  static final String MEDIA_TYPE = "application/json;charset=UTF-8";

  private Replies() {}

  static Reply of(int status, JsonObject body) {
    return Reply.of(status, body).with(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
  }
}
