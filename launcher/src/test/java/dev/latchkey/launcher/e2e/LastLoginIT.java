package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When somebody last signed in, as the native surface tells it. */
class LastLoginIT {

  @Test
  void aSignInIsToldWhereItActsAndIsNoChangeOfThePerson() {
    Person person = Person.registered(SharedNode.get().latchkey(), "seen");
    Login login = founding(person, "Looms");
    String first = lastLogin(login, "1970-01-01T00:00:00Z");
    String tag = login.ask(Ask.get("/org/users/me")).header("etag");

    Login later = person.signIn();
    String second = lastLogin(later, first);
    assertThat(later.ask(Ask.get("/org/users/me")).header("etag")).isEqualTo(tag).isNotBlank();
    assertThat(later.ask(Ask.get("/org/users")).expect(200).items())
        .extracting(
            each -> each.getString("lastLoginAt"), each -> each.getString("lastSignInAttemptAt"))
        .containsExactly(org.assertj.core.groups.Tuple.tuple(second, second));

    Login elsewhere = founding(person, "Mills");
    String third = lastLogin(elsewhere, second);
    assertThat(memberships(elsewhere))
        .extracting(
            each -> each.getJsonObject("organization").getString("name"),
            each -> each.getString("lastLoginAt"))
        .contains(org.assertj.core.groups.Tuple.tuple("Mills", third));
  }

  /** Founds an organisation; answers a login that has moved there. */
  private static Login founding(Person person, String organization) {
    Login login = person.signIn();
    String id =
        login.ask(Ask.post("/me/organizations", "name", organization)).expect(201).text("id");
    Reply there = login.ask(Ask.put("/me/organization", "organizationId", id)).expect(200);
    return Login.of(login.latchkey(), there);
  }

  /** When whoever asks last signed in, once it is later than that. */
  private static String lastLogin(Login login, String before) {
    return Eventually.value(
        "a sign-in after " + before,
        () -> {
          String told = login.ask(Ask.get("/org/users/me")).expect(200).text("lastLoginAt");
          return told != null && Instant.parse(told).isAfter(Instant.parse(before)) ? told : null;
        });
  }

  private static List<JsonObject> memberships(Login login) {
    return login.me().expect(200).json().getJsonArray("memberships").stream()
        .map(JsonObject.class::cast)
        .toList();
  }
}
