package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The product's public toolkit, unmodified and pointed at Latchkey: it sends the requests and
 * judges the answers. It is skipped where there is no Node.js, or the toolkit can't be had from the
 * registry; {@code .ci/run} provides both.
 */
class ProductClientIT {

  private static final PublicClient CLIENT = new PublicClient("product", "@posthog/agent-toolkit");

  @Test
  void aClientThatSomebodyElseWroteWorksUnmodified() throws Exception {
    assumeTrue(CLIENT.isInstalled(), "the client is not here: it takes node, npm and the registry");
    Latchkey latchkey = SharedNode.get().latchkey();
    Person person = Person.registered(latchkey, "toolkit");
    person.signIn().ask(Ask.post("/me/organizations", "name", "Looms")).expect(201);
    Login login = person.signIn();
    assertThat(
            CLIENT.drive(
                Map.of(
                    "LATCHKEY_URL", withoutPath(latchkey.url()),
                    "LATCHKEY_KEY", key(login),
                    "LATCHKEY_ACCESS_TOKEN", login.access(),
                    "LATCHKEY_PERSON", Product.of(login).me().getString("uuid"))))
        .hasSize(6);
  }

  private static String key(Login login) {
    Ask making =
        Ask.post(
            "/me/tokens", "name", "Toolkit", "scopes", List.of("user:read", "organization:read"));
    return login.ask(making).expect(201).text("token");
  }

  private static String withoutPath(URI url) {
    return url.getScheme() + "://" + url.getAuthority();
  }
}
