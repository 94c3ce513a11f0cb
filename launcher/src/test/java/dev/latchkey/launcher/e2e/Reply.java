package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An answer.
 *
 * @param headers by their names in small letters
 */
public record Reply(int status, Map<String, List<String>> headers, String body) {

  /** What differs between two answers to one question. */
  private static final Set<String> PASSING = Set.of("date", "x-request-id");

  static Reply of(HttpResponse<String> response) {
    var headers = new TreeMap<String, List<String>>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return new Reply(response.statusCode(), headers, response.body());
  }

  /** The same, once it is known to have that status. */
  public Reply expect(int wanted) {
    assertThat(status).as(body).isEqualTo(wanted);
    return this;
  }

  /** The same, once it is known to be a problem of that status and code. */
  public Reply expect(int wanted, String code) {
    expect(wanted);
    assertThat(headers.get("content-type")).containsExactly("application/problem+json");
    assertThat(code()).isEqualTo(code);
    return this;
  }

  public JsonObject json() {
    return new JsonObject(body);
  }

  public String text(String field) {
    return json().getString(field);
  }

  /** The code of a problem. */
  public String code() {
    return String.valueOf(text("code"));
  }

  /** The items of a page. */
  public Stream<JsonObject> items() {
    JsonArray items = json().getJsonArray("items");
    return items.stream().map(JsonObject.class::cast);
  }

  public String header(String name) {
    return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
  }

  /** What is left when the moment and the request's id are taken away: alike answers are equal. */
  public Reply essence() {
    var lasting = new TreeMap<>(headers);
    lasting.keySet().removeAll(PASSING);
    String requestId = header("x-request-id");
    return new Reply(
        status, lasting, requestId.isEmpty() ? body : body.replace(requestId, "REQUEST"));
  }
}
