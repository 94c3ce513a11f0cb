package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.latchkey.testing.Chromium;
import dev.latchkey.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passkeys in a real browser, whose authenticator is its own virtual one. What the page runs is
 * what the README shows.
 */
@EnabledIf(
    value = "dev.latchkey.testing.Chromium#isInstalled",
    disabledReason = "Install the Debian package chromium-headless-shell.")
class PasskeyBrowserIT {

  private static final String CALL =
      """
      async ({token, challenge, act}) => {
        const call = async (path, body) => {
          const answer = await fetch("/api/v1" + path, {
            method: "POST",
            headers: {...(token && {Authorization: "Bearer " + token}),
                      ...(body && {"Content-Type": "application/json"})},
            body: body && JSON.stringify(body)});
          return {code: answer.status, ...await answer.json()};
        };
        %s
        const acts = {
          make,
          secondStep: async () => call("/sessions/second-factor",
              {challenge, passkey: await use("/sessions/passkey/options", {challenge})}),
          withoutPassword: async () =>
              call("/sessions", {passkey: await use("/sessions/passkey/options", {})}),
          anew: async () => call("/sessions/reauthenticate",
              {passkey: await use("/sessions/reauthenticate/options")}),
        };
        return acts[act]();
      }\
      """;

  private static String script;
  private static Chromium chromium;
  private static Latchkey latchkey;

  private Page page;
  private Person person;
  private Login login;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    script = CALL.formatted(functionsOfReadme());
    int port = Launch.freePort();
    latchkey =
        SharedNode.open(Launch.in(home))
            .on(
                TestDatabase.with("accounts", "sessions", "mfa", "notifications"),
                SharedNode.keyset(home))
            .with("http.port", port)
            .with("http.public-url", "http://localhost:" + port)
            .start();
    chromium = Chromium.start();
  }

  private static String functionsOfReadme() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf("const make = ");
    return readme.substring(start, readme.indexOf("// The second step", start));
  }

  @AfterAll
  static void stop() {
    chromium.close();
    latchkey.close();
  }

  @BeforeEach
  void open() {
    person = Person.registered(latchkey, "browsing");
    login = person.signIn();
    page = chromium.page();
    page.navigate("http://localhost:%d/docs".formatted(latchkey.url().getPort()));
  }

  @AfterEach
  void close() {
    page.close();
  }

  /** Plugs in a virtual authenticator that finds its passkeys by itself. */
  private void authenticator(boolean verifiesItsUser) {
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", verifiesItsUser);
    options.addProperty("isUserVerified", verifiesItsUser);
    JsonObject command = new JsonObject();
    command.add("options", options);
    CDPSession session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    session.send("WebAuthn.addVirtualAuthenticator", command);
  }

  /** Does one of the acts in the page; answers the body, and the status as {@code code}. */
  private Map<String, Object> act(String act, @Nullable String token, @Nullable String challenge) {
    Map<String, Object> argument = new HashMap<>();
    argument.put("act", act);
    argument.put("token", token);
    argument.put("challenge", challenge);
    @SuppressWarnings("unchecked")
    Map<String, Object> answer = (Map<String, Object>) page.evaluate(script, argument);
    return answer;
  }

  private void assertSignedIn(Map<String, Object> answer) {
    assertThat(answer).containsEntry("code", 201).containsEntry("status", "signed_in");
    String token = (String) answer.get("accessToken");
    assertThat(
            latchkey
                .ask(Ask.get("/me").as(token))
                .expect(200)
                .json()
                .getJsonObject("login")
                .getString("assurance"))
        .isEqualTo("aal2");
  }

  @Test
  void aPasskeyIsTheSecondStepAndOpensALoginByItselfAndProvesItsOwnerAnew() {
    authenticator(true);
    Map<String, Object> made = act("make", login.access(), null);
    assertThat(made).containsEntry("code", 201);
    assertThat((List<?>) made.get("recoveryCodes")).hasSize(10);

    Reply first = person.trySignIn().expect(200);
    assertThat(first.json().getJsonArray("methods")).contains("passkey");
    assertSignedIn(act("secondStep", null, first.text("challenge")));

    assertSignedIn(act("withoutPassword", null, null));
    assertThat(act("anew", login.access(), null)).containsEntry("code", 200);
    latchkey.mails().newest("passkey-added", person.email());
  }

  @Test
  void anAuthenticatorThatDoesNotVerifyItsUserIsASecondFactorAndNoMore() {
    authenticator(false);
    assertThat(act("make", login.access(), null)).containsEntry("code", 201);
    assertSignedIn(act("secondStep", null, person.trySignIn().expect(200).text("challenge")));
    assertThatThrownBy(() -> act("withoutPassword", null, null))
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("NotAllowedError");
  }

  @Test
  void aBrowserMakesNoSecondPasskeyOnOneAuthenticator() {
    authenticator(true);
    act("make", login.access(), null);
    assertThatThrownBy(() -> act("make", login.access(), null))
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("InvalidStateError");
  }
}
