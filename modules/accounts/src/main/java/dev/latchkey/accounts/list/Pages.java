package dev.latchkey.accounts.list;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.secret.Markers;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Pages of lists that are in the order of their items' ids. Thread-safe. */
public final class Pages {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Markers markers;

  public Pages(Markers markers) {
    this.markers = markers;
  }

  /** Reads items in the order of their ids. */
  public interface Source<T> {

    /**
     * Reads from the place after an id.
     *
     * @param limit how many items at most
     */
    Future<List<T>> after(UUID id, int limit);
  }

  /**
   * Reads a page, by one query; fails with {@link Failure#INVALID_MARKER} for a marker that this
   * list did not give.
   *
   * @param id of an item
   */
  public <T> Future<Page<T>> read(PageRequest request, Source<T> source, Function<T, UUID> id) {
    return Future.succeededFuture()
        .map(start -> Optional.ofNullable(markers.read(request.scope(), request.marker())))
        .compose(after -> source.after(after.orElse(BEFORE_ALL), request.limit() + 1))
        .map(found -> page(request, found, id));
  }

  private <T> Page<T> page(PageRequest request, List<T> found, Function<T, UUID> id) {
    int limit = request.limit();
    if (limit == 0 || found.size() <= limit) {
      return new Page<>(limit == 0 ? List.of() : found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, markers.issue(request.scope(), id.apply(items.get(limit - 1))));
  }
}
