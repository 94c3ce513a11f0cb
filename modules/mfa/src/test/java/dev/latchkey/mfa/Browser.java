package dev.latchkey.mfa;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.AuthenticatorAssertionResponse;
import com.webauthn4j.data.AuthenticatorAttestationResponse;
import com.webauthn4j.data.PublicKeyCredential;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.client.ClientPlatform;
import dev.latchkey.api.mfa.PasskeyOffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** A person's browser and authenticator, by the emulators of webauthn4j. */
final class Browser {

  static final String ORIGIN = "https://id.example.org";

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  final NoneAttestationAuthenticator authenticator = new NoneAttestationAuthenticator();

  private final ObjectConverter converter = new ObjectConverter();
  private final ClientPlatform client =
      new ClientPlatform(new Origin(ORIGIN), new WebAuthnAuthenticatorAdaptor(authenticator));

  /** Opens a page elsewhere. */
  Browser at(String origin) {
    client.setOrigin(new Origin(origin));
    return this;
  }

  static JsonObject options(PasskeyOffer offer) {
    return new JsonObject(offer.options());
  }

  /** Makes a passkey that the authenticator finds by itself later on. */
  String make(PasskeyOffer offer) {
    return make(options(offer));
  }

  String make(JsonObject options) {
    options
        .getJsonObject("authenticatorSelection")
        .put("requireResidentKey", true)
        .put("residentKey", "required");
    PublicKeyCredential<AuthenticatorAttestationResponse, ?> made =
        client.create(
            converter
                .getJsonConverter()
                .readValue(options.encode(), PublicKeyCredentialCreationOptions.class));
    return json(
        made,
        new JsonObject()
            .put("clientDataJSON", text(made.getResponse().getClientDataJSON()))
            .put("attestationObject", text(made.getResponse().getAttestationObject()))
            .put("transports", new JsonArray().add("internal").add("hybrid")));
  }

  String use(PasskeyOffer offer) {
    return use(options(offer));
  }

  /** Uses a passkey although nobody has verified who holds the authenticator. */
  String useUnverified(PasskeyOffer offer) {
    return use(options(offer).put("userVerification", "discouraged"));
  }

  String use(JsonObject options) {
    PublicKeyCredential<AuthenticatorAssertionResponse, ?> used =
        client.get(
            converter
                .getJsonConverter()
                .readValue(options.encode(), PublicKeyCredentialRequestOptions.class));
    JsonObject response =
        new JsonObject()
            .put("clientDataJSON", text(used.getResponse().getClientDataJSON()))
            .put("authenticatorData", text(used.getResponse().getAuthenticatorData()))
            .put("signature", text(used.getResponse().getSignature()));
    byte[] handle = used.getResponse().getUserHandle();
    return json(used, handle == null ? response : response.put("userHandle", text(handle)));
  }

  private static String json(PublicKeyCredential<?, ?> credential, JsonObject response) {
    return new JsonObject()
        .put("id", text(credential.getRawId()))
        .put("rawId", text(credential.getRawId()))
        .put("type", "public-key")
        .put("response", response)
        .put("clientExtensionResults", new JsonObject())
        .encode();
  }

  static String text(byte[] bytes) {
    return BASE64URL.encodeToString(bytes);
  }
}
