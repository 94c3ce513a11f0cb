package dev.latchkey.notifications;

import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.notifications.mail.Links;
import dev.latchkey.notifications.mail.MailDeferred;
import dev.latchkey.notifications.mail.MailDraft;
import dev.latchkey.notifications.mail.MailField;
import dev.latchkey.notifications.mail.MailRenderer;
import dev.latchkey.notifications.mail.MailTemplate;
import dev.latchkey.notifications.mail.Mailbox;
import dev.latchkey.notifications.mail.RenderedMail;
import java.util.HashMap;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a mail of the outbox, the same at every try. Here the token of its link comes into being.
 * Blocks; safe for any thread.
 */
final class MailWriter {
  /** Why a mail can't be written, now or ever. */
  static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unwritable(RuntimeException cause) {
      super("it can't be written: " + cause.getMessage(), cause);
    }
  }

  private static final Map<String, MailTemplate> TEMPLATES =
      Stream.of(MailTemplate.values())
          .collect(Collectors.toMap(MailTemplate::key, Function.identity()));

  private final Links links;
  private final LinkTokens tokens;
  private final MailRenderer renderer;

  MailWriter(Links links, LinkTokens tokens, MailRenderer renderer) {
    this.links = links;
    this.tokens = tokens;
    this.renderer = renderer;
  }

  /**
   * The finished mail.
   *
   * @throws MailDeferred when only a newer node knows its template
   * @throws Unwritable when it has not the form it must have, such as an address outside ASCII
   */
  RenderedMail write(LeasedMail mail) {
    var template = TEMPLATES.get(mail.template());
    if (template == null) {
      throw new MailDeferred("this node does not know the template yet", null);
    }
    try {
      return renderer.render(draft(mail, template));
    } catch (IllegalArgumentException | MissingResourceException malformed) {
      throw new Unwritable(malformed);
    }
  }

  private MailDraft draft(LeasedMail mail, MailTemplate template) {
    return new MailDraft(
        links.messageId(mail.id()),
        template,
        mail.locale() == null ? "" : mail.locale(),
        Mailbox.of(mail.recipient()),
        mail.queuedAt(),
        fields(mail));
  }

  private Map<String, String> fields(LeasedMail mail) {
    var fields = new HashMap<String, String>();
    mail.model().forEach(each -> fields.put(each.getKey(), String.valueOf(each.getValue())));
    if (mail.linkId() != null && mail.linkPurpose() != null) {
      var token = tokens.issue(new Purpose(mail.linkPurpose()), mail.linkId());
      fields.put(MailField.TOKEN.key(), token);
    }
    return fields;
  }
}
