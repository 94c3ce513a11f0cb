package dev.latchkey.kernel.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.id.Ids;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkTokensTest {
  private static final Purpose RESET = new Purpose("password-reset");

  private final Keyset keyset = Keyset.generate();
  private final LinkTokens tokens = new LinkTokens(keyset);
  private final UUID row = Ids.next();
  private final String token = tokens.issue(RESET, row);

  @Test
  void aTokenNamesItsRow() {
    assertThat(token).hasSize(64).matches("[A-Za-z0-9_-]+");
    assertThat(tokens.verify(RESET, token)).contains(row);
    assertThat(tokens.verify(RESET, tokens.issue(RESET, new UUID(-1, -1))))
        .contains(new UUID(-1, -1));
  }

  @Test
  void aTokenOfAnotherPurposeIsRefused() {
    assertThat(tokens.verify(new Purpose("invitation"), token)).isEmpty();
  }

  @Test
  void aTokenOfAnotherInstallationIsRefused() {
    assertThat(new LinkTokens(Keyset.generate()).verify(RESET, token)).isEmpty();
  }

  @Test
  void everyOtherCharacterAtEveryPlaceIsRefused() {
    for (int place = 0; place < token.length(); place++) {
      for (char other = 0; other < 128; other++) {
        String changed = token.substring(0, place) + other + token.substring(place + 1);
        assertThat(tokens.verify(RESET, changed).isPresent()).isEqualTo(changed.equals(token));
      }
    }
  }

  @Test
  void aCutExtendedOrMissingTokenIsRefused() {
    IntStream.range(0, token.length())
        .forEach(length -> assertThat(tokens.verify(RESET, token.substring(0, length))).isEmpty());
    assertThat(tokens.verify(RESET, token + "A")).isEmpty();
    assertThat(tokens.verify(RESET, token + "=")).isEmpty();
    assertThat(tokens.verify(RESET, null)).isEmpty();
  }

  @Test
  void theMacOfOneRowDoesNotOpenAnother() {
    byte[] spliced = Base64Url.decode(tokens.issue(RESET, Ids.next())).orElseThrow();
    System.arraycopy(Base64Url.decode(token).orElseThrow(), 16, spliced, 16, 32);

    assertThat(tokens.verify(RESET, Base64Url.encode(spliced))).isEmpty();
  }

  @Test
  void aTokenOutlivesRotationsOfTheKeyset() {
    LinkTokens afterwards = new LinkTokens(Keyset.parse(keyset.rotated().rotated().toJson()));

    assertThat(afterwards.verify(RESET, token)).contains(row);
    assertThat(afterwards.issue(RESET, row)).isNotEqualTo(token);
    assertThat(tokens.verify(RESET, afterwards.issue(RESET, row))).isEmpty();
  }
}
