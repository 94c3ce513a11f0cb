package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A-07 from outside: what a trusted device spares, and what takes its trust away. */
class TrustedDeviceIT {

  private static final String CHOSEN = "nine brass wheels turning slowly";

  private final SharedNode node = SharedNode.get();
  private Login login;
  private Enrolled ada;
  private String device;

  @BeforeEach
  void trust() {
    Person person = Person.registered(node.latchkey(), "trusting");
    login = person.signIn();
    ada = Enrolled.by(login, person);
    device = ada.trustDevice(0);
  }

  /** From now on the device is challenged as any other. */
  private void assertForgotten(Enrolled person, String token) {
    person.trySignInFrom(token).expect(200);
  }

  @Test
  void itSparesTheSecondStepAndIsNeverFresh() {
    Reply reply = ada.trySignInFrom(device).expect(201);
    Login trusted = Login.of(node.latchkey(), reply);
    assertThat(trusted.me().expect(200).json().getJsonObject("login").getString("assurance"))
        .isEqualTo("aal1");
    trusted.ask(Ask.delete("/me/logins")).expect(403, "reauthentication_required");
    assertForgotten(ada, device);
    ada.trySignInFrom(reply.text("trustedDeviceToken")).expect(201);
  }

  @Test
  void itNeverSparesThePassword() {
    ada.with("seven moons under a violet teapot")
        .trySignInFrom(device)
        .expect(401, "invalid_credentials");
    ada.trySignInFrom(device).expect(201);
  }

  @Test
  void itIsOfNoUseToAnybodyElse() {
    Person other = Person.registered(node.latchkey(), "other");
    Enrolled bob = Enrolled.by(other.signIn(), other);
    assertForgotten(bob, device);
    ada.trySignInFrom(device).expect(201);
  }

  @Test
  void whoFailsTheSecondStepHasNoTrustedDevice() {
    Reply refused = ada.tryBoth("totp", ada.app().code(0), "trustDevice", true);
    refused.expect(401, "second_factor_invalid");
    assertThat(refused.json().fieldNames()).doesNotContain("trustedDeviceToken");
    assertThat(devicesOf(login)).isEqualTo(1);
  }

  @Test
  void aChangeOfThePasswordEndsTrust() {
    login
        .ask(Ask.put("/me/password", "currentPassword", Person.PASSWORD, "newPassword", CHOSEN))
        .expect(204);
    assertForgotten(ada.with(CHOSEN), device);
  }

  @Test
  void aResetOfThePasswordEndsTrustAndStillAsksForTheSecondFactor() {
    ada.person().reset(ada.person().forget(), CHOSEN).expect(204);
    assertForgotten(ada.with(CHOSEN), device);
  }

  @Test
  void newRecoveryCodesEndTrust() {
    login.ask(Ask.of("POST", "/api/v1/me/mfa/recovery-codes")).expect(200);
    assertForgotten(ada, device);
  }

  @Test
  void anotherAppEndsTrust() {
    login.ask(Ask.delete("/me/mfa/totp")).expect(204);
    Enrolled again = Enrolled.by(ada.person().signIn(), ada.person());
    assertForgotten(again, device);
  }

  @Test
  void itsOwnerRevokesIt() {
    String id =
        login
            .ask(Ask.get("/me/trusted-devices"))
            .expect(200)
            .json()
            .getJsonArray("items")
            .getJsonObject(0)
            .getString("id");
    Login stranger = Person.registered(node.latchkey(), "stranger").signIn();
    stranger.ask(Ask.delete("/me/trusted-devices/" + id)).expect(404, "not_found");
    ada.trySignInFrom(device).expect(201);
    login.ask(Ask.delete("/me/trusted-devices/" + id)).expect(204);
    assertForgotten(ada, device);
  }

  @Test
  void itEndsWithItsTime() {
    node.database()
        .execute(
            "UPDATE mfa.trusted_device SET expires_at = now() WHERE person_id = '%s'"
                .formatted(personId()));
    assertForgotten(ada, device);
  }

  @Test
  void whoWasDisabledAndComesBackIsAskedAgain() {
    MatrixWorld world = MatrixWorld.on(node);
    UUID organization = world.organization();
    MatrixWorld.Actor member = world.actor(organization, world.role("member"));
    Person person = new Person(node.latchkey(), member.id() + "@example.org", Person.PASSWORD);
    Enrolled enrolled = Enrolled.by(member.login(), person);
    String trusted = enrolled.trustDevice(0);
    Login owner = world.actor(organization, world.role("owner")).login();
    owner.ask(Ask.of("POST", "/api/v1/org/users/" + member.id() + "/disable")).expect(200);
    enrolled.trySignInFrom(trusted).expect(401, "invalid_credentials");
    owner.ask(Ask.post("/org/users/" + member.id() + "/enable")).expect(200);
    assertForgotten(enrolled, trusted);
  }

  private String personId() {
    return login.me().expect(200).json().getJsonObject("user").getString("id");
  }

  private int devicesOf(Login asking) {
    return asking
        .ask(Ask.get("/me/trusted-devices"))
        .expect(200)
        .json()
        .getJsonArray("items")
        .size();
  }
}
