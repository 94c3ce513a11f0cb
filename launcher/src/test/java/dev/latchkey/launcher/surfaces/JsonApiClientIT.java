package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The product's public TypeScript client, unmodified and pointed at Latchkey. It is skipped where
 * there is no Node.js, or the client can't be had from the registry; {@code .ci/run} provides both.
 */
class JsonApiClientIT {

  private static final PublicClient CLIENT =
      new PublicClient("jsonapi", "@datadog/datadog-api-client");

  @Test
  void aClientThatSomebodyElseWroteWorksUnmodified() throws Exception {
    assumeTrue(CLIENT.isInstalled(), "the client is not here: it takes node, npm and the registry");
    JsonApi ada = JsonApi.owner();
    assertThat(
            CLIENT.drive(
                Map.of(
                    "LATCHKEY_URL", withoutSlash(ada.login().latchkey().url().toString()),
                    "LATCHKEY_API_KEY", ada.apiKey(),
                    "LATCHKEY_APP_KEY", ada.applicationKey(),
                    "LATCHKEY_ACCESS_TOKEN", ada.login().access())))
        .hasSize(12);
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
