package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  private final Messages english = Messages.forLanguage("en");

  @Test
  void everyLanguageHasTheSameSentences() {
    for (var language : Messages.SHIPPED) {
      assertThat(new TreeSet<>(Messages.forLanguage(language).keys()))
          .as(language)
          .isEqualTo(new TreeSet<>(english.keys()));
    }
  }

  @Test
  void everyLanguageSaysTheSameThingsInEachSentence() {
    for (var language : Messages.SHIPPED) {
      for (var key : english.keys()) {
        assertThat(placeholders(raw(language, key)))
            .as(language + " " + key)
            .isEqualTo(placeholders(raw("en", key)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MailTemplate.class)
  void everyMailHasItsSentences(MailTemplate template) {
    assertThat(english.keys())
        .contains(
            template.key() + ".subject",
            template.key() + ".heading",
            template.key() + ".text.1",
            template.key() + ".doubt.1");
  }

  @ParameterizedTest
  @CsvSource({
    "en,en",
    "en-GB,en",
    "de,de",
    "de-AT,de",
    "de-CH-1996,de",
    "DE-at,de",
    "fr,en",
    "'',en",
    "not a tag!,en",
    "'de,en;q=0.5',de",
    "*,en"
  })
  void theNearestLanguageIsTaken(String asked, String taken) {
    assertThat(Messages.forLanguage(asked).locale().toLanguageTag()).isEqualTo(taken);
  }

  @Test
  void anOverlongLanguageIsEnglish() {
    assertThat(Messages.forLanguage("de" + "-abcdefgh".repeat(1_000)).locale().getLanguage())
        .isEqualTo("en");
  }

  @Test
  void aValueIsNotSearchedForPlaceholders() {
    assertThat(english.text("greeting.name", Map.of("name", "{product} $1 \\")))
        .isEqualTo("Hello {product} $1 \\,");
  }

  @Test
  void aMissingValueOrSentenceIsAnError() {
    assertThatThrownBy(() -> english.text("greeting.name", Map.of()))
        .isInstanceOf(MissingResourceException.class)
        .hasMessageContaining("{name}");
    assertThatThrownBy(() -> english.text("no.such", Map.of()))
        .isInstanceOf(MissingResourceException.class);
  }

  private static String raw(String language, String key) {
    var same = Messages.forLanguage(language).keys().stream().collect(Collectors.toSet());
    assertThat(same).contains(key);
    return Messages.forLanguage(language).text(key, new EchoingValues());
  }

  private static Set<String> placeholders(String sentence) {
    return PLACEHOLDER
        .matcher(sentence)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  /** Fills each placeholder with itself. */
  private static final class EchoingValues extends java.util.AbstractMap<String, String> {
    @Override
    public Set<Entry<String, String>> entrySet() {
      return Set.of();
    }

    @Override
    public boolean containsKey(Object key) {
      return true;
    }

    @Override
    public String getOrDefault(Object key, String otherwise) {
      return "{" + key + "}";
    }
  }
}
