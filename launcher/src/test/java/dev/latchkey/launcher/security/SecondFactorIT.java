package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * from outside: two steps, trusted devices, and what a login by one may.
 */
class SecondFactorIT {

  /** What a login by one factor may where the organisation demands two. */
  private static final Set<String> WHILE_ENROLLING =
      Set.of(
          "describeMe",
          "describeMfa",
          "beginTotp",
          "confirmTotp",
          "offerPasskey",
          "addPasskey",
          "listPasskeys",
          "beginReauthentication",
          "changePassword",
          "reauthenticate",
          "signOut",
          "endLogin");

  private final SharedNode node = SharedNode.get();
  private MatrixWorld world;
  private UUID home;
  private Actor ada;
  private Person person;
  private App app;
  private List<String> recoveryCodes;

  @BeforeEach
  void setUp() {
    world = MatrixWorld.on(node);
    home = world.organization();
    ada = world.actor(home, world.role("admin"));
    person = new Person(node.latchkey(), ada.id() + "@example.org", Person.PASSWORD);
  }

  private void enrol() {
    app =
        new App(ada.login().ask(Ask.of("POST", "/api/v1/me/mfa/totp")).expect(200).text("secret"));
    JsonObject confirmed =
        ada.login().ask(Ask.post("/me/mfa/totp/confirm", "code", app.code(0))).expect(200).json();
    recoveryCodes = confirmed.getJsonArray("recoveryCodes").stream().map(String::valueOf).toList();
  }

  private String challenge() {
    return person.trySignIn().expect(200).text("challenge");
  }

  private Reply prove(String challenge, Object... proof) {
    JsonObject body = new JsonObject().put("challenge", challenge);
    for (int i = 0; i < proof.length; i += 2) {
      body.put((String) proof[i], proof[i + 1]);
    }
    return node.latchkey().ask(Ask.post("/sessions/second-factor").json(body));
  }

  @Test
  void thePasswordOpensTheSecondStepAloneAndTheCodeALogin() {
    enrol();
    Reply first = person.trySignIn().expect(200);
    assertThat(first.json().fieldNames())
        .containsExactlyInAnyOrder("status", "challenge", "methods", "expiresIn");
    Reply second = prove(first.text("challenge"), "totp", app.code(1)).expect(201);
    Login login = Login.of(node.latchkey(), second);
    assertThat(login.me().expect(200).json().getJsonObject("login").getString("assurance"))
        .isEqualTo("aal2");
  }

  @Test
  void aChallengeIsNoCredentialForAnyOperation() {
    enrol();
    String challenge = challenge();
    for (Operation operation : Contract.of(node.latchkey()).operations()) {
      if (!operation.isPublic()) {
        Reply reply = node.latchkey().ask(operation.ask().as(challenge));
        assertThat(reply.status()).as(operation.id()).isEqualTo(401);
      }
    }
  }

  @Test
  void aCodeCountsOnceHoweverItIsWrittenAndTheOneThatConfirmedIsUsed() {
    enrol();
    prove(challenge(), "totp", app.code(0)).expect(401, "second_factor_invalid");
    String next = app.code(1);
    prove(challenge(), "totp", next).expect(201);
    prove(challenge(), "totp", next.substring(0, 3) + " " + next.substring(3))
        .expect(401, "second_factor_invalid");
  }

  @Test
  void aRecoveryCodeWorksOnceAndIsTold() {
    enrol();
    prove(challenge(), "recoveryCode", recoveryCodes.get(0)).expect(201);
    prove(challenge(), "recoveryCode", recoveryCodes.get(0)).expect(401, "second_factor_invalid");
    node.latchkey().mails().newest("recovery-code-used", ada.id() + "@example.org");
    Login login =
        Login.of(
            node.latchkey(), prove(challenge(), "recoveryCode", recoveryCodes.get(1)).expect(201));
    assertThat(
            login.ask(Ask.get("/me/mfa")).expect(200).json().getInteger("recoveryCodesRemaining"))
        .isEqualTo(8);
  }

  @Test
  void aTrustedDeviceSkipsTheSecondStepUntilThePasswordChanges() {
    enrol();
    String device =
        prove(challenge(), "recoveryCode", recoveryCodes.get(0), "trustDevice", true)
            .expect(201)
            .text("trustedDeviceToken");
    Reply skipped =
        node.latchkey()
            .ask(
                Ask.post(
                    "/sessions",
                    "email",
                    person.email(),
                    "password",
                    Person.PASSWORD,
                    "trustedDeviceToken",
                    device));
    Login trusted = Login.of(node.latchkey(), skipped.expect(201));
    trusted.ask(Ask.delete("/me/logins")).expect(403, "reauthentication_required");
    String successor = skipped.text("trustedDeviceToken");
    String changed = "nine brass wheels turning slowly";
    trusted
        .ask(Ask.put("/me/password", "currentPassword", Person.PASSWORD, "newPassword", changed))
        .expect(204);
    node.latchkey()
        .ask(
            Ask.post(
                "/sessions",
                "email",
                person.email(),
                "password",
                changed,
                "trustedDeviceToken",
                successor))
        .expect(200);
  }

  @Test
  void whereTheOrganizationDemandsItALoginByOneSetsItUpAndNothingElse() {
    Actor owner = world.actor(home, world.role("owner"));
    owner
        .login()
        .ask(Ask.patch("/org", "settings", new JsonObject().put("mfaRequired", true)))
        .expect(200);
    for (Operation operation : Contract.of(node.latchkey()).operations()) {
      if (!operation.isPublic() && !WHILE_ENROLLING.contains(operation.id())) {
        ada.login().ask(operation.ask()).expect(403, "second_factor_required");
      }
    }
    enrol();
    ada.login().ask(Ask.get("/org/users")).expect(200);
  }

  @Test
  void anAdministratorResetsWhatWasLost() {
    enrol();
    Actor owner = world.actor(home, world.role("owner"));
    owner.login().ask(Ask.delete("/org/users/" + ada.id() + "/mfa")).expect(204);
    ada.login().me().expect(401, "unauthenticated");
    person.trySignIn().expect(201);
    node.latchkey().mails().newest("mfa-reset", ada.id() + "@example.org");
    JsonArray events =
        owner
            .login()
            .ask(Ask.get("/org/events?type=mfa.reset&limit=1"))
            .expect(200)
            .json()
            .getJsonArray("items");
    assertThat(events.getJsonObject(0).getJsonObject("subject").getString("id"))
        .isEqualTo(ada.id().toString());
  }
}
