package dev.latchkey.notifications.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * whatever a stranger puts into a field changes the words of that field in the mail, and
 * nothing else: no header, no recipient, no markup, no line and no link. Every mail, in every
 * language, with all fields that it takes, is compared with the usual one.
 */
class MailInjectionTest {

  /** What people write freely; whatever else a mail takes has a form that is checked. */
  private static final Set<MailField> FREE_TEXT =
      Set.of(
          MailField.NAME,
          MailField.DEVICE,
          MailField.REASON,
          MailField.ORGANIZATION,
          MailField.INVITER,
          MailField.MESSAGE);

  private static final Set<MailField> ADDRESSES =
      Set.of(MailField.ACCOUNT, MailField.ADDRESS, MailField.OLD_ADDRESS, MailField.NEW_ADDRESS);

  private static final List<String> HOSTILE =
      List.of(
          "Ada\r\nBcc: mallory@evil.example\r\n\r\n<p>Pay here</p>",
          "Ada\nBcc: mallory@evil.example",
          "Ada\rTo: mallory@evil.example",
          "Ada\u0085Cc: a\u2028Bcc: b\u2029Subject: c\u000Bd\u000Ce\u0000f",
          "Ada\r\n.\r\nQUIT",
          "Ada\r\n--boundary\r\nContent-Type: text/html",
          "=?UTF-8?B?DQpCY2M6IG1hbGxvcnlAZXZpbC5leGFtcGxl?=",
          "=?UTF-8?Q?https:=2F=2Fevil.example?=",
          "<script>alert(1)</script><img src=x onerror=alert(1)>",
          "</td></tr></table></div><!-- <style>* { display: none }</style>",
          "<a href='https://evil.example'>Sign in</a>",
          "\"' onmouseover=\"alert(1)\" x='&lt;b&gt;&#60;b>",
          "{token}{to}{{ 7*7 }}{% include 'x' %}${7*7}$1\\",
          "https://evil.example/sign-in",
          "https:\\\\evil.example",
          "hTTp : //evil",
          "//evil.example/a",
          "\\\\evil\\share",
          "www.evil.example",
          "evil.example:8080/a?b#c",
          "evil。example evil．example evil｡example evil\u2024example",
          "еvil.рф",
          "xn--80ak6aa92e.com",
          "http://192.0.2.66/a 192.0.2.66",
          "mailto:mallory@evil.example MailTo:mallory@localhost",
          "[Sign in](https://evil.example)",
          "\u202Emoc.live//:sptth\u2066",
          "www\u200B.e\u00ADvil\uFEFF.exam\u2060ple",
          "\uD83D\uDC69\u200D\uD83D\uDD2C Engines \uD83D");

