package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises, from an empty directory to the day after. */
class SessionIT {

  private static final String NEW_PASSWORD = "eleven quiet looms before dawn";

  @Test
  void aStrangerSetsUpRunsTheirAccountAndFindsItAgainAfterARestart(@TempDir Path home) {
    Launch launch = Launch.in(home.resolve("latchkey"));
    Person owner;
    try (Latchkey latchkey = launch.start()) {
      owner = Person.owner(latchkey);
      Login login = whoAmI(owner);
      addAndProveAnAddress(login);
      Login other = owner.signIn();
      changeThePassword(login, other);
      owner = owner.with(NEW_PASSWORD);
      endOneOf(login, owner.signIn());
    }
    try (Latchkey again = launch.start()) {
      everythingIsStillThere(new Person(again, owner.email(), NEW_PASSWORD));
    }
  }

  private static Login whoAmI(Person owner) {
    Login login = owner.signIn();
    JsonObject me = login.me().expect(200).json();
    assertThat(me.getJsonObject("user").getString("email")).isEqualTo(owner.email());
    assertThat(me.getJsonObject("user").getBoolean("emailVerified")).isTrue();
    assertThat(me.getJsonObject("organization").getString("name")).isEqualTo("Difference Engines");
    assertThat(me.getJsonObject("login").getString("id")).isEqualTo(login.id());
    return login;
  }

  private static void addAndProveAnAddress(Login login) {
    login.addEmail("home@example.org");
    assertThat(verified(login, "home@example.org")).isFalse();
    Mails.Mail mail = login.latchkey().mails().newest("verify-email", "home@example.org");
    assertThat(mail.link())
        .isEqualTo(login.latchkey().url() + "/verify-email#token=" + mail.token());
    login.latchkey().ask(Ask.post("/emails/verify", "token", mail.token())).expect(204);
    assertThat(verified(login, "home@example.org")).isTrue();
  }

  private static boolean verified(Login login, String address) {
    return login
        .ask(Ask.get("/me/emails"))
        .expect(200)
        .items()
        .filter(each -> each.getString("email").equals(address))
        .findFirst()
        .orElseThrow()
        .getBoolean("verified");
  }

  private static void changeThePassword(Login login, Login other) {
    login
        .ask(
            Ask.put(
                "/me/password", "currentPassword", Person.PASSWORD, "newPassword", NEW_PASSWORD))
        .expect(204);
    login.me().expect(200);
    other.me().expect(401, "unauthenticated");
    other.tryRefresh().expect(401, "invalid_refresh_token");
  }

  private static void endOneOf(Login login, Login other) {
    assertThat(login.ask(Ask.get("/me/logins")).expect(200).items())
        .extracting(each -> each.getString("id"))
        .containsExactly(other.id(), login.id());
    other.me().expect(200);
    login.ask(Ask.delete("/me/logins/" + other.id())).expect(204);
    other.me().expect(401, "unauthenticated");
    other.tryRefresh().expect(401, "invalid_refresh_token");
    login.me().expect(200);
  }

  private static void everythingIsStillThere(Person owner) {
    assertThat(owner.latchkey().out().lines()).hasSize(1);
    owner.trySignIn(Person.PASSWORD).expect(401, "invalid_credentials");
    Login login = owner.signIn();
    assertThat(verified(login, "home@example.org")).isTrue();
    assertThat(login.me().json().getJsonArray("memberships")).hasSize(1);
  }
}
