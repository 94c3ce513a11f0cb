package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The product's public TypeScript client, unmodified and pointed at Latchkey. It is skipped where
 * there is no Node.js, or the client can't be had from the registry; {@code .ci/run} provides both.
 */
class JsonApiClientIT {

  private static final Path SOURCES = Path.of("src", "test", "client", "jsonapi");
  private static final Path HOME = Path.of("target", "client", "jsonapi");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "users.js");
  private static final Duration INSTALLING = Duration.ofMinutes(4);
  private static final Duration DRIVING = Duration.ofSeconds(60);

  @Test
  void aClientThatSomebodyElseWroteWorksUnmodified() throws Exception {
    assumeTrue(isInstalled(), "the client is not here: it takes node, npm and the registry");
    JsonApi ada = JsonApi.owner();
    Path output = HOME.resolve("output.txt");
    int exit =
        run(
            output,
            DRIVING,
            Map.of(
                "LATCHKEY_URL", withoutSlash(ada.login().latchkey().url().toString()),
                "LATCHKEY_API_KEY", ada.apiKey(),
                "LATCHKEY_APP_KEY", ada.applicationKey(),
                "LATCHKEY_ACCESS_TOKEN", ada.login().access()),
            "node",
            "users.js");
    String said = Files.readString(output);
    assertThat(exit).as(said).isZero();
    assertThat(said.lines().filter(line -> line.endsWith(" works"))).hasSize(12);
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** Fetches what the lock file pins, unless it is there. */
  private static boolean isInstalled() throws Exception {
    Files.createDirectories(HOME);
    for (String file : FILES) {
      Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.isDirectory(HOME.resolve("node_modules/@datadog/datadog-api-client"))) {
      return true;
    }
    try {
      Path output = HOME.resolve("installation.txt");
      return run(output, INSTALLING, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit") == 0;
    } catch (IOException thereIsNoNpm) {
      return false;
    }
  }

  private static int run(
      Path output, Duration patience, Map<String, String> environment, String... command)
      throws Exception {
    ProcessBuilder building =
        new ProcessBuilder(command)
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    building.environment().putAll(environment);
    Process process = building.start();
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("It took too long: " + Files.readString(output));
    }
    return process.exitValue();
  }
}
