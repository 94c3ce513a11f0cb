package dev.latchkey.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Origin;
import org.junit.jupiter.api.Test;

class BoundedTextTest {

  @Test
  void textThatFitsStaysAsItIs() {
    Origin origin = new Origin("192.0.2.1", "curl/8.5.0", "request-1");

    assertThat(BoundedText.origin(origin)).isEqualTo(origin);
    assertThat(BoundedText.origin(Origin.SYSTEM)).isEqualTo(Origin.SYSTEM);
    assertThat(BoundedText.device("Ada’s notebook 🦊")).isEqualTo("Ada’s notebook 🦊");
  }

  @Test
  void whatDoesNotFitIsCutBetweenCharacters() {
    assertThat(BoundedText.device("🦊".repeat(101))).isEqualTo("🦊".repeat(100));
  }

  @Test
  void whatADatabaseCannotHoldIsLeftOut() {
    assertThat(BoundedText.device("a\u0000\u001b[31mb\ud800c")).isEqualTo("a[31mbc");
  }

  @Test
  void aBlankNameIsNone() {
    assertThat(BoundedText.device(" \t\n")).isNull();
    assertThat(BoundedText.device("")).isNull();
    assertThat(BoundedText.device(null)).isNull();
  }
}
