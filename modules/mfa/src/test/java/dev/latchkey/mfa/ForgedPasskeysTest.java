package dev.latchkey.mfa;

import static dev.latchkey.mfa.ForgedAuthenticator.BACKED_UP;
import static dev.latchkey.mfa.ForgedAuthenticator.BACKUP_ELIGIBLE;
import static dev.latchkey.mfa.ForgedAuthenticator.USER_PRESENT;
import static dev.latchkey.mfa.ForgedAuthenticator.USER_VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a well-behaved browser or authenticator never says. */
class ForgedPasskeysTest {

  private final WebAuthn webAuthn = new WebAuthn(MfaNode.PARTY);
  private final OpaqueToken challenge = OpaqueToken.generate(Ceremony.CHALLENGE);
  private final ForgedAuthenticator authenticator = new ForgedAuthenticator();

  private Optional<Credential> judged(String made) {
    return webAuthn.made(made).flatMap(webAuthn::judge);
  }

  private Credential make() {
    return judged(authenticator.make(challenge)).orElseThrow();
  }

  private boolean takes(COSEKey key) {
    return judged(authenticator.make(challenge, key)).isPresent();
  }

  private WebAuthn.Verdict use(Credential credential) {
    StoredPasskey passkey =
        new StoredPasskey(new PasskeyId(Ids.next()), new PersonId(Ids.next()), credential);
    String used = authenticator.use(challenge);
    return webAuthn.judge(webAuthn.used(used).orElseThrow(), passkey, false);
  }

  private static COSEKey rsa(BigInteger modulus, BigInteger exponent) {
    return new RSACOSEKey(
        null,
        COSEAlgorithmIdentifier.RS256,
        List.of(),
        modulus.toByteArray(),
        exponent.toByteArray());
  }

  private static BigInteger ofBits(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  private static COSEKey edwards(String algorithm) throws NoSuchAlgorithmException {
    KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    return EdDSACOSEKey.create((EdECPublicKey) keys.getPublic(), COSEAlgorithmIdentifier.EdDSA);
  }

  @Test
  void withoutAUserPresentNothingIsMadeOrUsed() {
    Credential credential = make();
    assertThat(use(credential)).isEqualTo(WebAuthn.Verdict.RIGHT);
    authenticator.saying(USER_VERIFIED);
    assertThat(judged(authenticator.make(challenge))).isEmpty();
    assertThat(use(credential)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void aFrameInAPageElsewhereMakesAndUsesNothing() {
    Credential credential = make();
    authenticator.crossOrigin = true;
    assertThat(judged(authenticator.make(challenge))).isEmpty();
    assertThat(use(credential)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void whetherACopyMayBeKeptIsSettledAtCreation() {
    Credential bound = make();
    authenticator.saying(USER_PRESENT, BACKUP_ELIGIBLE);
    Credential synced = make();
    assertThat(List.of(bound.backupEligible(), synced.backupEligible()))
        .containsExactly(false, true);
    assertThat(use(synced)).isEqualTo(WebAuthn.Verdict.RIGHT);
    assertThat(use(bound)).isEqualTo(WebAuthn.Verdict.WRONG);
    authenticator.saying(USER_PRESENT);
    assertThat(use(bound)).isEqualTo(WebAuthn.Verdict.RIGHT);
    assertThat(use(synced)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void aCopyComesAndGoesWhereOneMayBeKept() {
    authenticator.saying(USER_PRESENT, BACKUP_ELIGIBLE, BACKED_UP);
    Credential credential = make();
    assertThat(credential.backedUp()).isTrue();
    assertThat(use(credential)).isEqualTo(WebAuthn.Verdict.RIGHT);
    authenticator.saying(USER_PRESENT, BACKUP_ELIGIBLE);
    assertThat(use(credential)).isEqualTo(WebAuthn.Verdict.RIGHT);
    assertThat(make().backedUp()).isFalse();
  }

  @Test
  void aCopyOfWhatHasNoneIsRefused() {
    Credential credential = make();
    authenticator.saying(USER_PRESENT, BACKED_UP);
    assertThat(judged(authenticator.make(challenge))).isEmpty();
    assertThat(use(credential)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void aWeakOrASlowKeyIsRefused() {
    BigInteger usual = BigInteger.valueOf(65_537);
    assertThat(takes(rsa(ofBits(2048), usual))).isTrue();
    assertThat(takes(rsa(ofBits(4096), usual))).isTrue();
    assertThat(takes(rsa(ofBits(2047), usual))).isFalse();
    assertThat(takes(rsa(ofBits(4097), usual))).isFalse();
    assertThat(takes(rsa(ofBits(2048), ofBits(65)))).isFalse();
  }

  @Test
  void aKeyOnAnotherCurveThanItsAlgorithmsIsRefused() throws NoSuchAlgorithmException {
    ECPublicKey large = (ECPublicKey) ForgedAuthenticator.ellipticKeys("secp384r1").getPublic();
    assertThat(takes(EC2COSEKey.create(large, COSEAlgorithmIdentifier.ES256))).isFalse();
    assertThat(takes(edwards("Ed25519"))).isTrue();
    ECPublicKey usual = (ECPublicKey) ForgedAuthenticator.ellipticKeys("secp256r1").getPublic();
    assertThat(takes(EC2COSEKey.create(usual, COSEAlgorithmIdentifier.ES256))).isTrue();
    assertThat(takes(EC2COSEKey.create(usual, COSEAlgorithmIdentifier.RS256))).isFalse();
  }

  @Test
  void aPrivateKeyIsRefused() {
    KeyPair keys = ForgedAuthenticator.ellipticKeys("secp256r1");
    assertThat(takes(EC2COSEKey.create(keys, COSEAlgorithmIdentifier.ES256))).isFalse();
  }

  @Test
  void aKeyThatCarriesMoreThanAKeyIsRefused() {
    COSEKey swollen =
        new RSACOSEKey(
            new byte[1024],
            COSEAlgorithmIdentifier.RS256,
            List.of(),
            ofBits(2048).toByteArray(),
            new byte[] {1, 0, 1});
    assertThat(takes(swollen)).isFalse();
  }

  @Test
  void anAttestationThatIsMadeToHurtIsRefused() {
    Buffer deep = Buffer.buffer();
    for (int each = 0; each < 10_000; each++) {
      deep.appendByte((byte) 0x81);
    }
    Buffer promising =
        Buffer.buffer(new byte[] {0x5a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
    Buffer endless = Buffer.buffer(new byte[] {(byte) 0xbf, 0x7f});
    for (Buffer hostile : List.of(deep, promising, endless, Buffer.buffer())) {
      assertThat(judged(authenticator.attested(challenge, hostile))).isEmpty();
    }
  }

  @Test
  void whatBrowsersTellBesidesChangesNothing() {
    JsonObject made = new JsonObject(authenticator.make(challenge));
    made.put("authenticatorAttachment", "platform")
        .put(
            "clientExtensionResults",
            new JsonObject()
                .put("credProps", new JsonObject().put("rk", true))
                .put("prf", new JsonObject().put("enabled", true))
                .put("unheardOf", new JsonObject().put("x", 1)));
    made.getJsonObject("response")
        .put("authenticatorData", "AAAA")
        .put("publicKey", "AAAA")
        .put("publicKeyAlgorithm", -7);
    assertThat(judged(made.encode())).isPresent();
  }
}
