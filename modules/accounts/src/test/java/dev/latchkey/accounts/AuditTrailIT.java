package dev.latchkey.accounts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.EventFilter;
import dev.latchkey.api.accounts.EventPage;
import dev.latchkey.api.accounts.EventView;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.ListEvents;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTrailIT {

  private static final String FIRST_DAY = "2026-03-01T00:00:00Z";

  private AccountsModule module;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    ada = module.owner();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private EventPage page(EventFilter filter, int limit, @Nullable String marker) {
    return module.ask(new ListEvents(ada, filter, limit, marker));
  }

  private List<EventView> all(EventFilter filter) {
    return page(filter, 100, null).items();
  }

  private static EventFilter type(String type) {
    return new EventFilter(null, null, type, null, null);
  }

  private void rename(String name) {
    module.ask(new UpdateMe(ada, Map.of(ProfileField.DISPLAY_NAME, name), Set.of(), null, null));
  }

  private static Caller at(Caller caller, OrganizationId organization) {
    return new Caller(
        caller.person(),
        caller.login(),
        organization,
        caller.permissions(),
        caller.assurance(),
        caller.authenticatedAt(),
        true,
        false,
        caller.origin(),
        null);
  }

  @Test
  void aChangeIsTheNewestEntryWithWhoDidItAndFromWhere() {
    rename("Ada King");

    EventView newest = all(EventFilter.ALL).get(0);
    assertThat(newest.type()).isEqualTo("person.updated");
    assertThat(newest.outcome()).isEqualTo("done");
    assertThat(newest.actor().kind()).isEqualTo("person");
    assertThat(newest.actor().id()).isEqualTo(ada.person().value());
    assertThat(newest.actor().name()).isEqualTo("Ada King");
    assertThat(newest.subject().id()).isEqualTo(ada.person().value());
    assertThat(newest.ipAddress()).isEqualTo("192.0.2.7");
    assertThat(newest.userAgent()).isEqualTo("Test/1.0");
    assertThat(newest.data()).containsEntry("requestId", "request-1");
    assertThat(newest.occurredAt()).isBeforeOrEqualTo(Instant.now().plusSeconds(60));
  }

  @Test
  void whatAMailedLinkDoesIsInTheTrailToo() {
    module.ask(new AddEmail(ada, "countess@example.com"));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), AccountsModule.ORIGIN));
    module.ask(new UpdateMe(ada, Map.of(), Set.of(), "ada@home.example", null));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), AccountsModule.ORIGIN));
    module.ask(new RequestPasswordReset("countess@example.com", AccountsModule.ORIGIN));
    module.ask(
        new ResetPassword(
            module.token(LinkPurpose.PASSWORD_RESET, "NOT restores"),
            "five looms weave until dawn",
            AccountsModule.ORIGIN));

    assertThat(all(EventFilter.ALL))
        .extracting(EventView::type)
        .contains("email.added", "email.verified", "email.changed", "password.reset");
  }

  @Test
  void anotherOrganisationsEventsAreNotTold() {
    OrganizationId other = module.ask(new CreateOrganization(ada, "Looms")).id();
    Caller elsewhere = at(ada, other);
    rename("Ada King");

    assertThat(module.ask(new ListEvents(elsewhere, EventFilter.ALL, 100, null)).items())
        .extracting(EventView::type)
        .containsExactly("organization.created");
    assertThat(all(type("organization.created"))).hasSize(1);
  }

  @Test
  void whoeverLacksThePermissionIsRefused() {
    Caller mayNot =
        new Caller(
            ada.person(),
            ada.login(),
            ada.organization(),
            Set.of(Permission.ORG_READ),
            ada.assurance(),
            ada.authenticatedAt(),
            true,
            false,
            ada.origin(),
            null);
    assertThat(module.refusal(new ListEvents(mayNot, EventFilter.ALL, 10, null)))
        .isEqualTo("forbidden");
  }

  @Test
  void everyPartOfTheFilterCounts() throws Exception {
    UUID actor = Ids.next();
    UUID subject = Ids.next();
    append(actor, subject, 10);
    append(actor, Ids.next(), 11);
    append(Ids.next(), subject, 12);

    assertThat(days(new EventFilter(actor, null, null, null, null))).containsExactly(11, 10);
    assertThat(days(new EventFilter(null, subject, null, null, null))).containsExactly(12, 10);
    assertThat(days(new EventFilter(actor, subject, null, null, null))).containsExactly(10);
    assertThat(days(new EventFilter(null, null, "login.started", null, null)))
        .containsExactly(12, 11, 10);
    assertThat(days(new EventFilter(null, null, "login.ended", null, null))).isEmpty();
    assertThat(days(new EventFilter(null, subject, null, day(11), null))).containsExactly(12);
    assertThat(days(new EventFilter(null, subject, null, null, day(12)))).containsExactly(10);
    assertThat(days(new EventFilter(null, subject, null, day(10), day(12)))).containsExactly(10);
    assertThat(days(new EventFilter(null, subject, null, day(12), day(10)))).isEmpty();
  }

  private static Instant day(int number) {
    return Instant.parse(FIRST_DAY).plusSeconds(86_400L * (number - 1));
  }

  private List<Object> days(EventFilter filter) {
    return all(filter).stream().map(each -> each.data().get("day")).toList();
  }

  /** An event of a day in March 2026, in a partition that the owner has made for it. */
  private void append(UUID actor, UUID subject, int day) throws Exception {
    module.test.execute(
        """
        CREATE TABLE IF NOT EXISTS kernel.event_2026_03 PARTITION OF kernel.event
          FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00')\
        """,
        """
        INSERT INTO kernel.event (id, occurred_at, type, organization_id, actor_kind, actor_id,
                                  subject_kind, subject_id, data)
        VALUES ('%s', '%s', 'login.started', '%s', 'person', '%s', 'login', '%s', '{"day": %d}')\
        """
            .formatted(Ids.next(), day(day), ada.organization(), actor, subject, day));
  }

  @Test
  void pagesNeitherMissNorRepeatAnEventAlthoughMoreHappenMeanwhile() throws Exception {
    appendMany(95);
    List<UUID> expected = new ArrayList<>();
    all(EventFilter.ALL).forEach(each -> expected.add(each.id().value()));
    List<UUID> seen = new ArrayList<>();
    String marker = null;
    do {
      EventPage page = page(EventFilter.ALL, 7, marker);
      page.items().forEach(each -> seen.add(each.id().value()));
      marker = page.marker();
      appendMany(3);
    } while (marker != null);

    assertThat(expected).hasSizeBetween(96, 100);
    assertThat(seen).containsExactlyElementsOf(expected);
  }

  /** All at one instant, so that the id must decide their order. */
  private void appendMany(int count) throws Exception {
    module
        .database
        .transaction(
            sql ->
                sql.run(
                        "SELECT kernel.append_event($1 || jsonb_build_object('id',"
                            + " gen_random_uuid())) FROM generate_series(1, $2)",
                        Change.by(ada, dev.latchkey.api.events.EventType.LOGIN_STARTED)
                            .about("login", Ids.next())
                            .toJson(),
                        count)
                    .mapEmpty())
        .await(20, SECONDS);
  }

  @Test
  void aMarkerIsWorthNothingForAnotherFilterOrOrganisation() throws Exception {
    appendMany(5);
    String marker = page(EventFilter.ALL, 2, null).marker();
    OrganizationId other = module.ask(new CreateOrganization(ada, "Looms")).id();

    assertThat(page(EventFilter.ALL, 2, marker).items()).hasSize(2);
    assertThat(module.refusal(new ListEvents(ada, type("login.started"), 2, marker)))
        .isEqualTo("invalid_marker");
    assertThat(module.refusal(new ListEvents(at(ada, other), EventFilter.ALL, 2, marker)))
        .isEqualTo("invalid_marker");
    assertThat(module.refusal(new ListEvents(ada, EventFilter.ALL, 2, marker + "A")))
        .isEqualTo("invalid_marker");
    assertThat(module.refusal(new ListEvents(ada, EventFilter.ALL, 2, marker.substring(1))))
        .isEqualTo("invalid_marker");
  }

  @Test
  void noLimitIsAnEmptyPageWithoutAMarker() {
    assertThat(page(EventFilter.ALL, 0, null)).isEqualTo(new EventPage(List.of(), null));
  }

  @Test
  void aPageIsOneStatement() {
    page(EventFilter.ALL, 10, null);
    long before = module.database.statements();
    page(new EventFilter(ada.person().value(), null, null, null, null), 10, null);

    assertThat(module.database.statements() - before).isEqualTo(1);
  }

  @Test
  void whoeverIsGoneLeavesNoAddressAndNoNameInTheTrail() {
    OrganizationId engines = ada.organization();
    PersonId grace = PersonId.of(Ids.next().toString());
    module.test.execute(
        "INSERT INTO accounts.person (id, handle, state, display_name) VALUES ('%s', 'grace',"
                .formatted(grace)
            + " 'active', 'Grace')",
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type) VALUES"
            + " ('%s', '%s', 'active', 'managed')".formatted(engines, grace));
    Caller caller =
        new Caller(
            grace,
            ada.login(),
            engines,
            Set.of(),
            ada.assurance(),
            ada.authenticatedAt(),
            true,
            false,
            ada.origin(),
            null);
    module.ask(new AddEmail(caller, "grace@example.com"));
    EventFilter hers = new EventFilter(grace.value(), null, null, null, null);
    assertThat(all(hers).get(0).ipAddress()).isEqualTo("192.0.2.7");
    assertThat(all(hers).get(0).actor().name()).isEqualTo("Grace");

    module.ask(new CloseAccount(caller));

    assertThat(all(hers)).extracting(EventView::type).contains("email.added", "person.closed");
    assertThat(all(hers)).extracting(each -> each.actor().name()).containsOnlyNulls();
    assertThat(all(hers).get(1).ipAddress()).isNull();
    assertThat(all(hers).get(1).userAgent()).isNull();
  }
}
