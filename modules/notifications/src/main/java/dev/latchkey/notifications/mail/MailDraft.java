package dev.latchkey.notifications.mail;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A mail that is to be written: which, to whom, in which language, with what. Immutable, bounded
 * and checked on construction, so what could be queued can be rendered. Safe to store: {@code
 * fields} holds the cleaned values, though a {@link MailField#TOKEN} among them is a secret.
 *
 * @param messageId the Message-ID, the same on every try; see {@link Links#messageId}
 * @param template which mail
 * @param language a BCP 47 tag such as {@code de-AT}; one that is malformed, unknown or longer than
 *     35 characters means English
 * @param to the one recipient
 * @param queuedAt when the mail was queued; becomes its {@code Date}, the same on every try
 * @param fields by {@link MailField#key()}: all that the template requires, none that it does not
 *     allow
 */
public record MailDraft(
    String messageId,
    MailTemplate template,
    String language,
    Mailbox to,
    Instant queuedAt,
    Map<String, String> fields) {

  /**
   * @throws IllegalArgumentException when the Message-ID or a field has not its form, one is
   *     missing or too much, or the link would expire before it was asked for; the message never
   *     repeats a value
   */
  public MailDraft {
    MessageId.check(messageId);
    fields = checkedFields(template, fields);
    var checked = fields;
    boolean late =
        checked.containsKey(MailField.EXPIRES_AT.key())
            && !instant(checked, MailField.EXPIRES_AT).isAfter(instant(checked, MailField.AT));
    if (late) {
      throw new IllegalArgumentException("the mail's link would expire before it was asked for");
    }
  }

  Optional<String> field(MailField field) {
    return Optional.ofNullable(fields.get(field.key()));
  }

  Instant instant(MailField field) {
    return instant(fields, field);
  }

  /** Without the fields: they hold secrets and personal data. */
  @Override
  public String toString() {
    return "MailDraft[" + template.key() + " " + messageId + "]";
  }

  private static Instant instant(Map<String, String> fields, MailField field) {
    return Instant.parse(fields.get(field.key()));
  }

  private static Map<String, String> checkedFields(
      MailTemplate template, Map<String, String> fields) {
    var kept = new EnumMap<MailField, String>(MailField.class);
    fields.forEach((key, value) -> keep(kept, allowed(template, key), value));
    for (var field : template.required()) {
      if (!kept.containsKey(field)) {
        throw new IllegalArgumentException(
            "the mail " + template.key() + " needs the field '" + field.key() + "'");
      }
    }
    return kept.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(e -> e.getKey().key(), Map.Entry::getValue));
  }

  /** A name of which nothing is left after cleaning is a name that is not known. */
  private static void keep(Map<MailField, String> kept, MailField field, String value) {
    var checked = field.checked(value);
    if (!checked.isEmpty()) {
      kept.put(field, checked);
    }
  }

  private static MailField allowed(MailTemplate template, String key) {
    return template.allowed().stream()
        .filter(field -> field.key().equals(key))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the mail " + template.key() + " takes no field of that name"));
  }
}
