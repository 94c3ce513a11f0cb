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

/** from outside: two steps, and what a login by one may. */
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
  private Enrolled enrolled;

  @BeforeEach
  void setUp() {
    world = MatrixWorld.on(node);
    home = world.organization();
    ada = world.actor(home, world.role("admin"));
    person = new Person(node.latchkey(), ada.id() + "@example.org", Person.PASSWORD);
  }

  private void enrol() {
    enrolled = Enrolled.by(ada.login(), person);
  }

  @Test
  void thePasswordOpensTheSecondStepAloneAndTheCodeALogin() {
    enrol();
    Reply first = person.trySignIn().expect(200);
    assertThat(first.json().fieldNames())
        .containsExactlyInAnyOrder("status", "challenge", "methods", "expiresIn");
    Reply second =
        enrolled.prove(first.text("challenge"), "totp", enrolled.app().code(1)).expect(201);
    Login login = Login.of(node.latchkey(), second);
    assertThat(login.me().expect(200).json().getJsonObject("login").getString("assurance"))
        .isEqualTo("aal2");
  }

  @Test
  void aChallengeIsNoCredentialForAnyOperation() {
    enrol();
    String challenge = enrolled.challenge();
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
    enrolled.tryBoth("totp", enrolled.app().code(0)).expect(401, "second_factor_invalid");
    String next = enrolled.app().code(1);
    enrolled.tryBoth("totp", next).expect(201);
    enrolled
        .tryBoth("totp", next.substring(0, 3) + " " + next.substring(3))
        .expect(401, "second_factor_invalid");
  }

  @Test
  void aRecoveryCodeWorksOnceAndIsTold() {
    enrol();
    enrolled.tryBoth("recoveryCode", enrolled.recoveryCodes().get(0)).expect(201);
    enrolled
        .tryBoth("recoveryCode", enrolled.recoveryCodes().get(0))
        .expect(401, "second_factor_invalid");
    node.latchkey().mails().newest("recovery-code-used", ada.id() + "@example.org");
    Login login = enrolled.signIn("recoveryCode", enrolled.recoveryCodes().get(1));
    assertThat(
            login.ask(Ask.get("/me/mfa")).expect(200).json().getInteger("recoveryCodesRemaining"))
        .isEqualTo(8);
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
  void whereTheOrganizationDemandsItATokenIsAsStrongAsTheLoginThatMadeIt() {
    Actor owner = world.actor(home, world.role("owner"));
    String weak = tokenOf(ada, "/me/tokens", "scopes");
    String weakOfAll = tokenOf(owner, "/org/tokens", "permissions");
    owner
        .login()
        .ask(Ask.patch("/org", "settings", new JsonObject().put("mfaRequired", true)))
        .expect(200);
    enrol();
    String strong = tokenOf(ada, "/me/tokens", "scopes");
    for (String refused : List.of(weak, weakOfAll)) {
      node.latchkey().ask(Ask.get("/org/users").as(refused)).expect(403, "second_factor_required");
    }
    node.latchkey().ask(Ask.get("/org/users").as(strong)).expect(200);
  }

  private static String tokenOf(Actor actor, String path, String allowed) {
    return actor
        .login()
        .ask(Ask.post(path, "name", "Report", allowed, List.of("users:read")))
        .expect(201)
        .text("token");
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
