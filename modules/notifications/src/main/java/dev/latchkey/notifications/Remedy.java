package dev.latchkey.notifications;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.notifications.OpenMailStore.Found;
import dev.latchkey.notifications.mail.MailTemplate;
import io.vertx.core.Future;
import java.time.temporal.ChronoUnit;
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
        return Optional.of("The link of mail %s has expired: it is not sent any more.");
      }
      return mail.state().equals("failed") && mail.template().equals(FAREWELL)
          ? Optional.of("Mail %s was a farewell, and whom it was for is forgotten.")
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

  /** A sentence, with a place for the id, when it can't be done to an open mail. */
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
    if (mail.leasedUntil() != null && mail.state().equals("sending")) {
      throw refusal(
          "Mail %%s is being sent, until %s at the latest: ask again when that is over."
              .formatted(mail.leasedUntil().truncatedTo(ChronoUnit.SECONDS)),
          mail);
    }
    if (!OPEN.contains(mail.state())) {
      throw refusal("Mail %%s has left the queue: it is %s.".formatted(mail.state()), mail);
    }
    objection(mail)
        .ifPresent(
            sentence -> {
              throw refusal(sentence, mail);
            });
    return mail;
  }

  private static Refusal refusal(String sentence, Found mail) {
    return Failure.INVALID_REQUEST.refusal(sentence.formatted(mail.id()));
  }
}
