package dev.latchkey.launcher;

import dev.latchkey.notifications.OutboxAdministration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

/**
 * What an operator wants done about the outbox.
 *
 * @param mail the one that is meant; empty for all
 * @param limit how many are listed at most, 1 to 1000, default 100
 */
record OutboxOrder(Act act, Optional<UUID> mail, int limit) {

  /** What there is to do. */
  enum Act {
    LIST,
    RETRY,
    DROP
  }

  private static final int USUAL_LIMIT = 100;

  /**
   * Reads what follows {@code outbox}, options excepted.
   *
   * @throws StartFailure when it is nothing that is known
   */
  static OutboxOrder parse(Iterator<String> rest) {
    return switch (next(rest, "outbox wants to be told what: list, retry or drop.")) {
      case "list" -> new OutboxOrder(Act.LIST, Optional.empty(), USUAL_LIMIT);
      case "retry" -> about(Act.RETRY, rest, "--all");
      case "drop" -> about(Act.DROP, rest, "--all-failed");
      default -> throw new StartFailure("outbox knows list, retry and drop; see --help.");
    };
  }

  private static OutboxOrder about(Act act, Iterator<String> rest, String all) {
    String which =
        next(
            rest,
            "outbox %s wants the id of a mail, or %s."
                .formatted(act == Act.RETRY ? "retry" : "drop", all));
    return new OutboxOrder(
        act, which.equals(all) ? Optional.empty() : Optional.of(id(which)), USUAL_LIMIT);
  }

  private static UUID id(String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException notOne) {
      // Refused below, like what is too short but would be taken.
    }
    throw new StartFailure("'" + text + "' is no id of a mail; outbox list shows them.");
  }

  /**
   * The same with another limit.
   *
   * @throws StartFailure when it is out of bounds, or nothing is to be listed
   */
  OutboxOrder limitedTo(String text) {
    if (act == Act.LIST && text.matches("\\d{1,4}")) {
      int wanted = Integer.parseInt(text);
      if (wanted >= 1 && wanted <= OutboxAdministration.MOST_LISTED) {
        return new OutboxOrder(act, mail, wanted);
      }
    }
    throw new StartFailure(
        "--limit wants a number from 1 to %d, and goes with outbox list."
            .formatted(OutboxAdministration.MOST_LISTED));
  }

  private static String next(Iterator<String> rest, String sentence) {
    if (!rest.hasNext()) {
      throw new StartFailure(sentence);
    }
    return rest.next();
  }
}
