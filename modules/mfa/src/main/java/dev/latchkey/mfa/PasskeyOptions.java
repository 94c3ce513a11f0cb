package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.kernel.secret.OpaqueToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collector;

/**
 * What browsers are told to make or use a passkey (Web Authentication Level 3, 5.4 and 5.5). Asks
 * for no attestation: which make an authenticator is of decides nothing. Immutable and thread-safe.
 */
record PasskeyOptions(RelyingPartyConfig party) {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private static final String PUBLIC_KEY = "public-key";
  private static final String PREFERRED = "preferred";

  /** To make one. */
  PasskeyOffer creation(
      PersonId person,
      String account,
      OpaqueToken challenge,
      List<CeremonyStore.Descriptor> known) {
    JsonObject user =
        new JsonObject()
            .put("id", BASE64URL.encodeToString(UserHandle.of(person)))
            .put("name", account)
            .put("displayName", account);
    JsonObject selection =
        new JsonObject()
            .put("residentKey", PREFERRED)
            .put("requireResidentKey", false)
            .put("userVerification", PREFERRED);
    return offer(
        common(challenge)
            .put("rp", new JsonObject().put("id", party.id()).put("name", party.name()))
            .put("user", user)
            .put("pubKeyCredParams", algorithms())
            .put("excludeCredentials", descriptors(known))
            .put("authenticatorSelection", selection)
            .put("attestation", "none"));
  }

  /** To use one of those, as a second factor. */
  PasskeyOffer use(OpaqueToken challenge, List<CeremonyStore.Descriptor> allowed) {
    return offer(
        request(challenge)
            .put("allowCredentials", descriptors(allowed))
            .put("userVerification", PREFERRED));
  }

  /** To use any that the authenticator knows, instead of a password. */
  PasskeyOffer discovery(OpaqueToken challenge) {
    return offer(request(challenge).put("userVerification", "required"));
  }

  private JsonObject request(OpaqueToken challenge) {
    return common(challenge).put("rpId", party.id());
  }

  private static JsonObject common(OpaqueToken challenge) {
    return new JsonObject()
        .put("challenge", BASE64URL.encodeToString(challenge.text().getBytes(US_ASCII)))
        .put("timeout", Ceremony.LIFETIME.toMillis());
  }

  private static JsonArray algorithms() {
    return AcceptedKeys.ALGORITHMS.stream()
        .map(algorithm -> new JsonObject().put("type", PUBLIC_KEY).put("alg", algorithm))
        .collect(array());
  }

  private static JsonArray descriptors(List<CeremonyStore.Descriptor> passkeys) {
    return passkeys.stream().map(PasskeyOptions::descriptor).collect(array());
  }

  private static JsonObject descriptor(CeremonyStore.Descriptor passkey) {
    return new JsonObject()
        .put("type", PUBLIC_KEY)
        .put("id", BASE64URL.encodeToString(passkey.credentialId()))
        .put("transports", new JsonArray(passkey.transports()));
  }

  private static Collector<JsonObject, ?, JsonArray> array() {
    return Collector.of(JsonArray::new, JsonArray::add, JsonArray::addAll);
  }

  private static PasskeyOffer offer(JsonObject options) {
    return new PasskeyOffer(options.encode());
  }
}
