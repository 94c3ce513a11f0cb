package dev.latchkey.launcher;

import dev.latchkey.notifications.MailStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mails of the outbox as text: a line for each, its fields separated by tabs. Pure. */
final class OutboxTable {

  private static final String HEADER =
      "id\ttemplate\trecipient\tstate\tattempts\tnext attempt\tlast error";

  private static final String NOTHING = "-";

  private OutboxTable() {}

  /**
   * The lines.
   *
   * @param limit how many were asked for: when there are as many, the text says that more may
   *     follow
   */
  static String of(List<MailStatus> mails, int limit) {
    if (mails.isEmpty()) {
      return "No mail waits or has failed.";
    }
    Stream<String> more =
        mails.size() == limit
            ? Stream.of("These are the oldest %d; there may be more.".formatted(limit))
            : Stream.empty();
    return Stream.of(Stream.of(HEADER), mails.stream().map(OutboxTable::line), more)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static String line(MailStatus mail) {
    return Stream.of(
            mail.id().toString(),
            mail.template(),
            mail.recipient(),
            mail.state(),
            String.valueOf(mail.attempts()),
            time(mail.nextAttemptAt()),
            Optional.ofNullable(mail.lastError()).orElse(NOTHING))
        .map(OutboxTable::printable)
        .collect(Collectors.joining("\t"));
  }

  private static String time(@Nullable Instant at) {
    return at == null ? NOTHING : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** What a mail server says must not command a terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
