package dev.latchkey.sessions;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * A key pair that was just made: RSA, 2048 bits (NIST SP 800-131A: good for 112 bits of security).
 *
 * @param publicJwk the public half (RFC 7517, RFC 7518 section 6.3.1)
 * @param privateKey the private half as PKCS #8, in the clear
 */
record NewSigningKey(UUID id, JsonObject publicJwk, Buffer privateKey) {

  private static final int BITS = 2048;

  /** Makes one; takes some 100 ms of work, so not for an event loop. */
  static NewSigningKey make(UUID id) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    KeyPair pair = generator.generateKeyPair();
    JsonObject jwk = jwk(id, (RSAPublicKey) pair.getPublic());
    return new NewSigningKey(id, jwk, Buffer.buffer(pair.getPrivate().getEncoded()));
  }

  @Override
  public String toString() {
    return "NewSigningKey[" + id + "]";
  }

  private static JsonObject jwk(UUID id, RSAPublicKey key) {
    return new JsonObject()
        .put("kty", "RSA")
        .put("kid", id.toString())
        .put("use", "sig")
        .put("alg", SigningKey.ALGORITHM)
        .put("n", number(key.getModulus()))
        .put("e", number(key.getPublicExponent()));
  }

  /** Big-endian without a sign byte (Base64urlUInt, RFC 7518 section 2). */
  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }
}
