package dev.latchkey.router.surface;

import dev.latchkey.api.bus.Failure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list as a whole, where a surface knows no such pages: read page by page, up to a bound. */
public final class WholeList {

  /** How many items a whole list may have; a few megabytes (chosen, not measured). */
  public static final int MOST = 5_000;

  private WholeList() {}

  /**
   * A page.
   *
   * @param marker where the next one starts; null on the last
   */
  public record Part<T>(List<T> items, @Nullable String marker) {}

  /**
   * All items; {@link Failure#INVALID_REQUEST} when there are more than {@link #MOST}.
   *
   * @param page the page that starts at a marker; null for the first
   */
  public static <T> Future<List<T>> of(Function<@Nullable String, Future<Part<T>>> page) {
    return from(page, null, new ArrayList<>());
  }

  private static <T> Future<List<T>> from(
      Function<@Nullable String, Future<Part<T>>> page, @Nullable String marker, List<T> before) {
    return page.apply(marker).compose(part -> more(page, part, before));
  }

  private static <T> Future<List<T>> more(
      Function<@Nullable String, Future<Part<T>>> page, Part<T> part, List<T> before) {
    before.addAll(part.items());
    if (before.size() > MOST || (before.size() == MOST && part.marker() != null)) {
      return Future.failedFuture(
          Failure.INVALID_REQUEST.refusal(
              "There are more than " + MOST + ". Read them page by page, below /api/v1."));
    }
    return part.marker() == null
        ? Future.succeededFuture(before)
        : from(page, part.marker(), before);
  }
}
