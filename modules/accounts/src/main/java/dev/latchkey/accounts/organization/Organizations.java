package dev.latchkey.accounts.organization;

import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.OrganizationPage;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.secret.Markers;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;

/** The organisations of a person: listing them, making new ones. */
public final class Organizations {

  /** How many memberships one person may have (chosen, not measured). */
  static final int MOST = 100;

  private static final int LONGEST_PAGE = 100;

  private final Database database;
  private final Once once;
  private final Markers markers;
  private final CreationPolicy creation;

  public Organizations(Database database, Once once, Markers markers, CreationPolicy creation) {
    this.database = database;
    this.once = once;
    this.markers = markers;
    this.creation = creation;
  }

  /** Answers {@link ListMyOrganizations}. */
  public Future<OrganizationPage> listMine(ListMyOrganizations request) {
    PersonId person = request.caller().person();
    String scope = "organizations:" + person;
    int limit = Math.max(0, Math.min(request.limit(), LONGEST_PAGE));
    return Future.succeededFuture()
        .map(start -> markers.read(scope, request.marker()))
        .compose(after -> OrganizationStore.listMine(database, person, after, limit + 1))
        .map(found -> page(scope, found, limit));
  }

  private OrganizationPage page(String scope, List<OrganizationView> found, int limit) {
    if (limit == 0 || found.size() <= limit) {
      return new OrganizationPage(limit == 0 ? List.of() : found, null);
    }
    List<OrganizationView> items = found.subList(0, limit);
    return new OrganizationPage(items, markers.issue(scope, items.get(limit - 1).id().value()));
  }

  /** Answers {@link CreateOrganization}. */
  public Future<OrganizationView> create(CreateOrganization request) {
    return Future.succeededFuture()
        .map(start -> OrganizationName.of(request.name()))
        .compose(
            name ->
                once.transaction(
                    request, OrganizationView.class, sql -> create(sql, request, name)));
  }

  private Future<OrganizationView> create(Sql sql, CreateOrganization request, String name) {
    OrganizationView made = new OrganizationView(new OrganizationId(Ids.next()), name);
    PersonId person = request.caller().person();
    Change change =
        Change.by(request.caller(), EventType.ORGANIZATION_CREATED)
            .in(made.id().value())
            .about("organization", made.id().value())
            .with("name", name);
    return PersonStore.lock(sql, person)
        .compose(locked -> allowed(sql, person))
        .compose(allowed -> OrganizationStore.countMine(sql, person))
        .compose(
            count ->
                count < MOST
                    ? OrganizationStore.add(sql, made.id(), name, person)
                    : Future.failedFuture(Failure.TOO_MANY_ORGANIZATIONS.refusal()))
        .compose(added -> EventLog.append(sql, change))
        .map(made);
  }

  private Future<Void> allowed(Sql sql, PersonId person) {
    Future<Boolean> may =
        switch (creation) {
          case EVERYONE -> Future.succeededFuture(true);
          case NOBODY -> Future.succeededFuture(false);
          case OWNERS -> OrganizationStore.owns(sql, person);
        };
    return may.compose(
        yes ->
            yes
                ? Future.succeededFuture()
                : Future.failedFuture(Failure.ORGANIZATION_CREATION_CLOSED.refusal()));
  }
}
