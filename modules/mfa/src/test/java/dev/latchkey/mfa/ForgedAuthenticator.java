package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** An authenticator and browser in one that say whatever a test has them say, rightly signed. */
final class ForgedAuthenticator {

  static final int USER_PRESENT = 1;
  static final int USER_VERIFIED = 4;
  static final int BACKUP_ELIGIBLE = 8;
  static final int BACKED_UP = 16;
  private static final int ATTESTED = 64;

  private static final byte[] ID = "forged".getBytes(US_ASCII);

  int flags = USER_PRESENT | USER_VERIFIED;
  boolean crossOrigin;

  private final KeyPair keys = ellipticKeys("secp256r1");
  private final COSEKey key =
      EC2COSEKey.create((ECPublicKey) keys.getPublic(), COSEAlgorithmIdentifier.ES256);

  static KeyPair ellipticKeys(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Says something else from now on. */
  ForgedAuthenticator saying(int... flags) {
    this.flags = java.util.Arrays.stream(flags).sum();
    return this;
  }

  String make(OpaqueToken challenge) {
    return make(challenge, key);
  }

  /** Makes a passkey of another key than its own. */
  String make(OpaqueToken challenge, COSEKey key) {
    byte[] cose = new ObjectConverter().getCborConverter().writeValueAsBytes(key);
    Buffer data =
        said(flags | ATTESTED)
            .appendBytes(new byte[16])
            .appendUnsignedShort(ID.length)
            .appendBytes(ID)
            .appendBytes(cose);
    return attested(challenge, attestation(data));
  }

  /** CBOR of {@code {"fmt": "none", "attStmt": {}, "authData": data}}. */
  private static Buffer attestation(Buffer data) {
    return Buffer.buffer(new byte[] {(byte) 0xa3, 0x63})
        .appendString("fmt")
        .appendByte((byte) 0x64)
        .appendString("none")
        .appendByte((byte) 0x67)
        .appendString("attStmt")
        .appendBytes(new byte[] {(byte) 0xa0, 0x68})
        .appendString("authData")
        .appendByte((byte) 0x59)
        .appendUnsignedShort(data.length())
        .appendBuffer(data);
  }

  /** Answers with that instead of an attestation. */
  String attested(OpaqueToken challenge, Buffer attestation) {
    return credential(
        new JsonObject()
            .put("clientDataJSON", Browser.text(client("webauthn.create", challenge)))
            .put("attestationObject", Browser.text(attestation.getBytes())));
  }

  String use(OpaqueToken challenge) {
    byte[] client = client("webauthn.get", challenge);
    byte[] data = said(flags).getBytes();
    return credential(
        new JsonObject()
            .put("clientDataJSON", Browser.text(client))
            .put("authenticatorData", Browser.text(data))
            .put("signature", Browser.text(sign(data, sha256(client)))));
  }

  private byte[] client(String type, OpaqueToken challenge) {
    return new JsonObject()
        .put("type", type)
        .put("challenge", Browser.text(challenge.text().getBytes(US_ASCII)))
        .put("origin", Browser.ORIGIN)
        .put("crossOrigin", crossOrigin)
        .encode()
        .getBytes(UTF_8);
  }

  private static Buffer said(int flags) {
    return Buffer.buffer(sha256(MfaNode.PARTY.id().getBytes(UTF_8)))
        .appendByte((byte) flags)
        .appendInt(0);
  }

  private static String credential(JsonObject response) {
    return new JsonObject()
        .put("id", Browser.text(ID))
        .put("rawId", Browser.text(ID))
        .put("type", "public-key")
        .put("response", response)
        .put("clientExtensionResults", new JsonObject())
        .encode();
  }

  private byte[] sign(byte[] data, byte[] clientHash) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      signature.update(clientHash);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
