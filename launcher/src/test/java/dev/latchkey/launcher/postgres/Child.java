package dev.latchkey.launcher.postgres;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/** A JVM of its own that runs {@link ChildLatchkey}. */
final class Child implements AutoCloseable {
  private final Process process;
  private @Nullable String answer;

  private Child(Process process) {
    this.process = process;
  }

  static Child start(Path dataDirectory) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), dataDirectory);
  }

  /** Under another account, with copies of the classes that this account can read. */
  static Child startAs(Owner account, Path classes, Path dataDirectory) throws Exception {
    var stepDown =
        List.of(
            "setpriv", "--reuid=" + account.user(), "--regid=" + account.group(), "--clear-groups");
    return start(stepDown, copyClassPath(classes), dataDirectory);
  }

  private static Child start(List<String> prefix, String classPath, Path dataDirectory)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var program =
        List.of(java, "-cp", classPath, ChildLatchkey.class.getName(), dataDirectory.toString());
    var words = Stream.concat(prefix.stream(), program.stream()).toList();
    return new Child(
        new ProcessBuilder(words).directory(new File("/")).redirectErrorStream(true).start());
  }

  /** Waits for it; a child that never answers is ended by its own bounds. */
  String answer() throws IOException {
    if (answer == null) {
      answer = readAnswer();
    }
    return answer;
  }

  private String readAnswer() throws IOException {
    var logged = new ArrayList<String>();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("ready ") || line.startsWith("refused: ")) {
        return line;
      }
      logged.add(line);
    }
    return String.join("\n", logged);
  }

  int port() throws IOException {
    return Integer.parseInt(answer().substring("ready ".length()));
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    process.getOutputStream().close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static String copyClassPath(Path target) throws Exception {
    var entries = new ArrayList<String>();
    for (var origin : origins()) {
      var copy = target.resolve(entries.size() + "-" + origin.getFileName());
      copyReadable(origin, copy);
      entries.add(copy.toString());
    }
    return entries.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> origins() throws Exception {
    var archive = Objects.requireNonNull(Child.class.getResource(Binaries.ARCHIVE)).getPath();
    return List.of(
        origin(EmbeddedPostgres.class),
        origin(ChildLatchkey.class),
        origin(XZInputStream.class),
        origin(LoggerFactory.class),
        Path.of(archive.substring("file:".length(), archive.indexOf('!'))));
  }

  private static Path origin(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void copyReadable(Path origin, Path copy) throws IOException {
    try (var paths = Files.walk(origin)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        var to = copy.resolve(origin.relativize(path).toString());
        Files.copy(path, origin.equals(path) ? copy : to);
        Files.setPosixFilePermissions(
            origin.equals(path) ? copy : to, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
