package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatTest {

  @ParameterizedTest
  @ValueSource(strings = {"a@b", "ada.lovelace+x@example.org", "ä@ö.example", "'o@example.org"})
  void aPlausibleAddressIsAnAddress(String text) {
    assertThat(TextFormat.EMAIL.matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a",
        "a@",
        "@b",
        "a@b@c",
        "a b@c",
        "a@b c",
        "a\n@b",
        "a@b\r\nBcc: x@y",
        "a@.b",
        "a@b.",
        "a@b..c",
        "a\u00A0@b",
        "a\u202E@b",
        "a\u0000@b",
        "0123456789012345678901234567890123456789012345678901234567890123x@b"
      })
  void whatIsNotPlausibleIsNoAddress(String text) {
    assertThat(TextFormat.EMAIL.matches(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T10:00:00Z",
        "2026-11-21t10:00:00.123456789z",
        "2026-11-21T10:00:00+05:30"
      })
  void aTimeHasADateATimeAndAZone(String text) {
    assertThat(TextFormat.DATE_TIME.matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-21",
        "2026-11-21T10:00:00",
        "2026-11-21 10:00:00Z",
        "2026-11-21T10:00Z",
        "2026-02-30T10:00:00Z",
        "2026-11-21T24:00:01Z",
        "2026-11-21T10:00:00Z\n",
        "2026-11-21T10:00:00+25:00",
        "٢٠٢٦-11-21T10:00:00Z"
      })
  void aTimeWithoutOneOfThemIsNone(String text) {
    assertThat(TextFormat.DATE_TIME.matches(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"018f4a3e-7c1d-7b3a-9f00-0123456789ab", "018F4A3E-7C1D-7B3A-9F00-0123456789AB"})
  void aUuidHas36Characters(String text) {
    assertThat(TextFormat.UUID.matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "018f4a3e7c1d7b3a9f000123456789ab",
        "{018f4a3e-7c1d-7b3a-9f00-0123456789ab}",
        "urn:uuid:018f4a3e-7c1d-7b3a-9f00-0123456789ab",
        "018f4a3e-7c1d-7b3a-9f00-0123456789ag",
        "018f4a3e-7c1d-7b3a-9f00-0123456789ab\n",
        "1-1-1-1-1"
      })
  void anotherWritingIsNoUuid(String text) {
    assertThat(TextFormat.UUID.matches(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/a?b#c", "urn:x:y", "mailto:a@b"})
  void aUriHasAScheme(String text) {
    assertThat(TextFormat.URI.matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "example.org", "https://exa mple.org", "https://[x", "://a"})
  void withoutASchemeItIsNone(String text) {
    assertThat(TextFormat.URI.matches(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Grace Hopper", " Gr\u00e4ce\n", "\ud83d\ude00", "a\u2028b"})
  void aLineMayEndInWhatIsStripped(String text) {
    assertThat(TextFormat.SINGLE_LINE.matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "a\u0000", "\u007fa", "a\u0085"})
  void aControlCharacterIsNoPartOfALine(String text) {
    assertThat(TextFormat.SINGLE_LINE.matches(text)).isFalse();
  }
}
