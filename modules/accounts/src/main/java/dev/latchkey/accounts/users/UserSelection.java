package dev.latchkey.accounts.users;

import dev.latchkey.accounts.users.UserListStore.Listed;
import dev.latchkey.accounts.users.UserListStore.Sample;
import dev.latchkey.kernel.secret.PlaceMarkers.Place;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the people of a page at a cost that does not grow with the organisation. Immutable.
 *
 * <p>Without a filter the page is read from the index of the order. With one a sample tells how
 * many meet it. A few are gathered by the filter's own index, and sorted. Of many some soon come in
 * the order: it is followed for a bounded number of people, so such a page may be short though
 * there are more. Left to itself the planner would choose between the two ways by how many there
 * are alone, and pass a million people where all hits come last, such as everybody of one first
 * name.
 *
 * <p>For the same reason a search finds those first whose name, or address, begins with the text -
 * what the list is sorted by - and then the others, both in order.
 */
final class UserSelection {

  /**
   * Some people in order.
   *
   * @param next where the list goes on, if there are fewer than were asked for; null at its end
   */
  record Selected(List<Listed> people, @Nullable Place next) {}

  private final UserListStore store;
  private final Sql sql;

  UserSelection(UserListStore store, Sql sql) {
    this.store = store;
    this.sql = sql;
  }

  /** As many as are asked for; fewer at the end of the list, or on a long way to the next hit. */
  Future<Selected> select(UserListing listing) {
    return listing.filter().isEmpty()
        ? store.plain(sql, listing).map(UserSelection::complete)
        : store.sample(sql, listing).compose(sample -> select(listing, sample));
  }

  private Future<Selected> select(UserListing listing, Sample sample) {
    List<Span> spans = spans(listing.order(), sample.text());
    return sample.many()
        ? pass(listing, remaining(spans, listing.after()), List.of())
        : store.gathered(sql, listing, spans.get(0)).map(UserSelection::complete);
  }

  private static Selected complete(List<Listed> people) {
    return new Selected(people, null);
  }

  private static List<Span> spans(UserListing.Order order, @Nullable String text) {
    return text == null || order.byTime()
        ? List.of(Span.WHOLE)
        : Span.startingWith(text, order.descending());
  }

  private static List<Span> remaining(List<Span> spans, @Nullable Place after) {
    return after == null
        ? spans
        : spans.stream().dropWhile(span -> !span.contains(after.key())).toList();
  }

  /** Goes through a span, and on to the next when it has come to its end. */
  private Future<Selected> pass(UserListing listing, List<Span> spans, List<Listed> before) {
    if (spans.isEmpty()) {
      return Future.succeededFuture(complete(before));
    }
    return store
        .passed(sql, listing, spans.get(0))
        .compose(
            passed -> {
              List<Listed> found = joined(before, passed.people());
              return passed.next() != null || passed.people().size() >= listing.limit()
                  ? Future.succeededFuture(new Selected(found, passed.next()))
                  : pass(
                      listing.rest(passed.people().size()), spans.subList(1, spans.size()), found);
            });
  }

  private static List<Listed> joined(List<Listed> some, List<Listed> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
