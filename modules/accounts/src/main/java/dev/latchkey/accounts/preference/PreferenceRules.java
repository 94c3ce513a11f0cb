package dev.latchkey.accounts.preference;

import dev.latchkey.api.accounts.HedgehogConfig;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.bus.Failure;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bounds of {@link Preferences} (chosen, not measured). Pure. A merge can exceed what a single
 * change keeps to, so that the whole is looked at.
 */
final class PreferenceRules {

  /** What a person may have said altogether. */
  static final int MOST_CHARACTERS = 32_768;

  private static final int MOST_SETTINGS = 100;
  private static final int MOST_COLUMNS = 50;
  private static final int MOST_INTROS = 200;
  private static final int MOST_ACCESSORIES = 20;
  private static final int MOST_PLACES = 20;
  private static final int MOST_SCENES = 50;

  private static final Predicate<String> NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}").asMatchPredicate();
  private static final Predicate<String> COLUMN =
      Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}").asMatchPredicate();

  private PreferenceRules() {}

  /**
   * Checks the whole.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST} for a text that is none,
   *     {@link Failure#PREFERENCES_TOO_LARGE} for too many
   */
  static void check(Preferences whole) {
    each(whole.eventsColumnConfig().active(), MOST_COLUMNS, COLUMN);
    each(whole.hasSeenProductIntroFor().keySet(), MOST_INTROS, NAME);
    check(whole.hedgehogConfig());
    each(whole.notificationSettings().keySet(), MOST_SETTINGS, NAME);
    whole.notificationSettings().values().forEach(PreferenceRules::checkSetting);
    each(whole.scenePersonalisation().keySet(), MOST_PLACES, NAME);
    whole.scenePersonalisation().values().forEach(PreferenceRules::checkScenes);
  }

  private static void check(HedgehogConfig hedgehog) {
    each(hedgehog.accessories(), MOST_ACCESSORIES, NAME);
    Stream.of(hedgehog.color(), hedgehog.skin(), hedgehog.fixedDirection())
        .filter(Objects::nonNull)
        .forEach(name -> require(NAME.test(name)));
  }

  private static void checkSetting(Object value) {
    if (value instanceof Map<?, ?> topics) {
      each(topics.keySet().stream().map(String::valueOf).toList(), MOST_SETTINGS, NAME);
      topics.values().forEach(each -> require(each instanceof Boolean));
    } else if (value instanceof Number number) {
      require(number.doubleValue() >= 0 && number.doubleValue() <= 1);
    } else {
      require(value instanceof Boolean);
    }
  }

  private static void checkScenes(Map<String, String> dashboards) {
    each(dashboards.keySet(), MOST_SCENES, NAME);
    dashboards.values().forEach(dashboard -> require(NAME.test(dashboard)));
  }

  private static void each(Collection<String> texts, int most, Predicate<String> rule) {
    requireFewer(texts.size(), most);
    texts.forEach(text -> require(rule.test(text)));
  }

  /** Refuses more than there may be. */
  static void requireFewer(int present, int most) {
    if (present > most) {
      throw Failure.PREFERENCES_TOO_LARGE.refusal();
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw Failure.INVALID_REQUEST.refusal("A preference does not have the form that it takes.");
    }
  }
}
