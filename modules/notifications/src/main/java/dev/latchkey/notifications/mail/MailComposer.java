package dev.latchkey.notifications.mail;

import dev.latchkey.notifications.mail.MailContent.Fact;
import dev.latchkey.notifications.mail.MailContent.Link;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts a draft into words. Safe for any thread. */
final class MailComposer {
  private static final List<MailField> FACTS =
      List.of(
          MailField.ACCOUNT,
          MailField.ORGANIZATION,
          MailField.INVITER,
          MailField.MESSAGE,
          MailField.AT,
          MailField.IP,
          MailField.DEVICE,
          MailField.REASON);

  private final MailIdentity identity;
  private final Links links;

  MailComposer(MailIdentity identity, Links links) {
    this.identity = identity;
    this.links = links;
  }

  MailContent compose(MailDraft draft) {
    var messages = Messages.forLanguage(draft.language());
    var values = values(draft, messages);
    var key = draft.template().key();
    var offered = links(draft, messages, values);
    boolean forDoubt = draft.template().linksAreForDoubt();
    return new MailContent(
        messages.locale().toLanguageTag(),
        UserText.subject(messages.text(key + ".subject", values)),
        messages.text(key + ".heading", values),
        messages.text(values.containsKey("name") ? "greeting.name" : "greeting", values),
        messages.texts(key + ".text", values),
        facts(draft, messages, values),
        forDoubt ? List.of() : offered,
        messages.text("link.hint", values),
        messages.own(key, "doubt.heading", values),
        messages.texts(key + ".doubt", values),
        forDoubt ? offered : List.of(),
        messages.ownTexts(key, "footer", values));
  }

  private Map<String, String> values(MailDraft draft, Messages messages) {
    var values = new HashMap<String, String>();
    for (var field : EnumSet.complementOf(EnumSet.of(MailField.TOKEN))) {
      draft.field(field).ifPresent(value -> values.put(field.key(), field.shown(value)));
    }
    values.put("to", draft.to().address());
    values.put("product", identity.product());
    values.put("at", time(draft.instant(MailField.AT), messages));
    if (draft.field(MailField.EXPIRES_AT).isPresent()) {
      values.put("expiresAt", time(draft.instant(MailField.EXPIRES_AT), messages));
      values.put("lifetime", lifetime(draft, messages));
    }
    var support = identity.support();
    values.put("support", support == null ? messages.text("support", values) : support);
    return values;
  }

  private static List<Fact> facts(MailDraft draft, Messages messages, Map<String, String> values) {
    return FACTS.stream()
        .filter(field -> draft.field(field).isPresent())
        .map(MailField::key)
        .map(
            key ->
                new Fact(
                    messages.own(draft.template().key(), "fact." + key, values),
                    values.getOrDefault(key, "")))
        .toList();
  }

  private List<Link> links(MailDraft draft, Messages messages, Map<String, String> values) {
    var token = draft.field(MailField.TOKEN).orElse("");
    Stream<LinkKind> kinds = draft.template().links().stream();
    return kinds
        .map(kind -> new Link(messages.text("link." + kind.key(), values), links.link(kind, token)))
        .toList();
  }

  private static String time(Instant instant, Messages messages) {
    var pattern = messages.text("time.pattern", Map.of());
    return DateTimeFormatter.ofPattern(pattern, messages.locale())
        .format(instant.atOffset(ZoneOffset.UTC));
  }

  /**
   * In the largest unit that loses little; rounded down, so that the mail never promises more than
   * the link holds.
   */
  private static String lifetime(MailDraft draft, Messages messages) {
    var lifetime =
        Duration.between(draft.instant(MailField.AT), draft.instant(MailField.EXPIRES_AT));
    if (lifetime.toHours() >= 72) {
      return counted(lifetime.toDays(), "day", messages);
    }
    return lifetime.toHours() >= 1
        ? counted(lifetime.toHours(), "hour", messages)
        : counted(Math.max(1, lifetime.toMinutes()), "minute", messages);
  }

  private static String counted(long count, String unit, Messages messages) {
    return messages.text(
        "lifetime." + unit + (count == 1 ? ".one" : ".many"),
        Map.of("count", Long.toString(count)));
  }
}
