package dev.latchkey.launcher.security;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Somebody with an authenticator app, whose present code is used already. Immutable. */
record Enrolled(Person person, App app, List<String> recoveryCodes) {

  /** Sets an app up by a login that was opened a moment ago. */
  static Enrolled by(Login login, Person person) {
    App app = new App(login.ask(Ask.of("POST", "/api/v1/me/mfa/totp")).expect(200).text("secret"));
    JsonObject confirmed =
        login.ask(Ask.post("/me/mfa/totp/confirm", "code", app.code(0))).expect(200).json();
    return new Enrolled(person, app, codes(confirmed));
  }

  /** The recovery codes in an answer. */
  static List<String> codes(JsonObject answer) {
    return answer.getJsonArray("recoveryCodes").stream().map(String::valueOf).toList();
  }

  Enrolled at(Latchkey node) {
    return new Enrolled(person.at(node), app, recoveryCodes);
  }

  /** The first step; answers the challenge. */
  String challenge() {
    return person.trySignIn().expect(200).text("challenge");
  }

  /** The second step, with a proof's name and value, and what else goes with it. */
  Reply prove(String challenge, Object... proof) {
    JsonObject body = Ask.object(proof).put("challenge", challenge);
    return person.latchkey().ask(Ask.post("/sessions/second-factor").json(body));
  }

  /** Both steps. */
  Reply tryBoth(Object... proof) {
    return prove(challenge(), proof);
  }

  Login signIn(Object... proof) {
    return Login.of(person.latchkey(), tryBoth(proof).expect(201));
  }

  /** Both steps with the recovery code of that number; answers the token of a trusted device. */
  String trustDevice(int recoveryCode) {
    return tryBoth("recoveryCode", recoveryCodes.get(recoveryCode), "trustDevice", true)
        .expect(201)
        .text("trustedDeviceToken");
  }

  /** The first step from a trusted device: 201 when it is one. */
  Reply trySignInFrom(String deviceToken) {
    return person
        .latchkey()
        .ask(
            Ask.post(
                "/sessions",
                "email",
                person.email(),
                "password",
                person.password(),
                "trustedDeviceToken",
                deviceToken));
  }

  Enrolled with(String password) {
    return new Enrolled(person.with(password), app, recoveryCodes);
  }
}
