package dev.latchkey.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Access tokens: JSON Web Tokens signed by RS256 (RFC 7519, RFC 9068 in spirit). What is verified
 * here is the signature alone; whether the token still counts is for the database to say. Lives on
 * one verticle's context.
 */
final class AccessTokens {

  /**
   * Three parts, the last one exactly the 256 bytes of a signature in their one spelling: the
   * library would pass over trailing dots and spare bits.
   */
  private static final Pattern SHAPE =
      Pattern.compile("[\\w-]{1,512}\\.[\\w-]{1,4096}\\.[\\w-]{341}[AQgw]");

  /** Tokens whose signature need not be verified again (chosen, not measured). */
  private static final int MAX_REMEMBERED = 10_000;

  private final SigningKeys keys;
  private final String issuer;
  private final Duration lifetime;
  private final Cache<ByteBuffer, Claims> verified;

  AccessTokens(SigningKeys keys, String issuer, Duration lifetime) {
    this.keys = keys;
    this.issuer = issuer;
    this.lifetime = lifetime;
    this.verified =
        Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(lifetime).build();
  }

  /** A token and how long it counts, which is never longer than its login. */
  record AccessToken(String text, long expiresInSeconds) {}

  /** A new token of that login. */
  AccessToken issue(LiveLogin login) {
    long issuedAt = login.readAt().getEpochSecond();
    long expiresAt = Math.min(issuedAt + lifetime.toSeconds(), login.expiresAt().getEpochSecond());
    JsonObject payload =
        new JsonObject()
            .put("iss", issuer)
            .put(Claims.SUBJECT, login.person().toString())
            .put(Claims.LOGIN, login.id().toString())
            .put(Claims.FAMILY, login.family())
            .put("iat", issuedAt)
            .put(Claims.EXPIRY, expiresAt)
            .put("jti", Ids.next().toString())
            .put("acr", login.assurance().wireName());
    if (login.organization() != null) {
      payload.put(Claims.ORGANIZATION, login.organization().toString());
    }
    return new AccessToken(keys.current().sign(payload), expiresAt - issuedAt);
  }

  /**
   * What a token says that one of our keys has signed; {@link Failure#UNAUTHENTICATED} for anything
   * else, {@link Failure#UNAVAILABLE} when its key is unknown and can't be looked for.
   */
  Future<Claims> verify(String token) {
    if (!SHAPE.matcher(token).matches()) {
      return refused();
    }
    ByteBuffer name = sha256(token);
    Claims known = verified.getIfPresent(name);
    if (known != null && keys.knows(known.keyId())) {
      return Future.succeededFuture(known);
    }
    return verifyAnew(token).onSuccess(claims -> verified.put(name, claims));
  }

  private Future<Claims> verifyAnew(String token) {
    return header(token)
        .map(
            header ->
                keys.find(String.valueOf(header.getValue("kid")))
                    .compose(
                        found ->
                            found
                                .map(key -> verify(token, header, key))
                                .orElseGet(AccessTokens::refused)))
        .orElseGet(AccessTokens::refused);
  }

  private Future<Claims> verify(String token, JsonObject header, SigningKey key) {
    if (!header.equals(key.header())) {
      return refused();
    }
    return key.verify(token).map(payload -> claims(key, payload)).recover(forged -> refused());
  }

  private Claims claims(SigningKey key, JsonObject payload) {
    if (!issuer.equals(payload.getString("iss"))) {
      throw Failure.UNAUTHENTICATED.refusal();
    }
    return Claims.read(key.id(), payload);
  }

  private static Optional<JsonObject> header(String token) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
      return Optional.of(new JsonObject(new String(json, UTF_8)));
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static <T> Future<T> refused() {
    return Future.failedFuture(Failure.UNAUTHENTICATED.refusal());
  }

  private static ByteBuffer sha256(String token) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform offers SHA-256.", impossible);
    }
  }
}
