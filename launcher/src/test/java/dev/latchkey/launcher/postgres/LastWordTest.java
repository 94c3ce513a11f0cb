package dev.latchkey.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordTest {
  @Test
  void theLastErrorIsIt() {
    assertThat(LastWord.of("FATAL:  a\nFATAL:  b\nLOG:  shut down\n")).isEqualTo("FATAL:  b");
    assertThat(LastWord.of("initdb: error: a\ninitdb: removing b")).isEqualTo("initdb: error: a");
  }

  @Test
  void withoutAnErrorTheLastLineIs() {
    assertThat(LastWord.of("LOG:  a\nLOG:  b\n\n")).isEqualTo("LOG:  b");
  }

  @Test
  void silenceHasNone() {
    assertThat(LastWord.of("\n")).isEmpty();
  }
}
