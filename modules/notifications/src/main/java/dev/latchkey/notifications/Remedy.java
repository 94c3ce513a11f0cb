package dev.latchkey.notifications;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.notifications.OpenMailStore.Found;
import dev.latchkey.notifications.mail.MailTemplate;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What an operator can do about a mail that waits or has failed. */
enum Remedy {
  RETRY(EventType.MAIL_RETRIED) {
    @Override
    Future<List<UUID>> candidates(Sql sql, UUID after, int most) {
      return OpenMailStore.retriable(sql, after, most);
    }

    @Override
    Future<Void> apply(Sql sql, List<UUID> mails) {
      return OpenMailStore.retry(sql, mails);
    }

    @Override
    Optional<String> objection(Found mail) {
      if (mail.expired()) {
        return Optional.of("has a link that has expired: it is not sent any more.");
      }
      return mail.state().equals("failed") && mail.template().equals(FAREWELL)
          ? Optional.of("was a farewell, and whom it was for is forgotten.")
          : Optional.empty();
    }
  },

  DROP(EventType.MAIL_DROPPED) {
    @Override
    Future<List<UUID>> candidates(Sql sql, UUID after, int most) {
      return OpenMailStore.failed(sql, after, most);
    }

    @Override
    Future<Void> apply(Sql sql, List<UUID> mails) {
      return OpenMailStore.drop(sql, mails);
    }

    @Override
    Optional<String> objection(Found mail) {
      return Optional.empty();
    }
  };

  private static final String FAREWELL = MailTemplate.ACCOUNT_CLOSED.key();
  private static final Set<String> OPEN = Set.of("queued", "failed");

  private final EventType event;

  Remedy(EventType event) {
    this.event = event;
  }

  /** Those of all after an id that it is for, locked. */
  abstract Future<List<UUID>> candidates(Sql sql, UUID after, int most);

  /** Does it to mails that are locked. */
  abstract Future<Void> apply(Sql sql, List<UUID> mails);

  /** Why it can't be done to an open mail. */
  abstract Optional<String> objection(Found mail);

  /** What the event log is told. Who it was isn't known: somebody with a shell on the machine. */
  Change change() {
    return Change.bySystem(event).with("by", "command_line");
  }

  /**
   * The mail, when it can be done.
   *
   * @throws Refusal with one sentence when it can't
   */
  Found admitted(Found mail) {
    objectionToAny(mail)
        .or(() -> objection(mail))
        .ifPresent(
            objection -> {
              throw Failure.INVALID_REQUEST.refusal("Mail " + mail.id() + " " + objection);
            });
    return mail;
  }

  private static Optional<String> objectionToAny(Found mail) {
    return mail.sendingUntil()
        .map(until -> "is being sent, until %s at the latest: ask again then.".formatted(until))
        .or(() -> OPEN.contains(mail.state()) ? Optional.empty() : Optional.of(hasLeft(mail)));
  }

  private static String hasLeft(Found mail) {
    return "has left the queue: it is %s.".formatted(mail.state());
  }
}
