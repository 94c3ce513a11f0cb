package dev.latchkey.launcher.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A person's browser and the authenticator in it (Web Authentication Level 3), written by itself:
 * what the service judges is held against it. Its keys are ES256 and it finds them by itself.
 */
final class Authenticator {

  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int KEY_ATTACHED = 0x40;

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** By their ids in base64url. */
  private final Map<String, Passkey> passkeys = new LinkedHashMap<>();

  private String origin;
  private boolean verifying = true;
  private int uses;

  /** On a page of that origin. */
  Authenticator(String origin) {
    this.origin = origin;
  }

  private record Passkey(byte[] id, KeyPair keys, String userHandle) {}

  /** From now on on a page of another origin. */
  Authenticator at(String elsewhere) {
    origin = elsewhere;
    return this;
  }

  /** From now on it looks at who uses it, or not. */
  Authenticator verifying(boolean looks) {
    verifying = looks;
    return this;
  }

  /** From now on it is a copy from before its first use. */
  Authenticator copied() {
    uses = 0;
    return this;
  }

  /** Makes a passkey, as {@code navigator.credentials.create} does. */
  JsonObject make(JsonObject options) {
    Passkey passkey =
        new Passkey(
            Buffer.buffer(UUID.randomUUID().toString()).getBytes(),
            keys(),
            options.getJsonObject("user").getString("id"));
    passkeys.put(text(passkey.id()), passkey);
    Buffer authenticatorData =
        authenticatorData(options.getJsonObject("rp").getString("id"), KEY_ATTACHED)
            .appendBytes(new byte[16])
            .appendShort((short) passkey.id().length)
            .appendBytes(passkey.id())
            .appendBuffer(cose((ECPublicKey) passkey.keys().getPublic()));
    JsonObject response =
        new JsonObject()
            .put("clientDataJSON", text(clientData("webauthn.create", options)))
            .put("attestationObject", text(attestation(authenticatorData).getBytes()))
            .put("transports", new JsonArray().add("internal"));
    return credential(passkey, response);
  }

  /** Uses a passkey, as {@code navigator.credentials.get} does. */
  JsonObject use(JsonObject options) {
    Passkey passkey = chosen(options.getJsonArray("allowCredentials"));
    uses++;
    byte[] clientData = clientData("webauthn.get", options);
    Buffer authenticatorData = authenticatorData(options.getString("rpId"), 0);
    byte[] signed = authenticatorData.copy().appendBytes(sha256(clientData)).getBytes();
    JsonObject response =
        new JsonObject()
            .put("clientDataJSON", text(clientData))
            .put("authenticatorData", text(authenticatorData.getBytes()))
            .put("signature", text(signature(passkey.keys(), signed)))
            .put("userHandle", passkey.userHandle());
    return credential(passkey, response);
  }

  /** The first that is allowed; any, where none is named. */
  private Passkey chosen(JsonArray allowed) {
    return passkeys.entrySet().stream()
        .filter(each -> allowed == null || allowed.encode().contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private byte[] clientData(String type, JsonObject options) {
    return new JsonObject()
        .put("type", type)
        .put("challenge", options.getString("challenge"))
        .put("origin", origin)
        .put("crossOrigin", false)
        .encode()
        .getBytes(UTF_8);
  }

  private Buffer authenticatorData(String relyingParty, int moreFlags) {
    int flags = USER_PRESENT | (verifying ? USER_VERIFIED : 0) | moreFlags;
    return Buffer.buffer()
        .appendBytes(sha256(relyingParty.getBytes(UTF_8)))
        .appendByte((byte) flags)
        .appendInt(uses);
  }

  /** CBOR: {@code {"fmt": "none", "attStmt": {}, "authData": …}}. */
  private static Buffer attestation(Buffer authenticatorData) {
    return Buffer.buffer()
        .appendByte((byte) 0xa3)
        .appendByte((byte) 0x63)
        .appendString("fmt")
        .appendByte((byte) 0x64)
        .appendString("none")
        .appendByte((byte) 0x67)
        .appendString("attStmt")
        .appendByte((byte) 0xa0)
        .appendByte((byte) 0x68)
        .appendString("authData")
        .appendByte((byte) 0x58)
        .appendByte((byte) authenticatorData.length())
        .appendBuffer(authenticatorData);
  }

  /** A COSE key: EC2, ES256, P-256, and the point. */
  private static Buffer cose(ECPublicKey key) {
    return Buffer.buffer(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01})
        .appendBytes(new byte[] {0x21, 0x58, 0x20})
        .appendBytes(coordinate(key.getW().getAffineX()))
        .appendBytes(new byte[] {0x22, 0x58, 0x20})
        .appendBytes(coordinate(key.getW().getAffineY()));
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[32];
    int length = Math.min(bytes.length, padded.length);
    System.arraycopy(bytes, bytes.length - length, padded, padded.length - length, length);
    return padded;
  }

  private static JsonObject credential(Passkey passkey, JsonObject response) {
    return new JsonObject()
        .put("id", text(passkey.id()))
        .put("rawId", text(passkey.id()))
        .put("type", "public-key")
        .put("authenticatorAttachment", "platform")
        .put("response", response)
        .put("clientExtensionResults", new JsonObject());
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] signature(KeyPair keys, byte[] data) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String text(byte[] bytes) {
    return BASE64URL.encodeToString(bytes);
  }
}
