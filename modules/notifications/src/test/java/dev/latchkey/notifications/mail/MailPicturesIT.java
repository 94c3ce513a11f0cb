package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.latchkey.testing.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mail in a real browser, as wide as a phone and as a desk. Leaves a picture of each beside
 * its HTML and its text in {@code target/mails}, to be looked at.
 */
@EnabledIf(
    value = "dev.latchkey.testing.Chromium#isInstalled",
    disabledReason = "Install the Debian package chromium-headless-shell.")
class MailPicturesIT {

  private static final int PHONE = 360;
  private static final int DESK = 1024;
  private static final int HEIGHT = 800;

  private static final String ADDRESS =
      "w".repeat(64) + "@" + "w".repeat(63) + "." + "w".repeat(63) + "." + "w".repeat(61);

  /** As long as each may be, without a place to break a line. */
  private static final Map<MailField, String> LONGEST =
      Map.ofEntries(
          Map.entry(MailField.ACCOUNT, ADDRESS),
          Map.entry(MailField.ADDRESS, ADDRESS),
          Map.entry(MailField.OLD_ADDRESS, ADDRESS),
          Map.entry(MailField.NEW_ADDRESS, ADDRESS),
          Map.entry(MailField.NAME, "W".repeat(64)),
          Map.entry(MailField.ORGANIZATION, "W".repeat(64)),
          Map.entry(MailField.INVITER, "W".repeat(64)),
          Map.entry(MailField.DEVICE, "W".repeat(80)),
          Map.entry(MailField.REASON, "W".repeat(200)),
          Map.entry(MailField.MESSAGE, "W".repeat(1000)),
          Map.entry(MailField.TOKEN, "W".repeat(512)));

  private static Chromium chromium;
  private static Page page;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    page = chromium.page();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  static Stream<Arguments> everyMailInEveryLanguage() {
    return MailRendererTest.everyMailInEveryLanguage();
  }

  @ParameterizedTest
  @MethodSource("everyMailInEveryLanguage")
  void onAPhone(MailTemplate template, String language) throws IOException {
    assertShownWell(template, Mails.kept(template, language), PHONE);
  }

  @ParameterizedTest
  @MethodSource("everyMailInEveryLanguage")
  void onADesk(MailTemplate template, String language) throws IOException {
    assertShownWell(template, Mails.kept(template, language), DESK);
  }

  @ParameterizedTest
  @MethodSource("everyMailInEveryLanguage")
  void atNight(MailTemplate template, String language) throws IOException {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    try {
      assertShownWell(template, Mails.kept(template, language, "dark", Map.of()), PHONE);
    } finally {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
  }

  @ParameterizedTest
  @MethodSource("everyMailInEveryLanguage")
  void withTheLongestWordsOnAPhone(MailTemplate template, String language) throws IOException {
    assertShownWell(template, Mails.kept(template, language, "longest", LONGEST), PHONE);
  }

  private static void assertShownWell(MailTemplate template, Path html, int width) {
    page.setViewportSize(width, HEIGHT);
    page.navigate(html.toUri().toString());
    String picture = html.getFileName().toString().replace(".html", "." + width + ".png");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(html.resolveSibling(picture)).setFullPage(true));
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("nothing is wider than the window")
        .isEqualTo(true);
    assertThat(page.locator("h1").isVisible()).isTrue();
    assertThat(page.locator("body").innerText()).doesNotContain("{", "}", "null");
    assertLinksAreSeen(template, width);
  }

  /** A button that is spelled out beneath it, and any other link spelled out alone. */
  private static void assertLinksAreSeen(MailTemplate template, int width) {
    int offered = template.links().size();
    assertThat(page.locator("a").all())
        .hasSize(offered == 0 ? 0 : offered + 1)
        .allMatch(Locator::isVisible)
        .map(Locator::boundingBox)
        .allSatisfy(
            box -> {
              assertThat(box.height).isGreaterThan(15);
              assertThat(box.x).isNotNegative();
              assertThat(box.x + box.width).isLessThanOrEqualTo(width);
            });
  }
}
