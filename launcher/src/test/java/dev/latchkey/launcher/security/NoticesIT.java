package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** every address that somebody has proven is told of each change that guards the account. */
class NoticesIT {

  private static final String CHOSEN = "nine brass wheels turning slowly";

  private final SharedNode node = SharedNode.get();
  private Actor owner;
  private Actor ada;
  private Person person;
  private String second;
  private String unproven;

  @BeforeEach
  void setUp() {
    MatrixWorld world = MatrixWorld.on(node);
    UUID organization = world.organization();
    owner = world.actor(organization, world.role("owner"));
    ada = world.actor(organization, world.role("admin"));
    person = new Person(node.latchkey(), ada.id() + "@example.org", Person.PASSWORD);
    second = world.email(ada.id()) + "@example.org";
    unproven = Person.freshAddress("never-told");
    ada.login().addEmail(unproven);
  }

  private void assertTold(String template) {
    for (String address : List.of(person.email(), second)) {
      node.latchkey().mails().newest(template, address);
    }
    assertThat(node.latchkey().mails().of(template, unproven)).as(template).isEmpty();
  }

  @Test
  void ofEveryChangeOfTheSecondFactors() {
    Enrolled enrolled = Enrolled.by(ada.login(), person);
    assertTold("totp-added");
    enrolled.trustDevice(0);
    assertTold("recovery-code-used");
    assertTold("device-trusted");
    ada.login().ask(Ask.of("POST", "/api/v1/me/mfa/recovery-codes")).expect(200);
    assertTold("recovery-codes-replaced");
    ada.login().ask(Ask.delete("/me/mfa/totp")).expect(204);
    assertTold("totp-removed");
  }

  @Test
  void ofEveryChangeOfPasswordsAddressesAndTokens() {
    ada.login().ask(Ask.post("/me/tokens", "name", "Report", "scopes", List.of())).expect(201);
    assertTold("token-created");
    String address = Person.freshAddress("short-lived");
    String third = ada.login().addEmail(address);
    person.prove(node.latchkey().mails().newest("verify-email", address).token()).expect(204);
    assertTold("email-added");
    ada.login().ask(Ask.delete("/me/emails/" + third)).expect(204);
    assertTold("email-removed");
    ada.login()
        .ask(Ask.put("/me/password", "currentPassword", Person.PASSWORD, "newPassword", CHOSEN))
        .expect(204);
    assertTold("password-changed");
  }

  @Test
  void ofWhatAnAdministratorTakesAway() {
    Enrolled.by(ada.login(), person);
    owner.login().ask(Ask.delete("/org/users/" + ada.id() + "/mfa")).expect(204);
    assertTold("mfa-reset");
  }

  @Test
  void ofASignInFromANewDevice() {
    assertThat(node.latchkey().mails().of("new-login", person.email())).isEmpty();
    person.signIn();
    Ask elsewhere =
        person.signIn(person.password()).with("User-Agent", "Mozilla/5.0 (iPhone) Safari/605.1");
    node.latchkey().ask(elsewhere).expect(201);
    assertTold("new-login");
    node.latchkey().ask(elsewhere).expect(201);
    node.latchkey().ask(elsewhere.with("User-Agent", "curl/8.0")).expect(201);
    node.latchkey().mails().newest("new-login", person.email(), 2);
    assertThat(node.latchkey().mails().of("new-login", person.email())).hasSize(2);
  }

  @Test
  void ofAccessThatIsTakenAndGivenBack() {
    String user = "/org/users/" + ada.id();
    owner.login().ask(Ask.of("POST", "/api/v1" + user + "/disable")).expect(200);
    assertTold("account-disabled");
    owner.login().ask(Ask.post(user + "/enable")).expect(200);
    assertTold("account-enabled");
  }

  @Test
  void ofAMembershipThatEndsWhereTheAccountGoesOn() {
    MatrixWorld world = MatrixWorld.on(node);
    world.join(ada.id(), world.organization(), world.role("member"));
    owner.login().ask(Ask.delete("/org/users/" + ada.id())).expect(204);
    assertTold("account-removed");
  }

  /** The event that becomes the notice is of the change's own transaction: of its very moment. */
  @Test
  void noChangeIsThereWithoutItsNotice() {
    Enrolled.by(ada.login(), person);
    List<String> together =
        node.database()
            .column(
                """
                SELECT 1 FROM kernel.event e JOIN mfa.totp t ON t.person_id = e.subject_id
                 WHERE t.person_id = '%s' AND e.type = 'totp.added' AND e.occurred_at = t.confirmed_at\
                """
                    .formatted(ada.id()));
    assertThat(together).hasSize(1);
  }
}
