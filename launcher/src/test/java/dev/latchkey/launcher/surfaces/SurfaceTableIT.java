package dev.latchkey.launcher.surfaces;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.SharedNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README names every operation of every other surface, and a test that shows its success. */
class SurfaceTableIT {

  /** A row of one of its tables: operation, request, test. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `?(\\w+)`? \\| `?([A-Z]+ \\S+?)`? \\| `?(\\w+)\\.(\\w+)`? \\|$", Pattern.MULTILINE);

  private static final Pattern TEST_METHOD = Pattern.compile("@(?:Parameterized|Repeated)?Test\\b");

  private static String section(String surface) throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String marker = "<!-- surface " + surface + " -->";
    assertThat(readme).contains(marker);
    return readme.substring(readme.indexOf(marker)).split("<!-- end of surface -->", 2)[0];
  }

  /** What the published contract has, by its ids. */
  private static Map<String, String> operations(String surface) {
    JsonObject paths =
        SharedNode.get()
            .latchkey()
            .ask(Ask.of("GET", "/openapi/" + surface + ".json"))
            .expect(200)
            .json()
            .getJsonObject("paths");
    Map<String, String> operations = new TreeMap<>();
    for (String path : paths.fieldNames()) {
      for (Map.Entry<String, Object> each : paths.getJsonObject(path)) {
        if (each.getValue() instanceof JsonObject operation) {
          String id = operation.getString("operationId");
          operations.put(id, each.getKey().toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    return operations;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonapi", "rpc", "product", "tenant"})
  void theReadmeNamesEveryOperation(String surface) throws IOException {
    Map<String, String> rows =
        ROW.matcher(section(surface))
            .results()
            .collect(toMap(row -> row.group(1), row -> row.group(2)));
    assertThat(new TreeMap<>(rows)).isEqualTo(operations(surface));
  }

  @Test
  void everyTestThatItNamesExists() throws IOException {
    for (MatchResult row :
        ROW.matcher(Files.readString(Path.of("..", "README.md"))).results().toList()) {
      assertThat(source(row.group(3)))
          .as(row.group())
          .containsPattern(
              TEST_METHOD.pattern() + "[^}]*?\\bvoid " + Pattern.quote(row.group(4)) + "\\(");
    }
  }

  private static String source(String testClass) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      Path file =
          files
              .filter(each -> each.endsWith(testClass + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no test " + testClass));
      return Files.readString(file);
    }
  }
}
