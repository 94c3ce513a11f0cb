package dev.latchkey.router;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the API, for tests: one blocking call each. */
public final class Http {

  /** What came back. */
  public record Answer(int status, MultiMap headers, Buffer body) {

    public JsonObject json() {
      return body.toJsonObject();
    }

    public String code() {
      return json().getString("code");
    }

    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  private final HttpClient client;
  private final int port;
  private final Map<String, String> always;

  Http(Vertx vertx, int port) {
    this(vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true)), port, Map.of());
  }

  private Http(HttpClient client, int port, Map<String, String> always) {
    this.client = client;
    this.port = port;
    this.always = Map.copyOf(always);
  }

  /** The same client, which sends one header more. */
  public Http with(String header, String value) {
    Map<String, String> more = new HashMap<>(always);
    more.put(header, value);
    return new Http(client, port, more);
  }

  /** The same client with an access token. */
  public Http as(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public Answer get(String path) throws Exception {
    return send(HttpMethod.GET, path, null);
  }

  public Answer delete(String path) throws Exception {
    return send(HttpMethod.DELETE, path, null);
  }

  public Answer post(String path, JsonObject body) throws Exception {
    return send(HttpMethod.POST, path, body.toBuffer());
  }

  /** Sends a body as JSON, or none. */
  public Answer send(HttpMethod method, String path, @Nullable Buffer body) throws Exception {
    return client
        .request(method, port, "127.0.0.1", path)
        .compose(request -> sent(request, body).compose(Http::whole))
        .await(10, SECONDS);
  }

  /** Asked on the answer's own thread, or the body might be over before somebody listens. */
  private static Future<Answer> whole(HttpClientResponse answer) {
    return answer.body().map(it -> new Answer(answer.statusCode(), answer.headers(), it));
  }

  private Future<HttpClientResponse> sent(HttpClientRequest request, @Nullable Buffer body) {
    if (body != null) {
      request.putHeader("Content-Type", "application/json");
    }
    always.forEach(request::putHeader);
    return body == null ? request.send() : request.send(body);
  }
}
