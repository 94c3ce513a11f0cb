package dev.latchkey.notifications;

import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.NoticeKind;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.LoggedEvent;
import dev.latchkey.kernel.text.UserAgent;
import dev.latchkey.notifications.mail.Mailbox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An event as the mails read it: who is told what. Once its person is anonymised it is silent.
 *
 * @param declined the kinds of mails that those who are told do without
 */
record Occasion(Event event, JsonObject personal, Set<NoticeKind> declined) {
  private static final int MAX_ADDRESS_CHARACTERS = 254;
  private static final int MAX_TAG_CHARACTERS = 35;
  private static final Set<String> ACCESS =
      Set.of(
          EventType.USER_DISABLED.wireName(),
          EventType.USER_ENABLED.wireName(),
          EventType.USER_REMOVED.wireName());
  private static final Pattern IP = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  Occasion(Event event, JsonObject personal) {
    this(event, personal, Set.of());
  }

  static Occasion of(LoggedEvent logged) {
    return new Occasion(logged.event(), logged.personal());
  }

  /** The same event, told to these. */
  Occasion toldTo(Recipients recipients) {
    var told =
        personal
            .copy()
            .put("recipients", new JsonArray(recipients.addresses()))
            .put("name", recipients.name())
            .put("locale", recipients.locale());
    recipients.addresses().stream().findFirst().ifPresent(first -> told.put("account", first));
    return new Occasion(event, told, recipients.declined());
  }

  String type() {
    return event.type();
  }

  Instant at() {
    return event.occurredAt();
  }

  /** The address that the event is about. */
  Optional<String> address() {
    return address("address");
  }

  /** The address that a change of address can be undone from. */
  Optional<String> undoAddress() {
    return address("undoAddress");
  }

  /** The address that the account is known by; empty when it is none. */
  Optional<String> account() {
    return address("account").filter(Occasion::canBeWrittenTo);
  }

  /** Every address that is told of it, once. */
  List<String> recipients() {
    return personal.getJsonArray("recipients", new JsonArray()).stream()
        .map(String::valueOf)
        .filter(Occasion::fits)
        .distinct()
        .toList();
  }

  /** Whether it tells of a passkey that there seem to be two of. */
  boolean tellsOfACopy() {
    return type().equals(EventType.SECOND_FACTOR_REFUSED.wireName())
        && Boolean.TRUE.equals(event.data().get("counterFell"));
  }

  /** Whether it tells of a login from where its person was not known. */
  boolean tellsOfANewDevice() {
    return type().equals(EventType.LOGIN_STARTED.wireName())
        && Boolean.TRUE.equals(event.data().get("newDevice"));
  }

  /**
   * Whether it tells of access to an organisation that was taken or given back, and says to which.
   * Of an account that is gone with it nobody is left to be told.
   */
  boolean tellsOfAccess() {
    return ACCESS.contains(type())
        && organization().isPresent()
        && !Boolean.TRUE.equals(event.data().get("accountGone"));
  }

  Optional<String> name() {
    return text("name");
  }

  Optional<String> locale() {
    return text("locale").filter(tag -> tag.length() <= MAX_TAG_CHARACTERS);
  }

  /** Where an administrator works from is no business of those whom they administer. */
  Optional<String> ip() {
    return ofActor("ipAddress").filter(ip -> IP.matcher(ip).matches());
  }

  /** Why somebody did it, in their own words. */
  Optional<String> reason() {
    return text("reason");
  }

  Optional<String> device() {
    return ofActor("userAgent").map(UserAgent::describe);
  }

  /** The link of that name in the event's data; it was made when the event occurred. */
  Optional<MailLink> link(String name, LinkPurpose purpose, Duration lifetime) {
    return Optional.ofNullable(event.data().get(name))
        .map(id -> new MailLink(UUID.fromString(id.toString()), purpose, at().plus(lifetime)));
  }

  /** As {@link #link}, of which the event says itself until when it is good. */
  Optional<MailLink> linkInTime(String name, LinkPurpose purpose) {
    return Optional.ofNullable(event.data().get("expiresAt"))
        .map(until -> Duration.between(at(), Instant.parse(until.toString())))
        .flatMap(lifetime -> link(name, purpose, lifetime));
  }

  /** What the organisation is called. */
  Optional<String> organization() {
    return Optional.ofNullable(event.data().get("organizationName")).map(String::valueOf);
  }

  /** Who invites. */
  Optional<String> inviter() {
    return text("inviterName");
  }

  /** What somebody wrote to whoever gets the mail. */
  Optional<String> message() {
    return text("message");
  }

  private Optional<String> address(String name) {
    return text(name).filter(Occasion::fits);
  }

  private Optional<String> ofActor(String name) {
    return isByAnother() ? Optional.empty() : text(name);
  }

  private boolean isByAnother() {
    var actor = event.actor().id();
    return event.subject().kind().equals("invitation")
        || actor != null
            && event.subject().kind().equals("person")
            && !actor.equals(event.subject().id());
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(personal.getString(name)).filter(text -> !text.isBlank());
  }

  private static boolean fits(String address) {
    return address.length() <= MAX_ADDRESS_CHARACTERS;
  }

  private static boolean canBeWrittenTo(String address) {
    try {
      return !Mailbox.of(address).address().isEmpty();
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
