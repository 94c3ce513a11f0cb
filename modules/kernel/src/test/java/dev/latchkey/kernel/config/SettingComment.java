package dev.latchkey.kernel.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment above a key of {@code latchkey.yaml}: at least one line that says what the setting
 * does, then one of the form {@code KIND …. Default VALUE.}
 *
 * <ul>
 *   <li>{@code Integer of UNIT, MIN to MAX.}
 *   <li>{@code Duration, MIN to MAX.} and {@code Size, MIN to MAX.}
 *   <li>{@code Choice of A, B, C.}
 *   <li>{@code Flag, true or false.}
 *   <li>{@code Text, BOUNDS.}, {@code Path, BOUNDS.}, {@code Secret, BOUNDS.}, {@code List of UNIT,
 *       at most N.}, where BOUNDS is prose
 * </ul>
 */
record SettingComment(String key, List<String> lines) {
  private static final Pattern LINE =
      Pattern.compile("(?<indent> *)(?<name>[a-z][a-z0-9-]*):(?<value>.*)");
  private static final Pattern STATEMENT =
      Pattern.compile("(?<kind>[A-Z][a-z]+)(?<rest>(?:,| of) .+)\\. Default (?<value>.+)\\.");
  private static final Pattern RANGE = Pattern.compile("(?<unit>.*), (?<min>\\w+) to (?<max>\\w+)");
  private static final Pattern FROM_TO = Pattern.compile(", \\w+ to \\w+");
  private static final Pattern LIST = Pattern.compile(" of .+, at most [0-9]+");

  /** The comments of all keys with a value, by key. */
  static Map<String, SettingComment> of(String yaml) {
    var comments = new LinkedHashMap<String, SettingComment>();
    var groups = new ArrayList<String>();
    var above = new ArrayList<String>();
    for (var line : yaml.lines().toList()) {
      var named = LINE.matcher(line);
      if (line.strip().startsWith("#")) {
        above.add(line.strip().substring(1).strip());
        continue;
      }
      if (named.matches()) {
        var key = key(groups, named);
        if (!named.group("value").isBlank()) {
          comments.put(key, new SettingComment(key, List.copyOf(above)));
        }
      }
      above.clear();
    }
    return comments;
  }

  /** Whether the comment has its form and agrees with the default. */
  boolean fits(Setting shipped) {
    var statement = statement();
    return lines.size() > 1
        && statement.matches()
        && bounds(statement.group("kind"), statement.group("rest"), shipped)
        && statement.group("value").equals(written(shipped));
  }

  /** Whether the bounds are numbers with a unit. */
  boolean hasRange() {
    var statement = statement();
    return statement.matches() && statement.group("kind").matches("Integer|Duration|Size");
  }

  boolean isSecret() {
    var statement = statement();
    return statement.matches() && statement.group("kind").equals("Secret");
  }

  /** The lower bound as it is written. */
  String min() {
    return range("min");
  }

  /** The upper bound as it is written. */
  String max() {
    return range("max");
  }

  private static String key(List<String> groups, Matcher line) {
    int depth = line.group("indent").length() / 2;
    groups.subList(depth, groups.size()).clear();
    groups.add(line.group("name"));
    return String.join(".", groups);
  }

  private Matcher statement() {
    return STATEMENT.matcher(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
  }

  private String range(String end) {
    var statement = statement();
    var range = RANGE.matcher(statement.matches() ? statement.group("rest") : "");
    return range.matches() ? range.group(end) : "";
  }

  private boolean bounds(String kind, String rest, Setting shipped) {
    return switch (kind) {
      case "Integer" -> rest.matches(" of .+, [0-9]+ to [0-9]+") && inRange(shipped, "[0-9]+");
      case "Duration" -> FROM_TO.matcher(rest).matches() && inRange(shipped, "[0-9]+(ms|s|m|h|d)");
      case "Size" -> FROM_TO.matcher(rest).matches() && inRange(shipped, "[0-9]+([KMG]i)?B");
      case "Choice" -> List.of(rest.substring(4).split(", ", -1)).contains(shipped.value());
      case "Flag" -> rest.equals(", true or false");
      case "List" -> shipped.isList() && LIST.matcher(rest).matches();
      case "Text", "Path", "Secret" -> !shipped.isList() && rest.startsWith(", ");
      default -> false;
    };
  }

  private boolean inRange(Setting shipped, String form) {
    return List.of(min(), max(), shipped.value()).stream().allMatch(text -> text.matches(form))
        && amount(min()) <= amount(shipped.value())
        && amount(shipped.value()) <= amount(max());
  }

  private static long amount(String text) {
    return Notation.duration(text)
        .map(duration -> duration.toMillis())
        .or(() -> Notation.bytes(text))
        .orElseGet(() -> Long.valueOf(text));
  }

  private static String written(Setting shipped) {
    var value = String.join(", ", shipped.values());
    return value.isEmpty() ? "empty" : value;
  }
}
