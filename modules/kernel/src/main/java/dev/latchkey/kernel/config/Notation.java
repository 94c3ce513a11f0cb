package dev.latchkey.kernel.config;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How durations and sizes are written: a whole number of at most nine digits and a unit. */
final class Notation {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,9})([A-Za-z]{1,3})");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final int LONGEST_QUOTE = 60;

  /** Largest first, so that the first one that divides an amount writes it shortest. */
  private static final List<Map.Entry<String, Long>> MILLIS_BY_UNIT =
      List.of(
          entry("d", 86_400_000L),
          entry("h", 3_600_000L),
          entry("m", 60_000L),
          entry("s", 1000L),
          entry("ms", 1L));

  private static final List<Map.Entry<String, Long>> BYTES_BY_UNIT =
      List.of(
          entry("GiB", 1L << 30), entry("MiB", 1L << 20), entry("KiB", 1L << 10), entry("B", 1L));

  private Notation() {}

  static Optional<Duration> duration(String text) {
    return amount(text, MILLIS_BY_UNIT).map(Duration::ofMillis);
  }

  static Optional<Long> bytes(String text) {
    return amount(text, BYTES_BY_UNIT);
  }

  static String text(Duration duration) {
    return duration.isZero() ? "0s" : text(duration.toMillis(), MILLIS_BY_UNIT);
  }

  static String text(long bytes) {
    return bytes == 0 ? "0B" : text(bytes, BYTES_BY_UNIT);
  }

  /** The value between quotation marks, fit for one line of a terminal. */
  static String quoted(String value) {
    var line = UNSEEN.matcher(value).replaceAll("?");
    return line.length() <= LONGEST_QUOTE
        ? '"' + line + '"'
        : '"' + line.substring(0, LONGEST_QUOTE) + "…\"";
  }

  private static Optional<Long> amount(String text, List<Map.Entry<String, Long>> units) {
    var quantity = QUANTITY.matcher(text);
    if (!quantity.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(quantity.group(1));
    return units.stream()
        .filter(unit -> unit.getKey().equals(quantity.group(2)))
        .map(unit -> count * unit.getValue())
        .findFirst();
  }

  private static String text(long amount, List<Map.Entry<String, Long>> units) {
    return units.stream()
        .filter(unit -> amount % unit.getValue() == 0)
        .findFirst()
        .map(unit -> amount / unit.getValue() + unit.getKey())
        .orElseThrow();
  }
}
