package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedMailTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hello\r\nBcc: x@y.example",
        "Hello\nBcc: x@y.example",
        "Hello\u2028Bcc: x@y.example",
        "Hello \uD83D\uDC4D",
        "Hello\u0000"
      })
  void aSubjectThatIsNotOnePlainLineIsRefused(String subject) {
    refused(Mails.MESSAGE_ID, subject, "text", Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a@b.example",
        "<a@b.example>\r\nBcc: x@y.example",
        "<../../etc/passwd@b.example>",
        "<a@b.example\n>",
        "<a b@c.example>"
      })
  void aMessageIdThatCouldEscapeAHeaderOrDirectoryIsRefused(String messageId) {
    refused(messageId, "Hello", "text", Map.of());
  }

  @Test
  void aHeaderThatCouldBringAnotherIsRefused() {
    refused(Mails.MESSAGE_ID, "Hello", "text", Map.of("X-A", "b\r\nBcc: x@y.example"));
    refused(Mails.MESSAGE_ID, "Hello", "text", Map.of("X-A: b\r\nBcc", "x@y.example"));
    refused(Mails.MESSAGE_ID, "Hello", "text", Map.of("X-A", "ü"));
  }

  @Test
  void aBodyWithControlCharactersOrWithoutEndIsRefused() {
    refused(Mails.MESSAGE_ID, "Hello", "a\r\nb", Map.of());
    refused(Mails.MESSAGE_ID, "Hello", "a\u0000b", Map.of());
    refused(Mails.MESSAGE_ID, "Hello", "a".repeat(256 * 1024 + 1), Map.of());
    refused(Mails.MESSAGE_ID, "Hello", " ", Map.of());
  }

  private static void refused(
      String messageId, String subject, String text, Map<String, String> headers) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RenderedMail(
                    messageId,
                    MailTemplate.PASSWORD_RESET,
                    Mails.IDENTITY.from(),
                    Mails.RECIPIENT,
                    subject,
                    text,
                    "<p>html</p>",
                    Mails.QUEUED_AT,
                    headers));
  }
}