  /** Addresses that servers take, though they are made to be read as something else. */
  private static final List<String> ODD_ADDRESSES =
      List.of(
          "www.evil.example/sign-in?a=b@mallory.example",
          "https//evil.example#a@mallory.example",
          "ftp.evil.example@mallory.example",
          "{token}{{7*7}}${7*7}'&`@mallory.example",
          "&lt'b'&gt=?UTF-8?Q?a?=@mallory.example");

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  /** What mail programs turn into a link by themselves, read as widely as any of them does. */
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)\\b[a-z][a-z0-9+.-]*:\\s*[/\\\\]\\S*|[/\\\\]{2}\\S*|mailto:\\S*|\\bwww\\.\\S+"
              + "|[\\p{L}\\p{N}_-]+[.\\u2024\\u3002\\uFF0E\\uFF61]\\p{L}{2,}\\S*"
              + "|\\d+\\.\\d+\\.\\d+\\.\\d+\\S*");

  @ParameterizedTest
  @EnumSource(MailTemplate.class)
  void whatIsWrittenIntoItsFieldsStaysInTheirWords(MailTemplate template)
      throws MessagingException {
    assertNothingButWordsChanges(template, FREE_TEXT, HOSTILE);
  }

  /** The secret of its link is ours, and of no form that HTML or a header could trip over. */
  @ParameterizedTest
  @EnumSource(MailTemplate.class)
  void aFieldThatIsNoFreeTextTakesNone(MailTemplate template) {
    var checked = EnumSet.copyOf(template.allowed());
    checked.removeAll(FREE_TEXT);
    checked.remove(MailField.TOKEN);
    for (var hostile : HOSTILE) {
      for (var field : checked) {
        assertThatIllegalArgumentException()
            .as(field + " " + hostile)
            .isThrownBy(() -> Mails.draft(template, "en", Map.of(field, hostile)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MailTemplate.class)
  void anOddAddressIsNothingElseThanAnAddress(MailTemplate template) throws MessagingException {
    assertNothingButWordsChanges(template, ADDRESSES, ODD_ADDRESSES);
  }

  @Test
  void noRecipientCanBeAnythingButOneAddress() {
    for (var hostile : HOSTILE) {
      assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.of(hostile));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mailbox.of("ada@example.org, " + hostile));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mailbox.of(hostile + ", ada@example.org"));
    }
  }

  /**
   * What a stranger's text must never reach: mails that anybody can cause to be sent to anybody.
   */
  @ParameterizedTest
  @EnumSource(
      names = {
        "VERIFY_EMAIL",
        "REGISTRATION",
        "ACCOUNT_CREATED",
        "ALREADY_REGISTERED",
        "CHOOSE_PASSWORD"
      })
  void whatAnybodyCanHaveSentTakesNoFreeText(MailTemplate template) {
    assertThat(Collections.disjoint(template.allowed(), FREE_TEXT)).isTrue();
  }

  /** All of a mail but its words. */
  private record Shape(List<String> headers, List<String> tags, long lines, List<String> links) {

    static Shape of(RenderedMail mail, MimeMessage sent) throws MessagingException {
      return new Shape(
          MailInjectionTest.headers(sent),
          found(TAG, mail.html()),
          mail.text().lines().count(),
          MailInjectionTest.links(mail));
    }
  }

  private static void assertNothingButWordsChanges(
      MailTemplate template, Set<MailField> fields, List<String> texts) throws MessagingException {
    for (var language : Messages.SHIPPED) {
      var usual = Mails.rendered(template, language);
      var shape = Shape.of(usual, parsed(usual));
      for (var text : texts) {
        var draft = Mails.draft(template, language, everywhere(fields, text));
        assertOnlyWordsDiffer(text, Mails.renderer().render(draft), shape);
      }
    }
  }

  private static void assertOnlyWordsDiffer(String text, RenderedMail mail, Shape usual)
      throws MessagingException {
    var sent = parsed(mail);
    var shape = Shape.of(mail, sent);
    assertThat(shape.headers).as("headers with %s", text).isEqualTo(usual.headers);
    assertThat(sent.getSubject()).as("subject with %s", text).isEqualTo(mail.subject());
    assertThat(sent.getAllRecipients()).hasSize(1);
    assertThat(shape.tags).as("markup with %s", text).isEqualTo(usual.tags);
    assertThat(shape.lines).as("lines with %s", text).isEqualTo(usual.lines);
    assertThat(shape.links).as("links with %s", text).isSubsetOf(usual.links);
  }

  private static Map<MailField, String> everywhere(Set<MailField> fields, String value) {
    return fields.stream().collect(Collectors.toMap(Function.identity(), field -> value));
  }

  /** All but the subject, and the boundary that is another in each mail. */
  private static List<String> headers(MimeMessage message) throws MessagingException {
    return Collections.list(message.getAllHeaders()).stream()
        .filter(header -> !header.getName().equals("Subject"))
        .map(MailInjectionTest::line)
        .toList();
  }

  private static String line(Header header) {
    return header.getName() + ": " + header.getValue().replaceAll("boundary=.*", "boundary");
  }

  /** Odd addresses are links to write to, as all others are. */
  private static List<String> links(RenderedMail mail) {
    return Stream.of(mail.subject(), mail.text(), TAG.matcher(mail.html()).replaceAll(" "))
        .flatMap(part -> found(LINK, part).stream())
        .filter(link -> !link.startsWith("mallory.example"))
        .toList();
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  private static MimeMessage parsed(RenderedMail mail) throws MessagingException {
    var file = MimeMessages.file(mail).toString(US_ASCII);
    return new MimeMessage(null, new ByteArrayInputStream(file.getBytes(US_ASCII)));
  }
}
