package dev.latchkey.kernel.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpaqueTokenTest {
  private static final TokenKind REFRESH = TokenKind.of("lkr_");
  private static final TokenKind ORGANIZATION = TokenKind.of("tot_");

  private final OpaqueToken token = OpaqueToken.generate(REFRESH);

  @ParameterizedTest
  @ValueSource(strings = {"lkr_", "tot_", "lkdevice_", "p1_"})
  void aTokenIsReadBack(String prefix) {
    TokenKind kind = TokenKind.of(prefix);
    OpaqueToken made = OpaqueToken.generate(kind);
    OpaqueToken read = OpaqueToken.parse(kind, made.text()).orElseThrow();

    assertThat(made.text()).startsWith(prefix).hasSize(prefix.length() + 48);
    assertThat(read).isEqualTo(made).hasSameHashCodeAs(made);
    assertThat(read.matches(made.digest())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lkr_", "tot_", "lkdevice_", "p1_"})
  void everyOtherCharacterAtEveryPlaceIsRefused(String prefix) {
    TokenKind kind = TokenKind.of(prefix);
    String text = OpaqueToken.generate(kind).text();

    for (int place = 0; place < text.length(); place++) {
      for (char other = 0; other < 256; other++) {
        String changed = text.substring(0, place) + other + text.substring(place + 1);
        assertThat(OpaqueToken.parse(kind, changed).isPresent()).isEqualTo(changed.equals(text));
      }
    }
  }

  @Test
  void aCutExtendedOrPaddedTokenIsRefused() {
    String text = token.text();

    IntStream.range(0, text.length()).forEach(length -> assertRefused(text.substring(0, length)));
    assertRefused(text + "A");
    assertRefused(text + "=");
    assertRefused(text + "\n");
    assertRefused(" " + text);
    assertRefused(text.substring(0, text.length() - 1) + "=");
    assertRefused(null);
  }

  @Test
  void aTokenInAnotherCaseIsRefused() {
    assertRefused(token.text().toUpperCase(Locale.ROOT));
    assertRefused(token.text().toLowerCase(Locale.ROOT));
    assertRefused("LKR_" + token.text().substring(4));
  }

  @Test
  void aTokenOfAnotherKindIsRefusedEvenWhenRelabelled() {
    String relabelled = "tot_" + token.text().substring(4);

    assertThat(OpaqueToken.parse(ORGANIZATION, token.text())).isEmpty();
    assertThat(OpaqueToken.parse(ORGANIZATION, relabelled)).isEmpty();
  }

  @Test
  void theDigestIsBoundToTheKind() {
    byte[] secret = RandomBytes.next(32);
    OpaqueToken one = OpaqueToken.of(REFRESH, secret);
    OpaqueToken other = OpaqueToken.of(ORGANIZATION, secret);

    assertThat(one).isNotEqualTo(other);
    assertThat(one.matches(other.digest())).isFalse();
    assertThat(one.digest()).hasSize(32).isNotEqualTo(other.digest());
  }

  @Test
  void noTwoTokensAreAlike() {
    var texts = IntStream.range(0, 10_000).mapToObj(i -> OpaqueToken.generate(REFRESH).text());

    assertThat(texts).doesNotHaveDuplicates();
  }

  @Test
  void printingShowsTheKindOnly() {
    assertThat(token).hasToString("lkr_…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lkr", "_", "l_", "LKR_", "l-r_", "a_b_", "1kr_", "abcdefghi_"})
  void aPrefixOfAnotherShapeIsRefused(String prefix) {
    assertThatThrownBy(() -> TokenKind.of(prefix)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(String text) {
    assertThat(OpaqueToken.parse(REFRESH, text)).isEmpty();
  }
}
