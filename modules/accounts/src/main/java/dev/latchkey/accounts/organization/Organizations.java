package dev.latchkey.accounts.organization;

import dev.latchkey.accounts.list.PageRequest;
import dev.latchkey.accounts.list.Pages;
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
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/** The organisations of a person: listing them, making new ones. */
public final class Organizations {

  /** How many memberships one person may have (chosen, not measured). */
  static final int MOST = 100;

  private final Database database;
  private final Once once;
  private final Pages pages;
  private final CreationPolicy creation;

  public Organizations(Database database, Once once, Pages pages, CreationPolicy creation) {
    this.database = database;
    this.once = once;
    this.pages = pages;
    this.creation = creation;
  }

  /** Answers {@link ListMyOrganizations}. */
  public Future<OrganizationPage> listMine(ListMyOrganizations request) {
    PersonId person = request.caller().person();
    return pages
        .read(
            new PageRequest("organizations:" + person, request.limit(), request.marker()),
            (after, limit) -> OrganizationStore.listMine(database, person, after, limit),
            organization -> organization.id().value())
        .map(page -> new OrganizationPage(page.items(), page.marker()));
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
        .compose(allowed -> makeRoom(sql, person))
        .compose(room -> OrganizationStore.add(sql, made.id(), name, person))
        .compose(added -> EventLog.append(sql, change))
        .map(made);
  }

  /**
   * {@link Failure#TOO_MANY_ORGANIZATIONS} where a person, whose row is locked, has as many
   * memberships as one may have.
   */
  public static Future<Void> makeRoom(Sql sql, PersonId person) {
    return OrganizationStore.countMine(sql, person)
        .compose(
            count ->
                count < MOST
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.TOO_MANY_ORGANIZATIONS.refusal()));
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
