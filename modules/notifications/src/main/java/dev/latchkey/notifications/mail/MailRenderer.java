package dev.latchkey.notifications.mail;

import java.util.Map;

/**
 * Turns a draft into a finished mail: HTML and plain text with the same content, in the draft's
 * language. Pure, and safe for any thread.
 *
 * <p>The first mail of a process reads and compiles the layouts, which takes long enough to be
 * felt; render on a worker ({@code executeBlocking}), not on an event loop.
 */
public final class MailRenderer {
  private final MailIdentity identity;
  private final MailComposer composer;
  private final MailLayouts layouts = new MailLayouts();

  /** Cheap: nothing is read before the first mail. */
  public MailRenderer(MailIdentity identity, Links links) {
    this.identity = identity;
    this.composer = new MailComposer(identity, links);
  }

  /**
   * The mail, marked as sent by a machine (RFC 3834 section 5), so that absence notes don't answer
   * it.
   *
   * @throws java.util.MissingResourceException when a sentence is missing, which a test rules out
   *     for what is shipped
   */
  public RenderedMail render(MailDraft draft) {
    var content = composer.compose(draft);
    return new RenderedMail(
        draft.messageId(),
        draft.template(),
        identity.from(),
        draft.to(),
        content.subject(),
        layouts.text(content),
        layouts.html(content),
        draft.queuedAt(),
        Map.of(
            "Auto-Submitted", "auto-generated",
            "X-Auto-Response-Suppress", "All",
            "Content-Language", content.language()));
  }
}
