package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.PasskeyAdded;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyView;
import dev.latchkey.api.mfa.RemovePasskey;
import dev.latchkey.api.mfa.RenamePasskey;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.sessions.BeginPasskeySignIn;
import dev.latchkey.api.sessions.BeginReauthentication;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.SignInByPasskey;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Passkeys by HTTP: what each operation asks, and what it answers. */
class PasskeySurfaceIT {

  private static final String ID = "019aa5b0-0000-7000-8000-00000000000a";
  private static final String PASSKEYS = "/api/v1/me/mfa/passkeys";

  private static final JsonObject ANSWER =
      json(
          "{'id':'a2V5','rawId':'a2V5','type':'public-key','clientExtensionResults':{},"
              + "'authenticatorAttachment':null,'response':{'clientDataJSON':'e30',"
              + "'authenticatorData':'AAAA','signature':'AAAA','userHandle':null}}");

  private static Platform platform;
  private static Http anybody;
  private static Http ada;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
    anybody = platform.http;
    ada = anybody.as("good");
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  private static <Q extends Record> Q asked(Class<Q> type) {
    return platform.modules.last(type);
  }

  private static JsonObject json(String singleQuoted) {
    return new JsonObject(singleQuoted.replace('\'', '"'));
  }

  private static JsonObject with(String field, Object value) {
    return new JsonObject().put(field, value);
  }

  private static Http.Answer post(Http who, String path) throws Exception {
    return who.send(HttpMethod.POST, path, null);
  }

  @Test
  void browsersGetTheirOptionsAsJson() throws Exception {
    JsonObject options = publicKey(FakeModules.OPTIONS);
    var bare = anybody.post("/api/v1/sessions/passkey/options", new JsonObject());
    assertThat(bare.status()).isEqualTo(200);
    assertThat(bare.json()).isEqualTo(options);
    assertThat(asked(BeginPasskeySignIn.class).challenge()).isNull();
    anybody.post("/api/v1/sessions/passkey/options", with("challenge", "lkc_x"));
    assertThat(asked(BeginPasskeySignIn.class).challenge()).isEqualTo("lkc_x");
    assertThat(post(ada, "/api/v1/sessions/reauthenticate/options").json()).isEqualTo(options);
    assertThat(asked(BeginReauthentication.class).caller().person()).isEqualTo(FakeModules.PERSON);
    assertThat(post(ada, PASSKEYS + "/options").json())
        .isEqualTo(publicKey(FakeModules.NEW_OPTIONS));
    assertThat(asked(OfferPasskey.class).caller().person()).isEqualTo(FakeModules.PERSON);
    assertThat(post(anybody.as("stale"), PASSKEYS + "/options").code())
        .isEqualTo("reauthentication_required");
  }

  private static JsonObject publicKey(PasskeyOffer offer) {
    return new JsonObject().put("publicKey", new JsonObject(offer.options()));
  }

