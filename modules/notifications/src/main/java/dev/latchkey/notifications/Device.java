package dev.latchkey.notifications;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person would call the device that a User-Agent header comes from: a hint, no proof. */
final class Device {

  private record Mark(String inHeader, String name) {}

  /** The first one found counts: most browsers also name those that they descend from. */
  private static final List<Mark> BROWSERS =
      List.of(
          new Mark("Edg", "Edge"),
          new Mark("OPR/", "Opera"),
          new Mark("SamsungBrowser/", "Samsung Internet"),
          new Mark("Firefox/", "Firefox"),
          new Mark("FxiOS/", "Firefox"),
          new Mark("Chrome/", "Chrome"),
          new Mark("CriOS/", "Chrome"),
          new Mark("Safari/", "Safari"));

  private static final List<Mark> SYSTEMS =
      List.of(
          new Mark("iPhone", "iPhone"),
          new Mark("iPad", "iPad"),
          new Mark("Android", "Android"),
          new Mark("Windows", "Windows"),
          new Mark("Mac OS X", "macOS"),
          new Mark("CrOS", "ChromeOS"),
          new Mark("Linux", "Linux"));

  private Device() {}

  /** Such as "Firefox on Linux"; empty when the header tells neither. */
  static Optional<String> named(String userAgent) {
    var words =
        Stream.of(first(BROWSERS, userAgent), first(SYSTEMS, userAgent))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" on "));
    return Optional.of(words).filter(found -> !found.isEmpty());
  }

  private static Optional<String> first(List<Mark> marks, String userAgent) {
    return marks.stream()
        .filter(mark -> userAgent.contains(mark.inHeader()))
        .map(Mark::name)
        .findFirst();
  }
}
