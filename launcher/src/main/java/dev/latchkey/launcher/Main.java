package dev.latchkey.launcher;

import dev.latchkey.api.bus.Refusal;
import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.kernel.secret.InvalidKeyset;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.launcher.postgres.EmbeddedPostgresException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The program {@code latchkey.jar}. */
public final class Main {

  private static final int REFUSED = 1;

  private Main() {}

  /**
   * Serves until it is told to stop, or carries out one command. Of a service, standard output
   * carries nothing but the ready line and, while there is no organisation, how to set up the
   * first; the log goes to standard error. Exits with 1 and one sentence when it can't start, or
   * can't do what it is told.
   */
  public static void main(String[] arguments) {
    // Netty's flight-recorder events load the recorder, which nobody has asked for at the start.
    System.setProperty("io.netty.jfr.enabled", "false");
    String refused =
        List.of(arguments).contains("outbox")
            ? "Latchkey can't do that: "
            : "Latchkey can't start: ";
    try {
      CommandLine line = CommandLine.parse(arguments);
      switch (line.task()) {
        case HELP -> print(CommandLine.USAGE);
        case NEW_KEYSET -> print(Keyset.generate().toJson());
        case OUTBOX -> print(OutboxCommands.run(line.order().orElseThrow(), settings(line)));
        case SERVE -> serve(line);
      }
    } catch (BadSetting
        | InvalidKeyset
        | StartFailure
        | Refusal
        | EmbeddedPostgresException refusal) {
      refuse(refused, refusal);
    } catch (Exception unexpected) {
      LoggerFactory.getLogger(Main.class).error("It failed", unexpected);
      refuse(refused, unexpected);
    }
  }

  private static Settings settings(CommandLine line) {
    Settings settings = Settings.load(line.config(), System.getenv());
    // Set before the first logger is made: LogConfiguration asks for it.
    System.setProperty("log.level", settings.choice("log.level", Level.class).name());
    return settings;
  }

  private static void serve(CommandLine line) throws Exception {
    Node node = Node.start(NodeConfig.from(settings(line)));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "shutdown"));
    print("Latchkey is ready at " + node.url());
    node.offerSetUp().ifPresent(token -> print(setUpLine(node, token)));
  }

  private static String setUpLine(Node node, String token) {
    return """
    Set-up token: %s
    It is good for an hour, once. To set up the first organisation and its owner:
    curl %s/api/v1/setup -H 'Content-Type: application/json' -d '{"token": "%s", \
    "organizationName": "Example", "email": "you@example.com", \
    "password": "choose several words here"}'\
    """
        .formatted(token, node.url(), token);
  }

  private static void stop(Node node) {
    Logger log = LoggerFactory.getLogger(Main.class);
    log.info("Stopping: running requests finish");
    node.stop();
    log.info("Stopped");
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static void refuse(String refused, Exception reason) {
    System.err.println(refused + reason.getMessage());
    System.exit(REFUSED);
  }
}