  @Test
  void aPasskeySignsInInsteadOfAPassword() throws Exception {
    var answer =
        anybody.post(
            "/api/v1/sessions",
            with("passkey", ANSWER)
                .put("organizationId", FakeModules.ORGANIZATION.toString())
                .put("deviceName", "phone"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/me/logins/" + FakeModules.LOGIN);
    assertThat(answer.json().getString("status")).isEqualTo("signed_in");
    SignInByPasskey asked = asked(SignInByPasskey.class);
    assertThat(new JsonObject(asked.passkey())).isEqualTo(ANSWER);
    assertThat(asked.organization()).isEqualTo(FakeModules.ORGANIZATION);
    assertThat(asked.deviceName()).isEqualTo("phone");
  }

  @Test
  void exactlyOneWayIsTaken() throws Exception {
    for (String other :
        List.of(
            "{'email':'ada@example.org'}",
            "{'userName':'ada'}",
            "{'password':'secret'}",
            "{'email':'ada@example.org','password':'secret'}")) {
      var answer = anybody.post("/api/v1/sessions", with("passkey", ANSWER).mergeIn(json(other)));
      assertThat(answer.status()).as(other).isEqualTo(400);
      assertThat(answer.json().getString("code")).isEqualTo("invalid_request");
    }
    var neither = anybody.post("/api/v1/sessions", json("{'email':'ada@example.org'}"));
    assertThat(neither.status()).isEqualTo(400);
    assertThat(neither.body().toString())
        .contains("exactly one of: email and password, userName and password, passkey");
  }

  @Test
  void aPasskeyIsASecondFactorLikeTheOthers() throws Exception {
    JsonObject proof = with("challenge", "lkc_x").put("passkey", ANSWER);
    assertThat(anybody.post("/api/v1/sessions/second-factor", proof).status()).isEqualTo(201);
    SecondFactor shown = asked(ProveSecondFactor.class).proof();
    assertThat(shown).isEqualTo(new SecondFactor(null, null, ANSWER.encode()));
    var two = anybody.post("/api/v1/sessions/second-factor", proof.copy().put("totp", "492039"));
    assertThat(two.status()).isEqualTo(400);
    String path = "/api/v1/sessions/reauthenticate";
    assertThat(ada.post(path, with("passkey", ANSWER)).status()).isEqualTo(200);
    Reauthenticate alone = asked(Reauthenticate.class);
    assertThat(alone.password()).isNull();
    assertThat(alone.secondFactor()).isEqualTo(shown);
    ada.post(path, with("passkey", ANSWER).put("password", "secret"));
    assertThat(asked(Reauthenticate.class).password()).isEqualTo("secret");
    assertThat(ada.post(path, with("passkey", ANSWER).put("totp", "492039")).status())
        .isEqualTo(400);
    assertThat(ada.post(path, new JsonObject()).status()).isEqualTo(400);
  }

  @Test
  void whatIsNoAnswerOfABrowserIsRefused() throws Exception {
    for (String wrong :
        List.of(
            "{'passkey':'text'}",
            "{'passkey':{}}",
            "{'passkey':{'id':'a','rawId':'a','type':'password','response':{}}}",
            "{'passkey':{'id':'a','rawId':'a','type':'public-key','response':"
                + "{'clientDataJSON':'e30=','authenticatorData':'AA','signature':'AA'}}}")) {
      assertThat(anybody.post("/api/v1/sessions", json(wrong)).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void aPasskeyIsAddedRenamedListedAndRemoved() throws Exception {
    JsonObject made =
        json(
            "{'id':'a2V5','rawId':'a2V5','type':'public-key','response':"
                + "{'clientDataJSON':'e30','attestationObject':'AAAA','transports':['usb']}}");
    var added = ada.post(PASSKEYS, with("name", "Ada's phone").put("passkey", made));
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.header("Location")).isEqualTo(PASSKEYS + "/" + ID);
    assertThat(added.json().getString("id")).isEqualTo(ID);
    assertThat(added.json().getString("name")).isEqualTo("Ada's phone");
    assertThat(added.json().getBoolean("backedUp")).isTrue();
    assertThat(added.json().getJsonArray("recoveryCodes")).isNotEmpty();
    AddPasskey asked = asked(AddPasskey.class);
    assertThat(asked.name()).isEqualTo("Ada's phone");
    assertThat(new JsonObject(asked.credential())).isEqualTo(made);
    var listed = ada.get(PASSKEYS);
    assertThat(listed.json().getJsonArray("items").getJsonObject(0).getString("id")).isEqualTo(ID);
    var renamed = ada.send(HttpMethod.PATCH, PASSKEYS + "/" + ID, with("name", "Key").toBuffer());
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(asked(RenamePasskey.class).name()).isEqualTo("Key");
    assertThat(asked(RenamePasskey.class).passkey()).isEqualTo(PasskeyId.of(ID));
    assertThat(ada.delete(PASSKEYS + "/" + ID).status()).isEqualTo(204);
    assertThat(asked(RemovePasskey.class).passkey()).isEqualTo(PasskeyId.of(ID));
  }

  @Test
  void whoeverHasCodesGetsNoOthers() throws Exception {
    PasskeyView view = new PasskeyView(PasskeyId.of(ID), "Key", false, Instant.EPOCH, null);
    platform.modules.answer(
        AddPasskey.class, ask -> Future.succeededFuture(new PasskeyAdded(view, null)));
    JsonObject made =
        json(
            "{'id':'a2V5','rawId':'a2V5','type':'public-key','response':"
                + "{'clientDataJSON':'e30','attestationObject':'AAAA'}}");
    var added = ada.post(PASSKEYS, with("name", "Key").put("passkey", made));
    assertThat(added.json().containsKey("recoveryCodes")).isFalse();
    platform.modules.usual(AddPasskey.class);
  }
}
