package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A client that somebody else wrote for the API of a surface, from the npm registry, and a script
 * of ours that drives it. The folder {@code src/test/client/NAME} has the script, {@code users.js},
 * and what pins the client.
 *
 * @param name of the folder
 * @param module what npm calls the client
 */
record PublicClient(String name, String module) {

  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "users.js");
  private static final Duration INSTALLING = Duration.ofMinutes(4);
  private static final Duration DRIVING = Duration.ofSeconds(60);

  private Path home() {
    return Path.of("target", "client", name);
  }

  /**
   * Fetches what the lock file pins, unless it is there; false where that can't be done, since
   * there is no Node.js or no way to the registry.
   */
  boolean isInstalled() throws Exception {
    Files.createDirectories(home());
    Path sources = Path.of("src", "test", "client", name);
    for (String file : FILES) {
      Files.copy(sources.resolve(file), home().resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.isDirectory(home().resolve("node_modules").resolve(module))) {
      return true;
    }
    try {
      Path output = home().resolve("installation.txt");
      return run(output, INSTALLING, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit") == 0;
    } catch (IOException thereIsNoNpm) {
      return false;
    }
  }

  /** The steps that the script says have worked, once it has ended well. */
  List<String> drive(Map<String, String> environment) throws Exception {
    Path output = home().resolve("output.txt");
    int exit = run(output, DRIVING, environment, "node", "users.js");
    String said = Files.readString(output);
    assertThat(exit).as(said).isZero();
    return said.lines().filter(line -> line.endsWith(" works")).toList();
  }

  private int run(
      Path output, Duration patience, Map<String, String> environment, String... command)
      throws Exception {
    ProcessBuilder building =
        new ProcessBuilder(command)
            .directory(home().toFile())
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
