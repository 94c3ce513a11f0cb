package dev.latchkey.notifications;

import dev.latchkey.notifications.mail.MailTemplate;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that is to be queued.
 *
 * @param fields what the template is filled with, the token of the link excepted
 */
record NewMail(
    MailTemplate template,
    String recipient,
    @Nullable String locale,
    Map<String, String> fields,
    @Nullable MailLink link) {

  /** What somebody can make us send to any address, whose owner has not asked for it. */
  private static final Set<MailTemplate> LIMITED =
      Set.of(
          MailTemplate.REGISTRATION,
          MailTemplate.ALREADY_REGISTERED,
          MailTemplate.INVITATION,
          MailTemplate.INVITATION_REMINDER,
          MailTemplate.VERIFY_EMAIL,
          MailTemplate.PASSWORD_RESET);

  boolean limited() {
    return LIMITED.contains(template);
  }

  /** As a row of the outbox. */
  JsonObject toRow(UUID id) {
    var row =
        new JsonObject()
            .put("id", id.toString())
            .put("template", template.key())
            .put("recipient", recipient)
            .put("locale", locale)
            .put("model", JsonObject.mapFrom(fields))
            .put("limited", limited());
    if (link != null) {
      row.put("link_id", link.id().toString())
          .put("link_purpose", link.purpose().wireName())
          .put("expires_at", template.expires() ? link.expiresAt().toString() : null);
    }
    return row;
  }
}
