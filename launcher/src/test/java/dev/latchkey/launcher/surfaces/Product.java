package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A client of the product surface.
 *
 * @param token its bearer token; null for a stranger
 */
record Product(Latchkey latchkey, @Nullable String token) {

  static Product of(Login login) {
    return new Product(login.latchkey(), login.access());
  }

  Product as(@Nullable String other) {
    return new Product(latchkey, other);
  }

  Reply get(String path) {
    return send(Ask.of("GET", path));
  }

  Reply post(String path, Object... namesAndValues) {
    return send(Ask.of("POST", path).json(Ask.object(namesAndValues)));
  }

  /** Without any body. */
  Reply post(String path) {
    return send(Ask.of("POST", path));
  }

  Reply patch(String json) {
    return send(Ask.of("PATCH", "/api/users/@me/").json(json));
  }

  Reply send(Ask ask) {
    return latchkey.ask(token == null ? ask : ask.as(token));
  }

  /** The number under {@code id} in an answer. */
  static long number(JsonObject body) {
    assertThat(body.getValue("id")).isInstanceOf(Number.class);
    long number = body.getLong("id");
    assertThat(number).isBetween(1L, (1L << 53) - 1);
    return number;
  }

  JsonObject me() {
    return get("/api/users/@me/").expect(200).json();
  }

  /** Whether it was refused so, in this surface's own form. */
  static Reply refused(Reply reply, int status, String code, @Nullable String attr) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    JsonObject body = reply.json();
    assertThat(body.fieldNames()).containsExactlyInAnyOrder("type", "code", "detail", "attr");
    assertThat(body.getString("code")).isEqualTo(code);
    assertThat(body.getString("attr")).isEqualTo(attr);
    assertThat(body.getString("type")).isEqualTo(type(status));
    assertThat(body.getString("detail")).endsWith(".");
    return reply;
  }

  static Reply throttled(Reply reply) {
    refused(reply, 429, "throttled", null);
    assertThat(Integer.parseInt(reply.header("retry-after"))).isPositive();
    return reply;
  }

  private static String type(int status) {
    return switch (status) {
      case 400 -> "validation_error";
      case 401, 403 -> "authentication_error";
      case 429 -> "throttled_error";
      default -> "invalid_request";
    };
  }

  static JsonArray array(Object... values) {
    JsonArray array = new JsonArray();
    for (Object value : values) {
      array.add(value);
    }
    return array;
  }
}
