package dev.latchkey.notifications.mail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Drafts and mails for tests, with every field filled. */
final class Mails {
  static final String MESSAGE_ID = "<0199f3a1-7c55-7b1e-9f0a-4b1d2c3e4f50@id.example.com>";
  static final String TOKEN = "pXr3uQ7dY2hJ9wLk5mNc8vBz1sTg4eRa6fUo0iHqWx";
  static final Instant QUEUED_AT = Instant.parse("2026-11-21T14:05:07.250Z");
  static final Mailbox RECIPIENT = Mailbox.of("anna.mueller@example.org");
  static final MailIdentity IDENTITY =
      new MailIdentity(
          "Latchkey", new Mailbox("Latchkey", "no-reply@example.com"), "help@example.com");
  static final Links LINKS = new Links(URI.create("https://id.example.com"), Links.defaultPaths());

  private static final Map<MailField, String> VALUES =
      Map.ofEntries(
          Map.entry(MailField.ACCOUNT, "anna.mueller@example.org"),
          Map.entry(MailField.NAME, "Anna Müller"),
          Map.entry(MailField.ADDRESS, "anna@work.example"),
          Map.entry(MailField.OLD_ADDRESS, "anna.mueller@example.org"),
          Map.entry(MailField.NEW_ADDRESS, "anna@new.example"),
          Map.entry(MailField.TOKEN, TOKEN),
          Map.entry(MailField.AT, "2026-11-21T14:05:00Z"),
          Map.entry(MailField.EXPIRES_AT, "2026-11-21T15:05:00Z"),
          Map.entry(MailField.IP, "203.0.113.7"),
          Map.entry(MailField.DEVICE, "Firefox on Ubuntu"),
          Map.entry(MailField.REASON, "Ticket 4711"),
          Map.entry(MailField.ORGANIZATION, "Analytical Engines"),
          Map.entry(MailField.INVITER, "Ada Lovelace"),
          Map.entry(MailField.MESSAGE, "Come and compute with us."));

  private Mails() {}

  static MailRenderer renderer() {
    return new MailRenderer(IDENTITY, LINKS);
  }

  static MailDraft draft(MailTemplate template, String language) {
    return draft(template, language, Map.of());
  }

  /** With some fields other than usual. */
  static MailDraft draft(MailTemplate template, String language, Map<MailField, String> changes) {
    var fields = new HashMap<String, String>();
    template
        .allowed()
        .forEach(field -> fields.put(field.key(), changes.getOrDefault(field, VALUES.get(field))));
    return new MailDraft(MESSAGE_ID, template, language, RECIPIENT, QUEUED_AT, fields);
  }

  static RenderedMail rendered(MailTemplate template, String language) {
    return renderer().render(draft(template, language));
  }

  /** Leaves a mail in {@code target/mails}, as HTML and as text; answers the HTML file. */
  static Path kept(MailTemplate template, String language) throws IOException {
    return kept(template, language, "", Map.of());
  }

  /** With some fields other than usual, and something that tells it from the usual one. */
  static Path kept(
      MailTemplate template, String language, String variant, Map<MailField, String> changes)
      throws IOException {
    var mail = renderer().render(draft(template, language, changes));
    var files = Files.createDirectories(Path.of("target", "mails"));
    var name = template.key() + "." + language + (variant.isEmpty() ? "" : "." + variant);
    Files.writeString(files.resolve(name + ".txt"), mail.subject() + "\n\n" + mail.text());
    return Files.writeString(files.resolve(name + ".html"), mail.html());
  }

  /** A mail with another Message-ID and recipient. */
  static RenderedMail rendered(String id, String to) {
    var mail = rendered(MailTemplate.PASSWORD_RESET, "de");
    return new RenderedMail(
        "<" + id + "@id.example.com>",
        mail.template(),
        mail.from(),
        Mailbox.of(to),
        mail.subject(),
        mail.text(),
        mail.html(),
        mail.date(),
        mail.headers());
  }
}
