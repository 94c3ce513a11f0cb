package dev.latchkey.launcher;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the program is asked to do.
 *
 * @param task serve by default
 * @param config the file of {@code --config}; empty for the defaults and the environment alone
 */
record CommandLine(Task task, Optional<Path> config) {

  /** What there is to do. */
  enum Task {
    SERVE,
    NEW_KEYSET,
    HELP
  }

  static final String USAGE =
      """
      Usage: java -jar latchkey.jar [--config FILE]   serve until stopped
             java -jar latchkey.jar new-keyset        print a new keyset for secrets.keyset
             java -jar latchkey.jar --help            print this
      Every setting stands in config/latchkey.yaml, with its unit, bounds and default; each has an
      environment twin: http.port is LATCHKEY_HTTP_PORT.\
      """;

  /**
   * Reads the arguments.
   *
   * @throws StartFailure when there is one that is not known
   */
  static CommandLine parse(String... arguments) {
    CommandLine line = new CommandLine(Task.SERVE, Optional.empty());
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      line = line.and(rest.next(), rest);
    }
    return line;
  }

  private CommandLine and(String argument, Iterator<String> rest) {
    return switch (argument) {
      case "--help", "-h" -> new CommandLine(Task.HELP, config);
      case "new-keyset" -> new CommandLine(Task.NEW_KEYSET, config);
      case "--config" -> new CommandLine(task, Optional.of(Path.of(value(rest))));
      default -> throw new StartFailure("'" + argument + "' is not known; see --help.");
    };
  }

  private static String value(Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new StartFailure("--config wants the name of a file.");
    }
    return rest.next();
  }
}
