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
 * @param order what is to be done about the outbox; there for that task alone
 */
record CommandLine(Task task, Optional<Path> config, Optional<OutboxOrder> order) {

  /** What there is to do. */
  enum Task {
    SERVE,
    NEW_KEYSET,
    OUTBOX,
    HELP
  }

  static final String USAGE =
      """
      Usage: java -jar latchkey.jar [--config FILE]   serve until stopped
             java -jar latchkey.jar new-keyset        print a new keyset for secrets.keyset
             java -jar latchkey.jar [--config FILE] outbox COMMAND
             java -jar latchkey.jar --help            print this
      Commands, on the database of the running service; what is just being sent is left alone:
        outbox list [--limit N]          mails that wait or have failed, oldest first, 100 or N (1 to 1000)
        outbox retry ID|--all            tries them now; not those whose link has expired
        outbox drop ID|--all-failed      never sends them
      Every setting stands in config/latchkey.yaml, with its unit, bounds and default; each has an
      environment twin: http.port is LATCHKEY_HTTP_PORT.\
      """;

  /**
   * Reads the arguments.
   *
   * @throws StartFailure when there is one that is not known
   */
  static CommandLine parse(String... arguments) {
    CommandLine line = new CommandLine(Task.SERVE, Optional.empty(), Optional.empty());
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      line = line.and(rest.next(), rest);
    }
    return line;
  }

  private CommandLine and(String argument, Iterator<String> rest) {
    return switch (argument) {
      case "--help", "-h" -> new CommandLine(Task.HELP, config, order);
      case "new-keyset" -> new CommandLine(Task.NEW_KEYSET, config, order);
      case "outbox" -> new CommandLine(Task.OUTBOX, config, Optional.of(OutboxOrder.parse(rest)));
      case "--config" ->
          new CommandLine(
              task, Optional.of(Path.of(value(rest, "--config wants the name of a file."))), order);
      case "--limit" -> limitedTo(value(rest, "--limit wants a number."));
      default -> throw unknown(argument);
    };
  }

  private CommandLine limitedTo(String limit) {
    OutboxOrder limited = order.orElseThrow(() -> unknown("--limit")).limitedTo(limit);
    return new CommandLine(task, config, Optional.of(limited));
  }

  private static StartFailure unknown(String argument) {
    return new StartFailure("'" + argument + "' is not known; see --help.");
  }

  private static String value(Iterator<String> rest, String sentence) {
    if (!rest.hasNext()) {
      throw new StartFailure(sentence);
    }
    return rest.next();
  }
}
