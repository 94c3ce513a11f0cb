package dev.latchkey.launcher.e2e;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in the making. Immutable.
 *
 * @param path absolute on the server
 * @param headers names and values in turn
 */
public record Ask(String method, String path, List<String> headers, @Nullable String body) {

  private static final String API = "/api/v1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of any method at any path. */
  public static Ask of(String method, String path) {
    return new Ask(method, path, List.of(), null);
  }

  public static Ask get(String path) {
    return of("GET", API + path);
  }

  public static Ask delete(String path) {
    return of("DELETE", API + path);
  }

  public static Ask post(String path, Object... namesAndValues) {
    return of("POST", API + path).json(object(namesAndValues));
  }

  public static Ask put(String path, Object... namesAndValues) {
    return of("PUT", API + path).json(object(namesAndValues));
  }

  public static Ask patch(String path, Object... namesAndValues) {
    return of("PATCH", API + path).json(object(namesAndValues));
  }

  /** The same with an access token. */
  public Ask as(String accessToken) {
    return with("Authorization", "Bearer " + accessToken);
  }

  /** The same with that header, instead of another value of it. */
  public Ask with(String header, String value) {
    var more = new ArrayList<>(headers);
    int before = more.indexOf(header);
    if (before >= 0) {
      more.subList(before, before + 2).clear();
    }
    more.add(header);
    more.add(value);
    return new Ask(method, path, List.copyOf(more), body);
  }

  public Ask json(JsonObject object) {
    return json(object.encode());
  }

  public Ask json(String text) {
    return new Ask(method, path, headers, text).with("Content-Type", "application/json");
  }

  HttpRequest at(URI server) {
    var builder =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(PATIENCE)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return headers.isEmpty()
        ? builder.build()
        : builder.headers(headers.toArray(String[]::new)).build();
  }

  /** An object of names and values in turn; those without a value are left out. */
  public static JsonObject object(@Nullable Object... namesAndValues) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        object.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return object;
  }
}
