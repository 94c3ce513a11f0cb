package dev.latchkey.accounts.audit;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.EventPage;
import dev.latchkey.api.accounts.EventView;
import dev.latchkey.api.accounts.ListEvents;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.secret.Markers;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * What happened in an organisation. It is told here and not beside the event log, as it is of
 * organisations and of people's names, of which the kernel knows nothing. Thread-safe.
 */
public final class AuditTrail {

  private static final int LONGEST_PAGE = 100;

  private final Sql sql;
  private final Markers markers;

  public AuditTrail(Sql sql, Markers markers) {
    this.sql = sql;
    this.markers = markers;
  }

  /** Answers {@link ListEvents}. */
  public Future<EventPage> list(ListEvents request) {
    OrganizationId organization = organization(request.caller());
    String scope = "events:" + organization + ":" + request.filter();
    int limit = Math.max(0, Math.min(request.limit(), LONGEST_PAGE));
    return Future.succeededFuture()
        .map(start -> markers.read(scope, request.marker()))
        .map(last -> AuditQuery.of(organization, request.filter(), last))
        .compose(query -> AuditStore.list(sql, query.limitedTo(limit + 1)))
        .map(found -> page(scope, found, limit));
  }

  /** Whoever holds a permission holds it in an organisation. */
  private static OrganizationId organization(Caller caller) {
    return Optional.ofNullable(caller.organization()).orElseThrow(Failure.FORBIDDEN::refusal);
  }

  private EventPage page(String scope, List<EventView> found, int limit) {
    if (limit == 0 || found.size() <= limit) {
      return new EventPage(limit == 0 ? List.of() : found, null);
    }
    List<EventView> items = found.subList(0, limit);
    return new EventPage(items, markers.issue(scope, items.get(limit - 1).id().value()));
  }
}
