package dev.latchkey.notifications;

import dev.latchkey.notifications.mail.MailField;
import dev.latchkey.notifications.mail.MailTemplate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills a template with what an event tells, and with nothing that the template does not take. */
final class MailFields {

  /** Their reader is the address itself; whose account caused them is no business of theirs. */
  private static final Set<MailTemplate> ABOUT_THE_ADDRESS =
      Set.of(
          MailTemplate.REGISTRATION,
          MailTemplate.ACCOUNT_CREATED,
          MailTemplate.ALREADY_REGISTERED,
          MailTemplate.INVITATION,
          MailTemplate.INVITATION_REMINDER,
          MailTemplate.CHOOSE_PASSWORD);

  private MailFields() {}

  /** The mail to one recipient; {@code link} is null for one without a secret link. */
  static NewMail mail(
      Occasion occasion, MailTemplate template, String recipient, @Nullable MailLink link) {
    var known = known(occasion, account(occasion, template, recipient));
    if (link != null) {
      known.put(MailField.EXPIRES_AT, link.expiresAt().toString());
    }
    var fields =
        known.entrySet().stream()
            .filter(each -> template.allowed().contains(each.getKey()))
            .collect(Collectors.toMap(each -> each.getKey().key(), Map.Entry::getValue));
    return new NewMail(template, recipient, occasion.locale().orElse(null), fields, link);
  }

  private static String account(Occasion occasion, MailTemplate template, String recipient) {
    return ABOUT_THE_ADDRESS.contains(template)
        ? recipient
        : occasion.account().or(occasion::address).orElse(recipient);
  }

  private static Map<MailField, String> known(Occasion occasion, String account) {
    var known = new EnumMap<MailField, String>(MailField.class);
    known.put(MailField.ACCOUNT, account);
    known.put(MailField.OLD_ADDRESS, account);
    known.put(MailField.AT, occasion.at().toString());
    put(known, MailField.ADDRESS, occasion.address());
    put(known, MailField.NEW_ADDRESS, occasion.address());
    put(known, MailField.NAME, occasion.name());
    put(known, MailField.IP, occasion.ip());
    put(known, MailField.DEVICE, occasion.device());
    put(known, MailField.REASON, occasion.reason());
    put(known, MailField.ORGANIZATION, occasion.organization());
    put(known, MailField.INVITER, occasion.inviter());
    put(known, MailField.MESSAGE, occasion.message());
    return known;
  }

  private static void put(Map<MailField, String> known, MailField field, Optional<String> value) {
    value.ifPresent(found -> known.put(field, found));
  }
}
