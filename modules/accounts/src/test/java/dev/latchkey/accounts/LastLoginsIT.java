package dev.latchkey.accounts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.users.LastLogins;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When people last signed in, as the event log tells. */
class LastLoginsIT {

  private AccountsModule module;
  private Members members;
  private Caller ada;
  private Caller grace;

  /** Grace in another organisation. */
  private Caller elsewhere;

  private Caller joe;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    members = new Members(module);
    module.vertx.deployVerticle(new EventsVerticle(module.database, 24)).await(20, SECONDS);
    ada = module.owner();
    grace = module.signedInUser(ada, "grace@example.com");
    joe = members.owner("Looms");
    elsewhere = members.join(grace.person(), organization(joe), BuiltInRole.MEMBER.id());
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private static OrganizationId organization(Caller caller) {
    return Objects.requireNonNull(caller.organization());
  }

  private static Change started(Caller caller) {
    return Change.by(caller.person().value(), AccountsModule.ORIGIN, EventType.LOGIN_STARTED)
        .in(organization(caller).value())
        .about("login", Objects.requireNonNull(caller.login()).value());
  }

  private Future<?> append(Change change) {
    return module.database.change("SELECT kernel.append_event($1)", change.toJson());
  }

  /** Appends it and waits until it is dealt with. */
  private void happens(Change change) throws Exception {
    append(change).await(20, SECONDS);
    caughtUp();
  }

  private void caughtUp() {
    Eventually.passes(
        () ->
            assertThat(
                    module.test.column(
                        "SELECT position = (SELECT max(position) FROM kernel.event)"
                            + " AND NOT EXISTS (SELECT FROM kernel.event WHERE position IS NULL)"
                            + " FROM kernel.subscription WHERE name = 'accounts.last-logins'"))
                .containsExactly("t"));
  }

  /** Has the whole log read once more, from the next event on. */
  private void again() throws Exception {
    module.test.execute(
        "UPDATE kernel.subscription SET position = 0 WHERE name = 'accounts.last-logins'");
    happens(Change.bySystem(EventType.SIGNING_KEY_CREATED).about("signing_key", null));
  }

  /** When the newest event of a type happened. */
  private Instant time(EventType type) {
    return Instant.from(
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(
            module
                .test
                .column(
                    "SELECT to_json(occurred_at) #>> '{}' FROM kernel.event WHERE type = '%s'"
                            .formatted(type.wireName())
                        + " ORDER BY sequence DESC")
                .get(0)));
  }

  private MemberView seen(Caller by, Caller who) {
    return module.ask(new DescribeUser(by, who.person()));
  }

  private @Nullable Instant lastLogin(Caller by, Caller who) {
    return seen(by, who).lastLoginAt();
  }

  @Test
  void aSignInIsKnownWhereverThePersonIsTold() throws Exception {
    assertThat(lastLogin(ada, grace)).isNull();
    happens(started(grace));
    Instant at = time(EventType.LOGIN_STARTED);
    assertThat(lastLogin(ada, grace)).isEqualTo(at);
    assertThat(seen(ada, grace).lastSignInAttemptAt()).isEqualTo(at);
    ListUsers list = new ListUsers(ada, UserFilter.ALL, UserSort.EMAIL, true, 1, null);
    assertThat(module.ask(list).items()).containsExactly(seen(ada, grace));
    ListUsersByNumber numbered =
        new ListUsersByNumber(ada, UserFilter.ALL, UserSort.EMAIL, true, 0, 1);
    assertThat(module.ask(numbered).items()).containsExactly(seen(ada, grace));
    Me me = module.ask(new DescribeMe(grace));
    assertThat(me.memberships())
        .extracting(MembershipView::lastLoginAt)
        .containsExactlyInAnyOrder(at, null);
    assertThat(lastLogin(ada, ada)).isNull();
    assertThat(lastLogin(joe, grace)).as("in another organisation").isNull();
  }

  @Test
  void aLoginThatMovesCountsWhereItActsFromThenOn() throws Exception {
    happens(started(grace));
    happens(Change.by(elsewhere, EventType.LOGIN_SWITCHED).about("login", null));
    assertThat(lastLogin(ada, grace)).isEqualTo(time(EventType.LOGIN_STARTED));
    assertThat(lastLogin(joe, grace)).isEqualTo(time(EventType.LOGIN_SWITCHED));
  }

  @Test
  void theLastOfManyIsNotedAndNoneThatIsReadAgainTakesItBack() throws Exception {
    for (int number = 0; number < 125; number++) {
      Future.all(append(started(grace)), append(started(elsewhere))).await(20, SECONDS);
    }
    caughtUp();
    Instant here = lastLogin(ada, grace);
    assertThat(here).isEqualTo(newest(grace));
    assertThat(lastLogin(joe, grace)).isEqualTo(newest(elsewhere));
    again();
    assertThat(lastLogin(ada, grace)).isEqualTo(here);
    module.test.execute("UPDATE accounts.membership SET last_login_at = '2100-01-01'");
    again();
    assertThat(lastLogin(ada, grace)).isEqualTo(Instant.parse("2100-01-01T00:00:00Z"));
  }

  private Instant newest(Caller caller) {
    return Instant.from(
        OffsetDateTime.parse(
            module
                .test
                .column(
                    "SELECT to_json(max(occurred_at)) #>> '{}' FROM kernel.event"
                        + " WHERE type = 'login.started' AND organization_id = '%s'"
                            .formatted(organization(caller)))
                .get(0)));
  }

