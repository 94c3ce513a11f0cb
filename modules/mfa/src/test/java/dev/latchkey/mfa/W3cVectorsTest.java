package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.RegistrationData;
import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Test vectors of Web Authentication Level 3, 16, as it publishes them; each is named by the end of
 * its anchor there.
 */
class W3cVectorsTest {

  private static final Map<String, JsonObject> VECTORS = vectors();

  private final WebAuthn webAuthn =
      new WebAuthn(new RelyingPartyConfig("Looms", "example.org", Set.of("https://example.org")));

  private static Map<String, JsonObject> vectors() {
    try (InputStream file =
        Objects.requireNonNull(
            W3cVectorsTest.class.getResourceAsStream("/webauthn-vectors.json"))) {
      return new JsonArray(new String(file.readAllBytes(), UTF_8))
          .stream()
              .map(JsonObject.class::cast)
              .collect(Collectors.toMap(each -> each.getString("name"), Function.identity()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] bytes(JsonObject object, String member) {
    return HexFormat.of().parseHex(object.getString(member));
  }

  /** As a browser would answer it. */
  private static String credential(JsonObject vector, JsonObject ceremony) {
    JsonObject response = new JsonObject();
    ceremony.fieldNames().stream()
        .filter(member -> !member.equals("challenge"))
        .forEach(member -> response.put(member, Browser.text(bytes(ceremony, member))));
    String id = Browser.text(bytes(vector, "credentialId"));
    return new JsonObject()
        .put("id", id)
        .put("rawId", id)
        .put("type", "public-key")
        .put("response", response)
        .put("clientExtensionResults", new JsonObject())
        .encode();
  }

  private RegistrationData made(JsonObject vector) {
    return webAuthn
        .registration(credential(vector, vector.getJsonObject("registration")))
        .orElseThrow();
  }

  private AuthenticationData used(JsonObject vector) {
    return webAuthn
        .authentication(credential(vector, vector.getJsonObject("authentication")))
        .orElseThrow();
  }

  private static byte[] challenge(JsonObject vector, String ceremony) {
    return bytes(vector.getJsonObject(ceremony), "challenge");
  }

  private WebAuthn.Verdict verdict(JsonObject vector, Credential credential) {
    StoredPasskey passkey =
        new StoredPasskey(new PasskeyId(Ids.next()), new PersonId(Ids.next()), credential);
    return webAuthn.judge(used(vector), challenge(vector, "authentication"), passkey, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none-es256",
        "packed-self-es256",
        "none-es256-long-credential-id",
        "packed-es256",
        "packed-rs256",
        "packed-eddsa"
      })
  void whatIsMadeIsTakenAndItsUseIsRight(String name) {
    JsonObject vector = VECTORS.get(name);
    Credential made = webAuthn.judge(made(vector), challenge(vector, "registration")).orElseThrow();
    assertThat(made.id()).isEqualTo(bytes(vector, "credentialId"));
    assertThat(made.signCount()).isZero();
    assertThat(verdict(vector, made)).isEqualTo(WebAuthn.Verdict.RIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none-es256", "packed-rs256", "packed-eddsa"})
  void anotherVectorsKeyOrChallengeIsWrong(String name) {
    JsonObject vector = VECTORS.get(name);
    JsonObject other = VECTORS.get("packed-es256");
    assertThat(webAuthn.judge(made(vector), challenge(other, "registration"))).isEmpty();
    assertThat(webAuthn.judge(made(vector), challenge(vector, "authentication"))).isEmpty();
    Credential hers = webAuthn.judge(made(other), challenge(other, "registration")).orElseThrow();
    assertThat(verdict(vector, hers)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none-es256-crossOrigin", "none-es256-topOrigin"})
  void aFrameInAPageElsewhereIsRefused(String name) {
    JsonObject vector = VECTORS.get(name);
    RegistrationData made = made(vector);
    assertThat(webAuthn.judge(made, challenge(vector, "registration"))).isEmpty();
    Credential credential =
        new CredentialConverter(new ObjectConverter()).credential(made).orElseThrow();
    assertThat(verdict(vector, credential)).isEqualTo(WebAuthn.Verdict.WRONG);
  }

  @Test
  void anAlgorithmThatNobodyAskedForIsRefused() {
    JsonObject vector = VECTORS.get("packed-es384");
    assertThat(webAuthn.judge(made(vector), challenge(vector, "registration"))).isEmpty();
  }

  /** Each byte in turn; whatever it does to a reader, it is refused and nothing is thrown. */
  @ParameterizedTest
  @ValueSource(strings = {"none-es256", "packed-rs256", "packed-eddsa"})
  void noByteOfAUseMayDiffer(String name) {
    JsonObject vector = VECTORS.get(name);
    Credential made = webAuthn.judge(made(vector), challenge(vector, "registration")).orElseThrow();
    for (String member : List.of("authenticatorData", "clientDataJSON", "signature")) {
      byte[] right = bytes(vector.getJsonObject("authentication"), member);
      for (int at = 0; at < right.length; at++) {
        byte[] flipped = right.clone();
        flipped[at] ^= 1;
        assertThat(isRight(with(vector, "authentication", member, flipped), made)).isFalse();
        byte[] cut = Arrays.copyOf(right, at);
        assertThat(isRight(with(vector, "authentication", member, cut), made)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none-es256", "packed-eddsa"})
  void aCutAttestationIsRefused(String name) {
    JsonObject vector = VECTORS.get(name);
    byte[] right = bytes(vector.getJsonObject("registration"), "attestationObject");
    for (int at = 0; at < right.length; at++) {
      JsonObject cut = with(vector, "registration", "attestationObject", Arrays.copyOf(right, at));
      assertThat(
              webAuthn
                  .registration(credential(cut, cut.getJsonObject("registration")))
                  .flatMap(data -> webAuthn.judge(data, challenge(vector, "registration"))))
          .isEmpty();
    }
  }

  private static JsonObject with(JsonObject vector, String ceremony, String member, byte[] value) {
    JsonObject changed = vector.copy();
    changed.getJsonObject(ceremony).put(member, HexFormat.of().formatHex(value));
    return changed;
  }

  private boolean isRight(JsonObject vector, Credential credential) {
    String answer = credential(vector, vector.getJsonObject("authentication"));
    return webAuthn.authentication(answer).isPresent()
        && verdict(vector, credential) == WebAuthn.Verdict.RIGHT;
  }
}
