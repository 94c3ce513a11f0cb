package dev.latchkey.notifications;

import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.Departure;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues the mails of each event in the transaction that moves past it, so that an event is told
 * exactly once, whatever fails.
 *
 * <p>An event that can't be understood is passed over with a line in the log: it must not keep all
 * later ones from being told. Used by one verticle on its own context.
 */
final class MailQueueing implements Subscription.Consumer {

  private static final Logger LOG = LoggerFactory.getLogger(MailQueueing.class);

  /** The transaction waits meanwhile, and has a deadline of its own (chosen, not measured). */
  private static final Duration ASKING = Duration.ofSeconds(1);

  /** Events of a person whose addresses they don't tell, nor what mails the person does without. */
  static final Set<String> WITHOUT_ADDRESSES =
      Stream.of(
              EventType.LOGIN_TOKEN_REUSED,
              EventType.TOKEN_CREATED,
              EventType.TOKEN_FIRST_USED,
              EventType.TOKEN_DELETED,
              EventType.USER_IMPERSONATED,
              EventType.TOTP_ADDED,
              EventType.TOTP_REMOVED,
              EventType.PASSKEY_ADDED,
              EventType.PASSKEY_REMOVED,
              EventType.RECOVERY_CODES_REPLACED,
              EventType.RECOVERY_CODE_USED,
              EventType.DEVICE_TRUSTED,
              EventType.MFA_RESET,
              EventType.ONBOARDING_DELEGATION_ACCEPTED)
          .map(EventType::wireName)
          .collect(Collectors.toUnmodifiableSet());

  private final Bus bus;
  private final Mailings mailings;
  private final int perAddressAndHour;
  private final OutboxCounters counters;
  private boolean queued;

  MailQueueing(Bus bus, Mailings mailings, int perAddressAndHour, OutboxCounters counters) {
    this.bus = bus;
    this.mailings = mailings;
    this.perAddressAndHour = perAddressAndHour;
    this.counters = counters;
  }

  @Override
  public Future<Void> accept(Sql transaction, LoggedEvent logged) {
    return forget(transaction, logged.event())
        .compose(forgotten -> withdraw(transaction, logged.event()))
        .compose(withdrawn -> occasion(logged))
        .compose(occasion -> queue(transaction, logged.event(), mails(occasion)))
        .compose(queued -> forgetFarewell(transaction, logged.event()));
  }

  /** The mail of a link that is dead is not worth sending any more. */
  private static Future<Void> withdraw(Sql transaction, Event event) {
    return Optional.ofNullable(event.data().get("endedLinkId"))
        .map(link -> OutboxStore.withdraw(transaction, UUID.fromString(link.toString())))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> forgetFarewell(Sql transaction, Event event) {
    return event.type().equals(EventType.PERSON_CLOSED.wireName())
        ? OutboxStore.forgetFarewell(transaction, event.id().value())
        : Future.succeededFuture();
  }

  /** Mails about somebody who is gone name their addresses; a farewell is queued after that. */
  private static Future<Void> forget(Sql transaction, Event event) {
    return Departure.of(event)
        .filter(Departure::gone)
        .map(departure -> OutboxStore.forget(transaction, departure.person().value()))
        .orElseGet(Future::succeededFuture);
  }

  /** Whether mails were queued since this was last asked. */
  boolean tookMails() {
    boolean took = queued;
    queued = false;
    return took;
  }

  private List<NewMail> mails(Occasion occasion) {
    try {
      return mailings.of(occasion);
    } catch (RuntimeException malformed) {
      LOG.error("Nobody is told of event {}", occasion.event().id(), malformed);
      return List.of();
    }
  }

  private Future<Void> queue(Sql transaction, Event event, List<NewMail> mails) {
    if (mails.isEmpty()) {
      return Future.succeededFuture();
    }
    return OutboxStore.queue(transaction, event.id().value(), mails, perAddressAndHour)
        .onSuccess(count -> counters.suppressed(mails.size() - count))
        .onSuccess(count -> queued |= count > 0)
        .mapEmpty();
  }

  /**
   * Sessions and mfa know no addresses: whom their events are told to is asked from accounts, and
   * with it what those do without, as of now and not as of the event.
   */
  private Future<Occasion> occasion(LoggedEvent logged) {
    var occasion = Occasion.of(logged);
    var person = person(logged.event());
    return person != null && isToldToWhomAccountsKnows(occasion)
        ? recipients(logged.event(), person.toString()).map(occasion::toldTo)
        : Future.succeededFuture(occasion);
  }

  /** Most logins and refused factors are told to nobody, and cost no question. */
  private static boolean isToldToWhomAccountsKnows(Occasion occasion) {
    return WITHOUT_ADDRESSES.contains(occasion.type())
        || occasion.tellsOfACopy()
        || occasion.tellsOfANewDevice()
        || occasion.tellsOfAccess();
  }

  /** A login is its actor's. */
  private static @Nullable Object person(Event event) {
    if (event.type().equals(EventType.LOGIN_STARTED.wireName())) {
      return event.actor().id();
    }
    return event.subject().kind().equals("person")
        ? event.subject().id()
        : event.data().get("person");
  }

  private Future<Recipients> recipients(Event event, String person) {
    return Future.succeededFuture(person)
        .map(PersonId::of)
        .compose(id -> bus.ask(new DescribeRecipients(id)))
        .timeout(ASKING.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> orNobody(event, failure));
  }

  /** Silence and trouble fail the batch, which comes again; a refusal won't change by asking. */
  private static Future<Recipients> orNobody(Event event, Throwable failure) {
    boolean mayAnswerLater =
        failure instanceof Refusal refusal
            ? refusal.failure().kind() == Failure.Kind.UNAVAILABLE
            : !(failure instanceof IllegalArgumentException);
    if (mayAnswerLater) {
      return Future.failedFuture(
          Failure.UNAVAILABLE.refusal("accounts does not tell whom to write to"));
    }
    LOG.warn("Nobody is told of event {}: {}", event.id(), failure.getMessage());
    return Future.succeededFuture(new Recipients(List.of(), null, null));
  }
}
