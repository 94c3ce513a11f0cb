package dev.latchkey.kernel.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a User-Agent header into words such as "Firefox on Linux": a hint for people, no proof. */
public final class UserAgent {

  // First match wins: most browsers also name those that they descend from.
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();
  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("Edg", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("SamsungBrowser/", "Samsung Internet");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("FxiOS/", "Firefox");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("CriOS/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    BROWSERS.put("curl/", "curl");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Mac OS X", "macOS");
    SYSTEMS.put("CrOS", "ChromeOS");
    SYSTEMS.put("Linux", "Linux");
  }

  private UserAgent() {}

  /** What the header tells; null when it tells nothing that is known here. */
  public static @Nullable String describe(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String words =
        Stream.of(named(BROWSERS, header), named(SYSTEMS, header))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" on "));
    return words.isEmpty() ? null : words;
  }

  private static Optional<String> named(Map<String, String> names, String header) {
    return names.entrySet().stream()
        .filter(each -> header.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
