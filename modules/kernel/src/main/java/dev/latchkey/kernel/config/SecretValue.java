package dev.latchkey.kernel.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the value of a secret and says why it can't, without ever quoting it. */
final class SecretValue {
  private static final int MAX_BYTES = 1 << 16;
  private static final String IN_FILE = "file:";
  private static final int FEWEST_DIFFERENT_CHARACTERS = 8;
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?i)change.?(me|this)|replace.?(me|this)|example|placeholder|insecure|default");

  private SecretValue() {}

  /** The value, which may stand in a file of its own; empty when it is {@code ""}. */
  static Optional<String> of(Setting setting) {
    var text = setting.value();
    if (text.startsWith(IN_FILE)) {
      return Optional.of(fromFile(setting, text.substring(IN_FILE.length())));
    }
    if (text.length() > MAX_BYTES) {
      throw setting.refused("is longer than " + Notation.text(MAX_BYTES) + ".");
    }
    return Optional.of(text).filter(some -> !some.isBlank());
  }

  /** Refuses what is too short or never was a secret. Chosen, not measured. */
  static void requireStrength(Setting setting, String value, int minCharacters) {
    if (value.length() < minCharacters) {
      throw setting.refused(
          "is too short for a secret; it must have " + minCharacters + " characters at least.");
    }
    if (EXAMPLE.matcher(value).find()
        || value.chars().distinct().count() < FEWEST_DIFFERENT_CHARACTERS) {
      throw setting.refused("looks like an example; it must be made at random.");
    }
  }

  private static String fromFile(Setting setting, String path) {
    if (!path.startsWith("/")) {
      throw setting.refused(
          "starts with file: and must go on with an absolute path, such as file:/run/secrets/key.");
    }
    var value = content(setting, path).replaceFirst("\\R\\z", "");
    if (value.isBlank()) {
      throw setting.refused("names the file " + Notation.quoted(path) + ", which is empty.");
    }
    return value;
  }

  private static String content(Setting setting, String path) {
    try {
      return SettingsFile.read(Path.of(path), MAX_BYTES);
    } catch (InvalidPathException impossible) {
      throw setting.refused("names no path after file:.");
    } catch (IOException unreadable) {
      throw setting.refused(
          "names the file " + Notation.quoted(path) + ", which " + unreadable.getMessage());
    }
  }
}
