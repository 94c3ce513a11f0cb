package dev.latchkey.kernel.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of this process: the environment over one file over the defaults that the jar
 * carries. {@code config/latchkey.yaml} lists the keys and says how values are written.
 *
 * <p>Every getter answers within the bounds it is given or throws {@link BadSetting}, whose
 * sentence names the key, its source, what is wrong and what is allowed. Bounds are inclusive.
 * Asking for a key that doesn't exist, or for a list as a single value, is an error of the program:
 * {@link IllegalArgumentException}. Safe for use by many threads; the values never change.
 */
public final class Settings {
  /** Chosen, not measured: the shipped file with all of its comments takes about 14 KiB. */
  private static final int MAX_FILE_BYTES = 1 << 20;

  private static final int MAX_LIST_ENTRIES = 256;

  private final Map<String, Setting> values;
  private final Set<String> read = ConcurrentHashMap.newKeySet();

  private Settings(Map<String, Setting> values) {
    this.values = values;
  }

  /**
   * Collects the settings and checks that each of them is known; their values are checked when they
   * are read.
   *
   * @param file what {@code --config} names
   * @param environment the variables of the process; only those named {@code LATCHKEY_…} count
   * @throws BadSetting when the file can't be read, is not YAML of nested groups, or an unknown key
   *     or variable is given
   */
  public static Settings load(Optional<Path> file, Map<String, String> environment) {
    var known = KnownSettings.shipped();
    var values = new HashMap<>(known.defaults());
    file.ifPresent(path -> values.putAll(known.checked(parsed(path))));
    values.putAll(known.among(environment));
    return new Settings(values);
  }

  /** A text that must be given: 1 to 1024 characters without control characters. */
  public String text(String key) {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  /** A text of at most 1024 characters without control characters; empty when it is {@code ""}. */
  public Optional<String> optionalText(String key) {
    return single(key).text();
  }

  /** A whole number in decimal digits. */
  public int integer(String key, int min, int max) {
    var setting = single(key);
    return setting.accepted(
        wholeNumber(setting.value()),
        number -> min <= number && number <= max,
        "a whole number from " + min + " to " + max);
  }

  /** A length of time with its unit: ms, s, m, h or d. */
  public Duration duration(String key, Duration min, Duration max) {
    var setting = single(key);
    return setting.accepted(
        Notation.duration(setting.value()),
        time -> min.compareTo(time) <= 0 && time.compareTo(max) <= 0,
        "a duration from " + Notation.text(min) + " to " + Notation.text(max) + ", such as 30s");
  }

  /** A size with its unit B, KiB, MiB or GiB, in bytes. */
  public long bytes(String key, long minBytes, long maxBytes) {
    var setting = single(key);
    return setting.accepted(
        Notation.bytes(setting.value()),
        bytes -> minBytes <= bytes && bytes <= maxBytes,
        "a size from "
            + Notation.text(minBytes)
            + " to "
            + Notation.text(maxBytes)
            + ", such as 64KiB");
  }

  /** {@code true} or {@code false}, and no other word of YAML for them. */
  public boolean flag(String key) {
    var setting = single(key);
    var word = Optional.of(setting.value());
    return setting
        .accepted(word, Set.of("true", "false")::contains, "true or false")
        .equals("true");
  }

  /**
   * One of the type's constants, written in small letters with dashes: {@code VERIFY_FULL} is
   * {@code verify-full}.
   */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    var setting = single(key);
    var constants = Stream.of(type.getEnumConstants());
    var found = constants.filter(one -> word(one).equals(setting.value())).findFirst();
    return setting.accepted(found, one -> true, "one of " + words(type));
  }

  /**
   * A list of at most 256 texts, each as {@link #text} would take it; blanks around them don't
   * count.
   */
  public List<String> list(String key) {
    var setting = setting(key, true);
    var entries = setting.values().stream().map(String::strip).toList();
    if (entries.equals(List.of(""))) {
      return List.of();
    }
    if (entries.size() > MAX_LIST_ENTRIES) {
      throw setting.refused(
          "has " + entries.size() + " entries, but may have " + MAX_LIST_ENTRIES + " at most.");
    }
    return entries.stream().map(setting::entry).toList();
  }

  /** A path that must be given; a relative one counts from the working directory. */
  public Path path(String key) {
    return optionalPath(key).orElseThrow(() -> missing(key));
  }

  /** A path, or empty when it is {@code ""}. Whether anything is there is not checked. */
  public Optional<Path> optionalPath(String key) {
    return optionalText(key).map(text -> path(single(key), text));
  }

  /**
   * A secret of at most 64 KiB, written as itself or as {@code file:/absolute/path}, whose last
   * line break doesn't count; empty when it is {@code ""}. For credentials that another server
   * judges: no shortest length.
   *
   * @throws BadSetting when the file can't be read or is empty
   */
  public Optional<Secret> secret(String key) {
    return SecretValue.of(single(key)).map(Secret::new);
  }

  /**
   * A secret that protects this service itself.
   *
   * @throws BadSetting when it is missing, shorter, or looks like an example that was never
   *     replaced
   */
  public Secret secret(String key, int minCharacters) {
    var value = SecretValue.of(single(key)).orElseThrow(() -> missing(key));
    SecretValue.requireStrength(single(key), value, minCharacters);
    return new Secret(value);
  }

  /**
   * The failure for a rule that only its module knows, such as two keys that exclude each other.
   *
   * @param wrong the rest of the sentence after key and source: what is wrong, what is allowed. It
   *     must not hold a secret
   */
  public BadSetting refused(String key, String wrong) {
    return known(key).refused(wrong);
  }

  /** The keys that nobody has read so far, sorted: after wiring, those that have no effect. */
  public Set<String> unread() {
    var unread = new TreeSet<>(values.keySet());
    unread.removeAll(read);
    return Collections.unmodifiableSet(unread);
  }

  /** Where the settings come from, without any value. */
  @Override
  public String toString() {
    return values.values().stream()
        .map(Setting::toString)
        .sorted()
        .collect(Collectors.joining(", ", "Settings[", "]"));
  }

  private static Map<String, Setting> parsed(Path file) {
    try {
      return SettingsYaml.parse(file.toString(), SettingsFile.read(file, MAX_FILE_BYTES));
    } catch (IOException unreadable) {
      throw new BadSetting("The configuration file " + file + " " + unreadable.getMessage());
    }
  }

  private static Path path(Setting setting, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException impossible) {
      throw setting.refused("is " + Notation.quoted(text) + ", but must be a path.");
    }
  }

  private static Optional<Integer> wholeNumber(String text) {
    return text.matches("-?[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String words(Class<? extends Enum<?>> type) {
    return Stream.of(type.getEnumConstants()).map(Settings::word).collect(Collectors.joining(", "));
  }

  private BadSetting missing(String key) {
    return refused(key, "is empty, but must be given.");
  }

  private Setting single(String key) {
    return setting(key, false);
  }

  private Setting setting(String key, boolean isList) {
    var setting = known(key);
    if (setting.isList() != isList) {
      throw new IllegalArgumentException(key + (isList ? " is no list" : " is a list"));
    }
    read.add(key);
    return setting;
  }

  private Setting known(String key) {
    return Optional.ofNullable(values.get(key))
        .orElseThrow(() -> new IllegalArgumentException("There is no setting " + key));
  }
}
