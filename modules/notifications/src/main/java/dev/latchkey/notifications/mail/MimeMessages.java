package dev.latchkey.notifications.mail;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.mailencoder.EncodedPart;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A mail in its form on the wire. The SMTP client and the files share one encoder, the client's
 * own.
 */
final class MimeMessages {
  private static final String CRLF = "\r\n";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private MimeMessages() {}

  /**
   * For the SMTP client, with the Message-ID and date of the mail instead of ones that the client
   * would make on each try.
   */
  static MailMessage message(RenderedMail mail) {
    return new MailMessage()
        .setFrom(mail.from().header())
        .setTo(mail.to().header())
        .setSubject(mail.subject())
        .setText(mail.text())
        .setHtml(mail.html())
        .setHeaders(headers(mail));
  }

  /** As a file: RFC 5322 with a {@code multipart/alternative}, pure ASCII, lines end in CRLF. */
  static Buffer file(RenderedMail mail) {
    var file = new StringBuilder(16 * 1024);
    append(file, new MailEncoder(message(mail), "localhost").encodeMail());
    return Buffer.buffer(file.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static MultiMap headers(RenderedMail mail) {
    return MultiMap.caseInsensitiveMultiMap()
        .addAll(mail.headers())
        .set("Message-ID", mail.messageId())
        .set("Date", date(mail.date()));
  }

  private static String date(Instant date) {
    return DATE.format(date.atOffset(ZoneOffset.UTC));
  }

  /**
   * The encoder's own way to a string leaves out the closing boundary; so the parts are put
   * together here, as the SMTP client does.
   */
  private static void append(StringBuilder file, EncodedPart part) {
    part.headers().forEach(header -> line(file, header.getKey() + ": " + header.getValue()));
    line(file, "");
    if (part.parts() == null) {
      part.body().lines().forEach(body -> line(file, body));
      return;
    }
    for (var inner : part.parts()) {
      line(file, "--" + part.boundary());
      append(file, inner);
    }
    line(file, "--" + part.boundary() + "--");
  }

  private static void line(StringBuilder file, String line) {
    file.append(line).append(CRLF);
  }
}