  @Test
  void itIsNoChangeOfThePersonNorOfAnybodysRights() throws Exception {
    MemberView before = seen(ada, grace);
    List<String> rest = rest();
    happens(started(grace));
    MemberView after = seen(ada, grace);
    assertThat(after.lastLoginAt()).isNotNull();
    assertThat(after.version()).isEqualTo(before.version());
    assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
    assertThat(rest()).isEqualTo(rest);
    assertThat(module.test.column("SELECT type FROM kernel.event ORDER BY sequence DESC LIMIT 1"))
        .containsExactly("login.started");
  }

  private List<String> rest() {
    return module.test.column(
        "SELECT (to_jsonb(m) - 'last_login_at')::text FROM accounts.membership m ORDER BY 1");
  }

  @Test
  void whoeverActsAsSomebodySignsNobodyIn() throws Exception {
    Caller acting = grace.impersonatedBy(ada.person());
    happens(Change.by(ada, EventType.USER_IMPERSONATED).about("person", grace.person().value()));
    happens(Change.by(acting, EventType.LOGIN_SWITCHED).about("login", null));
    assertThat(lastLogin(ada, grace)).isNull();
    assertThat(lastLogin(ada, ada)).isNull();
  }

  @Test
  void otherEventsOfLoginsAreNoSignIn() throws Exception {
    happens(Change.by(grace, EventType.LOGIN_REAUTHENTICATED).about("login", null));
    happens(Change.by(grace, EventType.LOGIN_ENDED).about("login", null));
    happens(
        Change.by(grace.person().value(), AccountsModule.ORIGIN, EventType.LOGIN_STARTED)
            .about("login", null));
    assertThat(lastLogin(ada, grace)).isNull();
    assertThat(lastLogin(joe, grace)).isNull();
  }

  @Test
  void ofWhoeverIsDisabledItStaysKnown() throws Exception {
    happens(started(grace));
    module.ask(new DisableUser(ada, grace.person()));
    assertThat(lastLogin(ada, grace)).isEqualTo(time(EventType.LOGIN_STARTED));
  }

  @Test
  void nothingIsNotedOfWhoeverIsGoneNorOfAnEarlierStay() throws Exception {
    happens(started(elsewhere));
    assertThat(lastLogin(joe, grace)).isNotNull();
    module.ask(new RemoveUser(joe, grace.person(), null));
    again();
    assertThat(
            module.test.column(
                "SELECT last_login_at::text FROM accounts.membership WHERE organization_id = '%s'"
                    .formatted(organization(joe))))
        .containsExactly((String) null);
    elsewhere = members.join(grace.person(), organization(joe), BuiltInRole.MEMBER.id());
    again();
    assertThat(lastLogin(joe, grace)).as("after another arrival").isNull();
    happens(started(elsewhere));
    assertThat(lastLogin(joe, grace)).isEqualTo(newest(elsewhere));
  }

  @Test
  void aWrongTryIsAnAttemptUntilARightOneFollows() {
    assertThat(seen(ada, grace).lastSignInAttemptAt()).isNull();
    assertThatThrownBy(() -> module.verify("grace@example.com", "wrong horse battery"))
        .isInstanceOf(dev.latchkey.api.bus.Refusal.class);
    assertThat(seen(ada, grace).lastSignInAttemptAt()).isNotNull();
    assertThat(lastLogin(ada, grace)).isNull();
    module.verify("grace@example.com", AccountsModule.PASSWORD);
    assertThat(seen(ada, grace).lastSignInAttemptAt()).isNull();
  }

  @Test
  void aRowThatIsTakenIsNotWaitedForAndNotedLater() throws Exception {
    Promise<Void> changed = Promise.promise();
    Promise<Void> taken = Promise.promise();
    Future<Void> change =
        module.database.transaction(
            sql ->
                sql.run(
                        "SELECT FROM accounts.membership WHERE person_id = $1 FOR UPDATE",
                        grace.person().value())
                    .onSuccess(rows -> taken.complete())
                    .compose(rows -> changed.future()));
    taken.future().await(20, SECONDS);
    append(started(grace)).await(20, SECONDS);
    Subscription follower = Subscription.inBatches(module.database, "test", LastLogins::note);
    follower.open().await(20, SECONDS);
    Eventually.passes(
        () ->
            assertThat(module.test.column("SELECT 1 FROM kernel.event WHERE position IS NULL"))
                .isEmpty());
    assertThatThrownBy(() -> follower.advance().await(5, SECONDS))
        .hasMessageContaining("could not obtain lock");
    changed.complete();
    change.await(20, SECONDS);
    follower.advance().await(20, SECONDS);
    assertThat(lastLogin(ada, grace)).isEqualTo(newest(grace));
  }

  private Future<?> rename(String name) {
    return module.bus.ask(
        new UpdateMe(grace, Map.of(ProfileField.DISPLAY_NAME, name), Set.of(), null, null, null));
  }

  /** Each change of a name notes it in both memberships, in whatever order. */
  @Test
  void changesOfThePersonMeanwhileAllSucceed() throws Exception {
    for (int number = 0; number < 100; number++) {
      Future.all(append(started(grace)), append(started(elsewhere)), rename("Grace " + number))
          .await(20, SECONDS);
    }
    again();
    assertThat(lastLogin(ada, grace)).isEqualTo(newest(grace));
    assertThat(lastLogin(joe, grace)).isEqualTo(newest(elsewhere));
  }
}
