package dev.latchkey.accounts.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

  /** In the order of their bytes; Java's own order has the last two the other way round. */
  private static final List<String> TEXTS =
      List.of("", "e", "ed", "edi", "edith", "ee", "\u00e9", "\uffee", "\ud83d\ude00");

  @ParameterizedTest
  @ValueSource(strings = {"e", "edi", "a", "z", "\uffee", "\ud83d\ude00"})
  void everyTextIsInExactlyOneSpanAndWhatBeginsWithTheTextInTheFirst(String text) {
    List<Span> spans = Span.startingWith(text, false);
    for (String each : TEXTS) {
      assertThat(spans.stream().filter(span -> span.contains(each))).hasSize(1);
      assertThat(spans.get(0).contains(each)).isEqualTo(each.startsWith(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"e", "edi", "\uffee"})
  void theOthersComeInTheOrderOfTheirBytes(String text) {
    List<String> others = TEXTS.stream().filter(each -> !each.startsWith(text)).toList();
    List<Span> forwards = Span.startingWith(text, false);
    List<Span> backwards = Span.startingWith(text, true);
    assertThat(others.stream().map(each -> indexOf(forwards, each))).isSorted();
    assertThat(others.stream().map(each -> -indexOf(backwards, each))).isSorted();
  }

  private static int indexOf(List<Span> spans, String text) {
    return spans.indexOf(
        spans.stream().filter(span -> span.contains(text)).findFirst().orElseThrow());
  }
}
