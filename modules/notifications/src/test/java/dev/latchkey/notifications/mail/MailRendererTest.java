package dev.latchkey.notifications.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailRendererTest {
  private static final String HOSTILE =
      "<img src=x onerror=alert(1)>\"'&{token}{{ 7*7 }}{% include 'x' %}\r\nBcc: x@y.example";

  static Stream<Arguments> everyMailInEveryLanguage() {
    return Arrays.stream(MailTemplate.values())
        .flatMap(template -> Messages.SHIPPED.stream().map(tag -> Arguments.of(template, tag)));
  }

  /** Leaves the mails in {@code target/mails}, to be looked at. */
  @ParameterizedTest
  @MethodSource("everyMailInEveryLanguage")
  void everyMailRendersWhole(MailTemplate template, String language) throws IOException {
    var mail = Mails.rendered(template, language);
    assertThat(Mails.kept(template, language)).usingCharset(UTF_8).hasContent(mail.html());
    assertThat(mail.html()).contains("<html lang=\"" + language + "\">");
    for (var part :
        new String[] {
          mail.subject(), mail.text(), mail.html().replaceAll("(?s)<style>.*</style>", "")
        }) {
      assertThat(part).doesNotContain("{", "}", "null").contains("Latchkey");
    }
  }

  @ParameterizedTest
  @MethodSource("everyMailInEveryLanguage")
  void bothPartsSayWhichAccountWhenAndFromWhere(MailTemplate template, String language) {
    var mail = Mails.rendered(template, language);
    var draft = Mails.draft(template, language);
    for (var part : new String[] {mail.text(), mail.html()}) {
      assertThat(part).contains("anna.mueller@example.org", "November 2026, 14:05", "203.0.113.7");
      draft.field(MailField.DEVICE).ifPresent(device -> assertThat(part).contains(device));
      draft.field(MailField.REASON).ifPresent(reason -> assertThat(part).contains(reason));
      draft.field(MailField.NAME).ifPresent(name -> assertThat(part).contains(name));
    }
  }

  @ParameterizedTest
  @MethodSource("everyMailInEveryLanguage")
  void everyLinkIsAButtonAndSpelledOut(MailTemplate template, String language) {
    var mail = Mails.rendered(template, language);
    for (var kind : template.links()) {
      var link = Mails.LINKS.link(kind, kind.needsToken() ? Mails.TOKEN : "");
      assertThat(mail.html()).contains("href=\"" + link + "\"", ">" + link + "</a>");
      assertThat(mail.text().lines()).contains(link);
    }
  }

  @ParameterizedTest
  @MethodSource("everyMailInEveryLanguage")
  void nothingIsFetchedAndNothingTracks(MailTemplate template, String language) {
    assertThat(Mails.rendered(template, language).html())
        .doesNotContainIgnoringCase("<img", "<script", "url(", "@import", "src=", "<link");
  }

  @Test
  void theTextPartHoldsNoMarkup() {
    assertThat(Mails.rendered(MailTemplate.PASSWORD_RESET, "en").text())
        .doesNotContain("<", "&#", "&amp;");
  }

  @Test
  void aHostileNameAddsNoHtmlNoLineNoLinkAndNoCode() {
    var draft =
        Mails.draft(
            MailTemplate.PASSWORD_RESET,
            "en",
            Map.of(MailField.NAME, HOSTILE, MailField.DEVICE, "http://evil.example <b>x</b>"));
    var mail = Mails.renderer().render(draft);
    assertThat(mail.html())
        .doesNotContain("<img", "<b>", "evil.example", "://evil")
        .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
    assertThat(mail.text().lines().filter(line -> line.startsWith("Bcc"))).isEmpty();
    assertThat(mail.text()).doesNotContain("evil.example", "49").contains("{token}");
    assertThat(mail.subject()).isEqualTo("Choose a new password for Latchkey");
    assertThat(mail.headers().values()).noneMatch(value -> value.contains("Bcc"));
  }

  @Test
  void whatAnInviterWritesAddsNoHtmlNoLineNoLinkAndNoCode() {
    for (var template :
        new MailTemplate[] {MailTemplate.INVITATION, MailTemplate.INVITATION_REMINDER}) {
      var mail =
          Mails.renderer()
              .render(
                  Mails.draft(
                      template,
                      "en",
                      Map.of(
                          MailField.MESSAGE,
                          HOSTILE + "\n\nClick https://evil.example/login or evil.example now",
                          MailField.INVITER,
                          "Latchkey <b>Support</b>\r\nSubject: x",
                          MailField.ORGANIZATION,
                          "www.evil.example\n<a href='//evil.example'>Engines</a>")));
      assertThat(mail.html())
          .doesNotContain("<img", "<b>", "<a href='", "://evil", "evil.example")
          .contains("&lt;img src=x onerror=alert(1)&gt;");
      assertThat(mail.text()).doesNotContain("evil.example", "49");
      assertThat(mail.text().lines())
          .noneMatch(line -> line.startsWith("Bcc") || line.startsWith("Subject"));
      assertThat(mail.subject()).doesNotContain("\n", "\r", "evil.example");
      assertThat(mail.html().split("href=\"", -1)).hasSize(3);
    }
  }

  @Test
  void aLongMessageIsCut() {
    var mail =
        Mails.renderer()
            .render(
                Mails.draft(
                    MailTemplate.INVITATION, "en", Map.of(MailField.MESSAGE, "x ".repeat(2000))));
    assertThat(mail.text()).contains("x x…").doesNotContain("x ".repeat(500));
  }

  @Test
  void aHostileNameChangesNothingButItself() {
    var hostile = Mails.draft(MailTemplate.PASSWORD_RESET, "en", Map.of(MailField.NAME, HOSTILE));
    var ordinary = Mails.draft(MailTemplate.PASSWORD_RESET, "en", Map.of(MailField.NAME, "N"));
    var cleaned = hostile.field(MailField.NAME).orElseThrow();
    var renderer = Mails.renderer();
    assertThat(renderer.render(hostile).text())
        .isEqualTo(renderer.render(ordinary).text().replace("Hello N,", "Hello " + cleaned + ","));
  }

  @Test
  void theProductsNameIsEscapedToo() {
    var identity = new MailIdentity("Bits & <Bytes>", Mails.IDENTITY.from(), null);
    var mail =
        new MailRenderer(identity, Mails.LINKS)
            .render(Mails.draft(MailTemplate.ACCOUNT_CLOSED, "en"));
    assertThat(mail.html()).contains("the people who run Bits &amp; &lt;Bytes&gt;");
    assertThat(mail.subject()).isEqualTo("Your account at Bits & <Bytes> was closed");
  }

  @Test
  void theLongestValuesFitAndAreEncoded() {
    var address =
        "&".repeat(64) + "@" + "h".repeat(63) + "." + "h".repeat(63) + "." + "h".repeat(61);
    var draft =
        Mails.draft(
            MailTemplate.EMAIL_CHANGE_REQUESTED,
            "de",
            Map.of(
                MailField.ACCOUNT, address,
                MailField.NEW_ADDRESS, address,
                MailField.NAME, "\"".repeat(64),
                MailField.DEVICE, "\"".repeat(80),
                MailField.TOKEN, "t".repeat(512)));
    var file = MimeMessages.file(Mails.renderer().render(draft)).toString();
    assertThat(file.lines()).allMatch(line -> line.length() <= 998);
  }

  @Test
  void aMachineIsTheSenderSoAbsenceNotesStayAway() {
    assertThat(Mails.rendered(MailTemplate.PASSWORD_RESET, "de-AT").headers())
        .containsEntry("Auto-Submitted", "auto-generated")
        .containsEntry("Content-Language", "de");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T14:06:00Z,1 minute,1 Minute",
    "2026-11-21T14:35:00Z,30 minutes,30 Minuten",
    "2026-11-21T15:05:00Z,1 hour,1 Stunde",
    "2026-11-21T16:04:59Z,1 hour,1 Stunde",
    "2026-11-23T14:05:00Z,48 hours,48 Stunden",
    "2026-11-28T14:05:00Z,7 days,7 Tage"
  })
  void aLinksLifetimeIsSaidInWords(String expiresAt, String english, String german) {
    var change = Map.of(MailField.EXPIRES_AT, expiresAt);
    assertThat(text("en", change)).contains("for " + english + ", until");
    assertThat(text("de", change)).contains("und " + german + " lang, bis");
  }

  @Test
  void theVerificationMailNamesTheAccountThatAsked() {
    var mail =
        Mails.renderer()
            .render(
                Mails.draft(
                    MailTemplate.VERIFY_EMAIL,
                    "en",
                    Map.of(MailField.ACCOUNT, "mallory@evil.example")));
    assertThat(mail.text())
        .contains(
            "The Latchkey account mallory@evil.example asks to use the address anna@work.example");
  }

  @Test
  void linksFollowTheConfigurationOnly() {
    var links = new Links(URI.create("https://login.example.net/a"), Links.defaultPaths());
    var mail =
        new MailRenderer(Mails.IDENTITY, links)
            .render(Mails.draft(MailTemplate.PASSWORD_RESET, "en"));
    assertThat(mail.text())
        .contains("https://login.example.net/a/reset-password#token=" + Mails.TOKEN);
    assertThat(mail.html().split("https?://", -1))
        .filteredOn(s -> !s.startsWith("login.example.net/a/"))
        .hasSize(1);
  }

  private static String text(String language, Map<MailField, String> changes) {
    return Mails.renderer()
        .render(Mails.draft(MailTemplate.PASSWORD_RESET, language, changes))
        .text();
  }
}
