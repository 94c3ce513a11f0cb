package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import org.junit.jupiter.api.Test;

class PasswordTextTest {
  @Test
  void composedAndDecomposedSpellingsAreTheSameBytes() {
    assertThat(PasswordText.bytes("cafe\u0301").orElseThrow())
        .isEqualTo("caf\u00e9".getBytes(UTF_8))
        .isEqualTo(PasswordText.bytes("caf\u00e9").orElseThrow());
  }

  @Test
  void nothingElseIsFoldedTrimmedOrCut() {
    String password = " Pass\u00a0word\t\ufb01\0 ";

    assertThat(PasswordText.bytes(password).orElseThrow()).isEqualTo(password.getBytes(UTF_8));
  }

  @Test
  void passwordsInArraysAreTaken() {
    char[] password = {'s', 'e', '\u00e9'};

    assertThat(PasswordText.bytes(CharBuffer.wrap(password)).orElseThrow())
        .isEqualTo("se\u00e9".getBytes(UTF_8));
  }

  @Test
  void theLongestPasswordHas1024CodePointsAnd4096Bytes() {
    assertThat(PasswordText.bytes("\ud83d\ude00".repeat(1024)).orElseThrow()).hasSize(4096);
    assertThat(PasswordText.bytes("x".repeat(1025))).isEmpty();
    assertThat(PasswordText.bytes("\ud83d\ude00".repeat(1025))).isEmpty();
  }

  @Test
  void aPasswordThatGrowsBeyondTheBoundIsRefused() {
    // U+1D160 is one of the few characters that NFC takes apart: 4 bytes become 12.
    assertThat(PasswordText.bytes("\ud834\udd60".repeat(1024))).isEmpty();
  }

  @Test
  void halfACharacterIsNoText() {
    assertThat(PasswordText.bytes("abc\ud83d")).isEmpty();
    assertThat(PasswordText.bytes("\ude00abc")).isEmpty();
  }
}
