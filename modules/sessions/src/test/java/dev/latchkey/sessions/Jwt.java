package dev.latchkey.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.api.sessions.SignedIn;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** A token taken apart by hand, as another application or an attacker would. */
record Jwt(String header, String body, String signature) {

  static Jwt of(SignedIn signedIn) {
    return of(signedIn.accessToken());
  }

  static Jwt of(String token) {
    String[] parts = token.split("\\.", -1);
    return new Jwt(parts[0], parts[1], parts[2]);
  }

  JsonObject headerJson() {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(header), UTF_8));
  }

  JsonObject payload() {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(body), UTF_8));
  }

  byte[] signed() {
    return (header + "." + body).getBytes(UTF_8);
  }

  byte[] signatureBytes() {
    return Base64.getUrlDecoder().decode(signature);
  }

  Jwt with(JsonObject newHeader) {
    return new Jwt(encode(newHeader.encode().getBytes(UTF_8)), body, signature);
  }

  Jwt saying(JsonObject newPayload) {
    return new Jwt(header, encode(newPayload.encode().getBytes(UTF_8)), signature);
  }

  Jwt signed(byte[] newSignature) {
    return new Jwt(header, body, encode(newSignature));
  }

  String text() {
    return header + "." + body + "." + signature;
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
