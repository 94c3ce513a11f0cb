package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.data.AuthenticationData;
import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebAuthnTest {

  private static final RelyingPartyConfig PARTY = MfaNode.PARTY;

  private final WebAuthn webAuthn = new WebAuthn(PARTY);
  private final PasskeyOptions options = new PasskeyOptions(PARTY);
  private final PersonId ada = new PersonId(Ids.next());
  private final OpaqueToken challenge = OpaqueToken.generate(Ceremony.CHALLENGE);
  private final Browser browser = new Browser();
  private StoredPasskey passkey;

  @BeforeEach
  void make() {
    passkey = stored(judged(browser.make(creation())));
  }

  private PasskeyOffer creation() {
    return options.creation(ada, "ada@example.com", challenge, List.of());
  }

  private PasskeyOffer use() {
    return options.use(
        challenge,
        List.of(new CeremonyStore.Descriptor(passkey.credential().id(), List.of("usb"))));
  }

  private Credential judged(String made) {
    return webAuthn.judge(webAuthn.made(made).orElseThrow()).orElseThrow();
  }

  private boolean isRefused(String made) {
    return webAuthn.made(made).flatMap(webAuthn::judge).isEmpty();
  }

  private StoredPasskey stored(Credential credential) {
    return new StoredPasskey(new PasskeyId(Ids.next()), ada, credential);
  }

  private WebAuthn.Verdict verdict(String used, boolean discovered) {
    return webAuthn.judge(webAuthn.used(used).orElseThrow(), passkey, discovered);
  }

  /** The same passkey after that many signatures. */
  private StoredPasskey counted(long signCount) {
    Credential now = passkey.credential();
    return stored(
        new Credential(
            now.id(),
            now.publicKey(),
            now.aaguid(),
            signCount,
            now.backupEligible(),
            now.backedUp(),
            now.transports()));
  }

  private static String changed(String credential, String member, String value) {
    JsonObject json = new JsonObject(credential);
    json.getJsonObject("response").put(member, value);
    return json.encode();
  }

  @Test
  void whatIsMadeIsTakenAsItIs() {
    Credential made = passkey.credential();
    assertThat(made.id()).isNotEmpty();
    assertThat(made.publicKey().length).isBetween(70, 90);
    assertThat(made.transports()).containsExactly("hybrid", "internal");
    assertThat(made.backupEligible()).isFalse();
    assertThat(made.backedUp()).isFalse();
  }

  @Test
  void theOptionsSayWhoAsksForWhom() {
    JsonObject offered = Browser.options(creation());
    assertThat(offered.getJsonObject("rp"))
        .isEqualTo(new JsonObject().put("id", "example.org").put("name", MfaNode.ISSUER));
    assertThat(offered.getJsonObject("user").getString("id"))
        .isEqualTo(Browser.text(UserHandle.of(ada)));
    assertThat(offered.getString("attestation")).isEqualTo("none");
    assertThat(offered.getLong("timeout")).isEqualTo(300_000);
    assertThat(Browser.options(use()).getString("userVerification")).isEqualTo("preferred");
    assertThat(Browser.options(options.discovery(challenge)).getString("userVerification"))
        .isEqualTo("required");
    assertThat(Browser.options(options.discovery(challenge)).containsKey("allowCredentials"))
        .isFalse();
  }

  @Test
  void itsUseIsRightOnEachOfTheOrigins() {
    assertThat(verdict(browser.use(use()), false)).isEqualTo(WebAuthn.Verdict.RIGHT);
    browser.at("https://app.example.org");
    assertThat(verdict(browser.use(use()), false)).isEqualTo(WebAuthn.Verdict.RIGHT);
    assertThat(isRefused(browser.make(creation()))).isFalse();
  }

  @Test
  void anotherOriginIsRefused() {
    for (String origin :
        List.of(
            "https://evil.org",
            "https://id.example.org.evil.org",
            "http://id.example.org",
            "https://id.example.org:8443",
            "https://example.org")) {
      browser.at(origin);
      assertThat(verdict(browser.use(use()), false)).as(origin).isEqualTo(WebAuthn.Verdict.WRONG);
      assertThat(isRefused(new Browser().at(origin).make(creation()))).as(origin).isTrue();
    }
  }

  @Test
  void anotherRelyingPartyIsRefused() {
    WebAuthn other = new WebAuthn(new RelyingPartyConfig("Looms", "example.com", PARTY.origins()));
    assertThat(other.judge(other.used(browser.use(use())).orElseThrow(), passkey, false))
        .isEqualTo(WebAuthn.Verdict.WRONG);
    assertThat(other.made(browser.make(creation())).flatMap(other::judge)).isEmpty();
  }

  @Test
  void anotherChallengeThanTheOneThatWasTakenIsRefused() {
    WebAuthn.Answer<AuthenticationData> answer = webAuthn.used(browser.use(use())).orElseThrow();
    OpaqueToken other = OpaqueToken.generate(Ceremony.CHALLENGE);
    assertThat(answer.challenge()).isEqualTo(challenge);
    assertThat(webAuthn.judge(new WebAuthn.Answer<>(answer.data(), other), passkey, false))
        .isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void anAnswerToWhatNeverWasAChallengeOfOursIsNotRead() {
    String foreign = Browser.text(new byte[32]);
    assertThat(webAuthn.used(browser.use(Browser.options(use()).put("challenge", foreign))))
        .isEmpty();
    assertThat(webAuthn.made(browser.make(Browser.options(creation()).put("challenge", foreign))))
        .isEmpty();
  }

  @Test
  void aCreationIsNoUseAndAUseIsNoCreation() {
    assertThat(webAuthn.used(new Browser().make(creation()))).isEmpty();
    assertThat(webAuthn.made(browser.use(use()))).isEmpty();
    String used = browser.use(use());
    String made = new Browser().make(creation());
    String client = new JsonObject(made).getJsonObject("response").getString("clientDataJSON");
    assertThat(verdict(changed(used, "clientDataJSON", client), false))
        .isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void aSignatureOfAnotherKeyIsWrong() {
    Browser eve = new Browser();
    passkey = stored(judged(eve.make(creation())));
    String hers = eve.use(use());
    passkey = stored(judged(browser.make(creation())));
    assertThat(verdict(hers, false)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void aFlippedBitIsWrong() {
    String used = browser.use(use());
    for (String member : List.of("signature", "authenticatorData")) {
      byte[] bytes =
          Base64.getUrlDecoder()
              .decode(new JsonObject(used).getJsonObject("response").getString(member));
      bytes[bytes.length - 1] ^= 1;
      assertThat(verdict(changed(used, member, Browser.text(bytes)), false))
          .as(member)
          .isEqualTo(WebAuthn.Verdict.WRONG);
    }
  }

  @Test
  void withoutAPasswordTheUserMustBeVerifiedAndNamed() {
    String verified = browser.use(options.discovery(challenge));
    assertThat(verdict(verified, true)).isEqualTo(WebAuthn.Verdict.RIGHT);
    String unverified = browser.useUnverified(use());
    assertThat(verdict(unverified, true)).isEqualTo(WebAuthn.Verdict.WRONG);
    assertThat(verdict(unverified, false)).isEqualTo(WebAuthn.Verdict.RIGHT);

    JsonObject unnamed = new JsonObject(verified);
    unnamed.getJsonObject("response").remove("userHandle");
    assertThat(verdict(unnamed.encode(), true)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void anotherPersonsNameIsWrong() {
    String other = Browser.text(UserHandle.of(new PersonId(Ids.next())));
    String used = changed(browser.use(use()), "userHandle", other);
    assertThat(verdict(used, false)).isEqualTo(WebAuthn.Verdict.WRONG);
    assertThat(verdict(used, true)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void aCounterThatDoesNotGrowIsTold() {
    passkey = counted(1_000);
    assertThat(verdict(browser.use(use()), false)).isEqualTo(WebAuthn.Verdict.COUNTER_FELL);
  }

  @Test
  void anAuthenticatorThatDoesNotCountIsRight() {
    Browser uncounted = new Browser();
    uncounted.authenticator.setCountUpEnabled(false);
    passkey = stored(judged(uncounted.make(creation())));
    assertThat(passkey.credential().signCount()).isZero();
    assertThat(verdict(uncounted.use(use()), false)).isEqualTo(WebAuthn.Verdict.RIGHT);
  }

  @Test
  void whatIsNoCredentialIsNotRead() {
    String made = browser.make(creation());
    for (String hostile :
        List.of(
            "",
            "{}",
            "null",
            "[]",
            "[".repeat(16_000),
            made.substring(1),
            made + " ".repeat(16_385),
            changed(made, "clientDataJSON", "AAAA"),
            changed(made, "attestationObject", "AAAA"),
            changed(made, "attestationObject", "n".repeat(10_000)))) {
      assertThat(isRefused(hostile)).as(hostile).isTrue();
      assertThat(webAuthn.used(hostile)).as(hostile).isEmpty();
    }
  }

  @Test
  void aTransportThatIsNoWordIsLeftOut() {
    JsonObject made = new JsonObject(browser.make(creation()));
    made.getJsonObject("response")
        .put("transports", List.of("usb", "<script>", "x".repeat(21), "smart-card"));
    assertThat(judged(made.encode()).transports())
        .isSubsetOf(Set.of("usb", "smart-card"))
        .contains("usb");
  }
}
