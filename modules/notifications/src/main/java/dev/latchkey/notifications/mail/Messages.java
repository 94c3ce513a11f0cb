package dev.latchkey.notifications.mail;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences of one language. A language is a file {@code mails_xx.properties} in UTF-8 beside
 * this class and an entry in {@link #SHIPPED}. Immutable and safe for any thread.
 */
final class Messages {
  /** The first is the one that is used when none fits. */
  static final List<String> SHIPPED = List.of("en", "de");

  private static final int MAX_TAG_CHARACTERS = 35;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
  private static final Map<String, Messages> LOADED = new ConcurrentHashMap<>();

  private final Locale locale;
  private final Properties sentences;

  private Messages(String language) {
    this.locale = Locale.forLanguageTag(language);
    this.sentences = read("mails_" + language + ".properties");
  }

  /**
   * The nearest shipped language by the lookup of RFC 4647 section 3.4: {@code de-AT} finds {@code
   * de}, an unknown one English.
   */
  static Messages forLanguage(String tag) {
    return LOADED.computeIfAbsent(nearest(tag), Messages::new);
  }

  Locale locale() {
    return locale;
  }

  Set<String> keys() {
    return sentences.stringPropertyNames();
  }

  /**
   * The sentence with its placeholders filled; a value is never searched for placeholders itself.
   *
   * @throws MissingResourceException when there is no such sentence or no such value, which a test
   *     rules out for what is shipped
   */
  String text(String key, Map<String, String> values) {
    var sentence = find(key).orElseThrow(() -> missing("sentence", key));
    return PLACEHOLDER.matcher(sentence).replaceAll(match -> value(match.group(1), key, values));
  }

  /** The sentences {@code key.1}, {@code key.2} and so on, as many as there are. */
  List<String> texts(String key, Map<String, String> values) {
    var texts = new ArrayList<String>();
    for (int i = 1; find(key + "." + i).isPresent(); i++) {
      texts.add(text(key + "." + i, values));
    }
    return List.copyOf(texts);
  }

  /** The sentence that a mail has of its own, or the one that all others share. */
  String own(String mail, String key, Map<String, String> values) {
    var own = mail + "." + key;
    return text(find(own).isPresent() ? own : key, values);
  }

  /** As {@link #own}, of {@link #texts}. */
  List<String> ownTexts(String mail, String key, Map<String, String> values) {
    var own = texts(mail + "." + key, values);
    return own.isEmpty() ? texts(key, values) : own;
  }

  private Optional<String> find(String key) {
    return Optional.ofNullable(sentences.getProperty(key));
  }

  private static String value(String name, String key, Map<String, String> values) {
    if (!values.containsKey(name)) {
      throw missing("value for {" + name + "} in", key);
    }
    return Matcher.quoteReplacement(values.getOrDefault(name, ""));
  }

  private static MissingResourceException missing(String what, String key) {
    return new MissingResourceException(
        "there is no " + what + " '" + key + "'", Messages.class.getName(), key);
  }

  private static String nearest(String tag) {
    if (tag.isEmpty() || tag.length() > MAX_TAG_CHARACTERS) {
      return SHIPPED.get(0);
    }
    try {
      var found = Locale.lookupTag(Locale.LanguageRange.parse(tag), SHIPPED);
      return found == null ? SHIPPED.get(0) : found;
    } catch (IllegalArgumentException malformed) {
      return SHIPPED.get(0);
    }
  }

  private static Properties read(String file) {
    var sentences = new Properties();
    try (var stream = Messages.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw missing("file", file);
      }
      sentences.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return sentences;
    } catch (IOException e) {
      throw new UncheckedIOException("the mail texts " + file + " can't be read", e);
    }
  }
}
