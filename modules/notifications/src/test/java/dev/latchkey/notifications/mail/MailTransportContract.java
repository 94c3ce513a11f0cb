package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every transport does with a mail. */
abstract class MailTransportContract {
  abstract MailTransport transport();

  /** What has arrived, read by somebody else's parser. */
  abstract List<MimeMessage> arrived() throws Exception;

  @ParameterizedTest
  @EnumSource(MailTemplate.class)
  void aMailArrivesInBothPartsAsItWasWritten(MailTemplate template) throws Exception {
    var mail = Mails.rendered(template, "de");
    send(mail);
    var parts = (MimeMultipart) only().getContent();
    assertThat(new jakarta.mail.internet.ContentType(parts.getContentType()).getSubType())
        .isEqualTo("alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.isComplete()).isTrue();
    assertPart(parts.getBodyPart(0), "text/plain", mail.text());
    assertPart(parts.getBodyPart(1), "text/html", mail.html());
  }

  @Test
  void theHeadersAreThoseOfTheMailAndNoMore() throws Exception {
    var mail = Mails.rendered(MailTemplate.EMAIL_CHANGED, "de");
    send(mail);
    var message = only();
    assertThat(message.getSubject()).isEqualTo("Ihre Adresse bei Latchkey wurde geändert");
    assertThat(message.getHeader("Message-ID")).containsExactly(Mails.MESSAGE_ID);
    assertThat(message.getHeader("From")).containsExactly("Latchkey <no-reply@example.com>");
    assertThat(message.getHeader("To")).containsExactly("anna.mueller@example.org");
    assertThat(message.getAllRecipients()).hasSize(1);
    assertThat(message.getSentDate())
        .isEqualTo(Date.from(Mails.QUEUED_AT.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getHeader("MIME-Version")).containsExactly("1.0");
  }

  @Test
  void aLongSubjectWithUmlautsSurvivesItsFolding() throws Exception {
    var subject =
        "Schlüsselübergabe für Überflieger, äußerst größenwahnsinnig und — zu „lang“ für eine"
            + " Zeile";
    send(with(subject, "text", "<p>html</p>"));
    assertThat(only().getSubject()).isEqualTo(subject);
  }

  @Test
  void aSendersNameWithSpecialCharactersSurvives() throws Exception {
    var usual = Mails.rendered(MailTemplate.PASSWORD_RESET, "en");
    send(
        new RenderedMail(
            usual.messageId(),
            usual.template(),
            new Mailbox("Schlüssel, <Co>", "no-reply@example.com"),
            usual.to(),
            usual.subject(),
            usual.text(),
            usual.html(),
            usual.date(),
            usual.headers()));
    var from = (jakarta.mail.internet.InternetAddress) only().getFrom()[0];
    assertThat(from.getPersonal()).isEqualTo("Schlüssel, <Co>");
    assertThat(from.getAddress()).isEqualTo("no-reply@example.com");
  }

  @Test
  void dotsBoundariesAndLongLinesInTheTextSurvive() throws Exception {
    var text = ".\n..\n.leading\nFrom here\n--\nend = \n" + "x".repeat(5_000) + "ü \n";
    send(with("Dots", text, "<p>" + "ü".repeat(3_000) + "</p>"));
    var parts = (MimeMultipart) only().getContent();
    assertPart(parts.getBodyPart(0), "text/plain", text);
    assertPart(parts.getBodyPart(1), "text/html", "<p>" + "ü".repeat(3_000) + "</p>");
  }

  @Test
  void aRepeatedMailKeepsItsMessageId() throws Exception {
    var mail = Mails.rendered(MailTemplate.PASSWORD_RESET, "en");
    send(mail);
    send(mail);
    for (var message : arrived()) {
      assertThat(message.getHeader("Message-ID")).containsExactly(Mails.MESSAGE_ID);
    }
  }

  @Test
  void mailsAfterEachOtherAllArrive() throws Exception {
    for (int i = 0; i < 5; i++) {
      send(Mails.rendered("mail-" + i, "person" + i + "@example.org"));
    }
    assertThat(arrived()).hasSize(5);
  }

  final void send(RenderedMail mail) throws Exception {
    transport().send(mail).await(30, TimeUnit.SECONDS);
  }

  private MimeMessage only() throws Exception {
    assertThat(arrived()).hasSize(1);
    return arrived().get(0);
  }

  private static RenderedMail with(String subject, String text, String html) {
    var usual = Mails.rendered(MailTemplate.PASSWORD_RESET, "en");
    return new RenderedMail(
        usual.messageId(),
        usual.template(),
        usual.from(),
        usual.to(),
        subject,
        text,
        html,
        usual.date(),
        usual.headers());
  }

  private static void assertPart(BodyPart part, String type, String content) throws Exception {
    assertThat(part.isMimeType(type)).isTrue();
    assertThat(part.getContent().toString().replace("\r\n", "\n").stripTrailing())
        .isEqualTo(content.stripTrailing());
  }
}
