package dev.latchkey.kernel.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings that exist: those of the {@code latchkey.yaml} that the jar carries, whose values
 * are the defaults. What a file or the environment gives is held against them. Immutable.
 */
final class KnownSettings {
  private static final String SHIPPED = "latchkey.yaml";
  private static final String TWIN_PREFIX = "LATCHKEY_";

  private final Map<String, Setting> defaults;
  private final Map<String, Setting> defaultsByTwin = new HashMap<>();

  private KnownSettings(Map<String, Setting> defaults) {
    this.defaults = defaults;
    defaults.values().forEach(setting -> defaultsByTwin.put(twin(setting.key()), setting));
  }

  static KnownSettings shipped() {
    var shipped = SettingsYaml.parse(SHIPPED, shippedText());
    shipped.replaceAll((key, setting) -> setting.from("default"));
    return new KnownSettings(shipped);
  }

  Map<String, Setting> defaults() {
    return defaults;
  }

  /** The name of the environment variable that stands for a key. */
  static String twin(String key) {
    return TWIN_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The same settings, once each of them is known and of the right kind. */
  Map<String, Setting> checked(Map<String, Setting> given) {
    given.values().forEach(this::check);
    return given;
  }

  /** The settings that environment variables give; the others' names don't start with LATCHKEY_. */
  Map<String, Setting> among(Map<String, String> environment) {
    var found = new HashMap<String, Setting>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(TWIN_PREFIX)) {
                var setting = fromVariable(name, value);
                found.put(setting.key(), setting);
              }
            });
    return found;
  }

  private void check(Setting given) {
    var known = defaults.get(given.key());
    if (known == null) {
      throw given.refused(unknown(given.key()));
    }
    if (known.isList() != given.isList()) {
      throw given.refused(
          known.isList()
              ? "is a single value, but must be a list such as [ONE, TWO]."
              : "is a list, but must be a single value.");
    }
  }

  private String unknown(String key) {
    return defaults.keySet().stream().anyMatch(known -> known.startsWith(key + "."))
        ? "is a group of settings, not a setting; give it the settings below it."
        : "is not a known setting" + suggestion(key, defaults.keySet());
  }

  private Setting fromVariable(String name, String value) {
    var known = defaultsByTwin.get(name);
    if (known == null) {
      throw new BadSetting(
          name
              + " (environment variable) is not a known setting"
              + suggestion(name, defaultsByTwin.keySet()));
    }
    var source = "environment variable " + name;
    return known.isList()
        ? Setting.list(known.key(), Arrays.asList(value.split(",", -1)), source)
        : Setting.single(known.key(), value, source);
  }

  private static String suggestion(String wrong, Collection<String> known) {
    return Nearest.to(wrong, known).map(near -> "; did you mean " + near + "?").orElse(".");
  }

  private static String shippedText() {
    try (var file = KnownSettings.class.getResourceAsStream("/" + SHIPPED)) {
      return new String(
          Optional.ofNullable(file).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
