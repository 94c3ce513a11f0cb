package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Other programs: where they are, in which surroundings they run, and how one ends. */
final class Command {
  private static final String PATH =
      Objects.requireNonNullElse(System.getenv("PATH"), "") + ":/usr/sbin:/usr/bin:/sbin:/bin";

  private Command() {}

  /**
   * How a program ended.
   *
   * @param output what it printed, errors included
   */
  record Outcome(int status, String output) {
    boolean succeeded() {
      return status == 0;
    }

    String lastWord() {
      var word = LastWord.of(output);
      return word.isEmpty() ? "exit status " + status : word;
    }
  }

  /** The full path of a tool of the operating system, if it is installed. */
  static Optional<String> find(String tool) {
    return Arrays.stream(PATH.split(":"))
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Inherits nothing from the environment: PGDATA, LD_PRELOAD and the like would change results.
   */
  static ProcessBuilder builder(List<String> words, Path directory) {
    var builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  /**
   * Runs a program that prints less than a pipe's 64 KiB to its end.
   *
   * @throws IOException it can't be started
   * @throws EmbeddedPostgresException it takes longer than the bound, or the thread is interrupted
   */
  static Outcome run(List<String> words, Path directory, String input, Duration bound)
      throws IOException {
    var process = builder(words, directory).start();
    try {
      feed(process, input);
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EmbeddedPostgresException(
            "%s did not end within %d s".formatted(words, bound.toSeconds()));
      }
      var output = process.getInputStream().readAllBytes();
      return new Outcome(process.exitValue(), new String(output, StandardCharsets.UTF_8));
    } catch (InterruptedException interruption) {
      throw interrupted(interruption);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void feed(Process process, String input) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      // It ended without reading; its status and output say why.
    }
  }

  static EmbeddedPostgresException interrupted(InterruptedException interruption) {
    Thread.currentThread().interrupt();
    return new EmbeddedPostgresException(
        "Starting or stopping the embedded PostgreSQL was interrupted", interruption);
  }

  static List<String> words(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }
}
