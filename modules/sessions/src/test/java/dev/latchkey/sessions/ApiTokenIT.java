package dev.latchkey.sessions;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.CreateOrganizationToken;
import dev.latchkey.api.sessions.CreateToken;
import dev.latchkey.api.sessions.DeleteOrganizationToken;
import dev.latchkey.api.sessions.DeleteToken;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.ListOrganizationTokens;
import dev.latchkey.api.sessions.ListTokens;
import dev.latchkey.api.sessions.OrganizationTokenView;
import dev.latchkey.api.sessions.TokenView;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ApiTokenIT {

  private static final Set<Permission> READ = Set.of(Permission.USERS_READ);
  private static final Set<Permission> RIGHTS =
      Set.of(Permission.USERS_READ, Permission.USERS_MANAGE, Permission.TOKENS_MANAGE);

  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private TestDatabase test;
  private Node node;
  private Caller caller;

  @BeforeEach
  void start() {
    ada.permissions = RIGHTS;
    test = TestDatabase.with("sessions");
    node = Node.start(test, people);
    caller = node.authenticate(node.signIn("ada"));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private TokenView create(Set<Permission> scopes) {
    return node.ask(new CreateToken(caller, "Nightly report", scopes, null));
  }

  private OrganizationTokenView createForOrganization() {
    return node.ask(new CreateOrganizationToken(caller, "Directory", READ, null));
  }

  private Caller use(@Nullable String secret) {
    return node.ask(new Authenticate(String.valueOf(secret), Node.ORIGIN));
  }

  private Failure refused(@Nullable String secret) {
    return node.refusal(new Authenticate(String.valueOf(secret), Node.ORIGIN));
  }

  private List<String> events() {
    return test.column(
        "SELECT concat_ws(' ', type, actor_kind, data->>'owner') FROM kernel.event WHERE type LIKE"
            + " 'token.%' ORDER BY sequence");
  }

  @Test
  void aPersonalTokenSpeaksForItsMaker() {
    TokenView made = create(READ);

    assertThat(made.token()).startsWith("tpt_").hasSize(52);
    Caller program = use(made.token());
    assertThat(program.person()).isEqualTo(ada.id);
    assertThat(program.organization()).isEqualTo(ada.organization);
    assertThat(program.permissions()).isEqualTo(READ);
    assertThat(program.login()).isNull();
    assertThat(program.fresh()).isFalse();
    assertThat(program.origin()).isEqualTo(Node.ORIGIN);
    assertThat(Optional.ofNullable(program.token()).orElseThrow().id()).isEqualTo(made.id());
    assertThat(program.speaksForOrganization()).isFalse();
  }

  @Test
  void anOrganisationsTokenSpeaksForTheOrganisation() {
    OrganizationTokenView made = createForOrganization();

    assertThat(made.token()).startsWith("tot_").hasSize(52);
    assertThat(made.createdBy()).isEqualTo(ada.id);
    Caller program = use(made.token());
    assertThat(program.speaksForOrganization()).isTrue();
    assertThat(program.permissions()).isEqualTo(READ);
    assertThat(program.organization()).isEqualTo(ada.organization);
  }

  private Authenticate vouched(@Nullable String secret, @Nullable String voucher) {
    return new Authenticate(String.valueOf(secret), String.valueOf(voucher), Node.ORIGIN, false);
  }

  @Test
  void anOrganisationsTokenVouchesForACredentialThatActsInTheSameOrganisation() {
    TokenView personal = create(READ);
    OrganizationTokenView voucher = createForOrganization();

    Caller program = node.ask(vouched(personal.token(), voucher.token()));
    assertThat(program.person()).isEqualTo(ada.id);
    assertThat(Optional.ofNullable(program.token()).orElseThrow().id()).isEqualTo(personal.id());

    node.ask(new DeleteOrganizationToken(caller, voucher.id()));
    assertThat(node.refusal(vouched(personal.token(), voucher.token())))
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(use(personal.token()).person()).isEqualTo(ada.id);
  }

  @Test
  void nothingElseVouches() {
    TokenView personal = create(READ);
    OrganizationTokenView ours = createForOrganization();
    People.Someone bob = people.named("bob");
    bob.permissions = RIGHTS;
    Caller stranger = node.authenticate(node.signIn("bob"));
    String theirs = node.ask(new CreateOrganizationToken(stranger, "x", READ, null)).token();
    String access = node.signIn("ada").accessToken();

    for (String voucher :
        Stream.of(theirs, personal.token(), access, "", "tot_").map(String::valueOf).toList()) {
      assertThat(node.refusal(vouched(personal.token(), voucher)))
          .as(voucher)
          .isEqualTo(Failure.UNAUTHENTICATED);
    }
    assertThat(node.refusal(vouched("tpt_", ours.token()))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void theSecretIsNowhereButInTheAnswerToItsMaking() {
    TokenView made = create(READ);
    createForOrganization();

    assertThat(node.ask(new ListTokens(caller)).items())
        .containsExactly(
            new TokenView(made.id(), "Nightly report", READ, made.createdAt(), null, null, null));
    assertThat(node.ask(new ListOrganizationTokens(caller)).items())
        .extracting(OrganizationTokenView::token)
        .containsOnlyNulls();
    String secret = String.valueOf(made.token()).substring(4);
    assertThat(test.column("SELECT to_jsonb(t)::text FROM sessions.api_token AS t"))
        .noneMatch(row -> row.contains(secret));
    assertThat(test.column("SELECT to_jsonb(e)::text FROM kernel.event AS e"))
        .noneMatch(row -> row.contains(secret));
    assertThat(made.toString()).doesNotContain(secret);
  }

  @Test
  void aTokenNeverMayMoreThanItsMakerAtThatMoment() {
    TokenView made = create(RIGHTS);
    assertThat(use(made.token()).permissions()).isEqualTo(RIGHTS);

    ada.permissions = READ;
    assertThat(use(made.token()).permissions()).isEqualTo(READ);

    ada.permissions = Set.of(Permission.AUDIT_READ);
    assertThat(use(made.token()).permissions()).isEmpty();

    ada.permissions = Set.of(Permission.values());
    assertThat(use(made.token()).permissions()).isEqualTo(Permission.withIncluded(RIGHTS));
  }

  @Test
  void nobodyGivesATokenWhatTheyDoNotHold() {
    ada.permissions = Set.of(Permission.USERS_READ, Permission.TOKENS_MANAGE);

    assertThat(node.refusal(new CreateToken(caller, "x", RIGHTS, null)))
        .isEqualTo(Failure.SCOPE_NOT_HELD);
    assertThat(node.refusal(new CreateOrganizationToken(caller, "x", RIGHTS, null)))
        .isEqualTo(Failure.SCOPE_NOT_HELD);
    assertThat(test.column("SELECT id FROM sessions.api_token")).isEmpty();
  }

  @Test
  void aTokenCanMakeAndListNoTokensAndSeesNoLogins() {
    for (String secret :
        List.of(
            String.valueOf(create(RIGHTS).token()),
            String.valueOf(createForOrganization().token()))) {
      Caller program = use(secret);
      Set.of(
              new ListTokens(program),
              new ListLogins(program),
              new CreateToken(program, "x", READ, null),
              new DeleteToken(program, new dev.latchkey.api.id.TokenId(Ids.next())))
          .forEach(each -> assertThat(node.refusal(each)).isEqualTo(Failure.LOGIN_REQUIRED));
    }
    Caller powerful = use(create(RIGHTS).token());
    assertThat(node.refusal(new ListOrganizationTokens(powerful)))
        .isEqualTo(Failure.LOGIN_REQUIRED);
    assertThat(node.refusal(new CreateOrganizationToken(powerful, "x", READ, null)))
        .isEqualTo(Failure.LOGIN_REQUIRED);
  }

  @Test
  void aTokenHasOneSpelling() {
    for (String secret :
        List.of(
            String.valueOf(create(READ).token()),
            String.valueOf(createForOrganization().token()))) {
      assertThat(refused(secret.substring(0, secret.length() - 1)))
          .isEqualTo(Failure.UNAUTHENTICATED);
      assertThat(refused(secret + "A")).isEqualTo(Failure.UNAUTHENTICATED);
      assertThat(refused(secret + secret)).isEqualTo(Failure.UNAUTHENTICATED);
      assertThat(refused(secret.substring(0, 4))).isEqualTo(Failure.UNAUTHENTICATED);
      for (int i = 0; i < secret.length(); i++) {
        char old = secret.charAt(i);
        char other = old == 'A' ? 'B' : 'A';
        char flipped =
            Character.isUpperCase(old) ? Character.toLowerCase(old) : Character.toUpperCase(old);
        assertThat(refused(changed(secret, i, other))).isEqualTo(Failure.UNAUTHENTICATED);
        if (flipped != old) {
          assertThat(refused(changed(secret, i, flipped))).isEqualTo(Failure.UNAUTHENTICATED);
        }
      }
      use(secret);
    }
  }

  private static String changed(String text, int at, char to) {
    return text.substring(0, at) + to + text.substring(at + 1);
  }

  @Test
  void aTokenOfOneKindIsNoneOfTheOther() {
    String personal = String.valueOf(create(READ).token());
    String organizational = String.valueOf(createForOrganization().token());

    assertThat(refused("tot_" + personal.substring(4))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused("tpt_" + organizational.substring(4))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused(node.signIn("ada").refreshToken())).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void anotherOrganisationsTokenAndAnotherPersonsAreNotFound() {
    TokenView mine = create(READ);
    OrganizationTokenView ours = createForOrganization();
    people.named("eve").permissions = RIGHTS;
    Caller eve = node.authenticate(node.signIn("eve"));

    assertThat(node.refusal(new DeleteToken(eve, mine.id()))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.refusal(new DeleteOrganizationToken(eve, ours.id())))
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(node.refusal(new DeleteToken(caller, ours.id()))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.refusal(new DeleteOrganizationToken(caller, mine.id())))
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(node.ask(new ListTokens(eve)).items()).isEmpty();
    assertThat(node.ask(new ListOrganizationTokens(eve)).items()).isEmpty();
    use(mine.token());
    use(ours.token());
  }

  @Test
  void aDeletedTokenIsDeadAtOnce() {
    TokenView mine = create(READ);
    OrganizationTokenView ours = createForOrganization();
    node.ask(new DeleteToken(caller, mine.id()));
    node.ask(new DeleteOrganizationToken(caller, ours.id()));

    assertThat(refused(mine.token())).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused(ours.token())).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.ask(new ListTokens(caller)).items()).isEmpty();
    assertThat(node.ask(new ListOrganizationTokens(caller)).items()).isEmpty();
    assertThat(node.refusal(new DeleteToken(caller, mine.id()))).isEqualTo(Failure.NOT_FOUND);
    assertThat(events())
        .containsExactly(
            "token.created person person",
            "token.created person organization",
            "token.deleted person person",
            "token.deleted person organization");
  }

  @Test
  void aTokenEndsAtItsTimeByTheDatabasesClock() {
    TokenView made =
        node.ask(new CreateToken(caller, "brief", READ, Instant.parse("2099-01-01T00:00:00.5Z")));
    assertThat(made.expiresAt()).isEqualTo(Instant.parse("2099-01-01T00:00:00.5Z"));
    use(made.token());
    test.execute("UPDATE sessions.api_token SET expires_at = now() + interval '1 second'");
    Instant last = Instant.EPOCH;
    try {
      while (true) {
        Instant before = now();
        use(made.token());
        last = before;
      }
    } catch (Refusal over) {
      Instant expiry = instant("SELECT extract(epoch FROM expires_at) FROM sessions.api_token");
      assertThat(last).isNotEqualTo(Instant.EPOCH).isBefore(expiry);
      assertThat(now()).isAfterOrEqualTo(expiry);
    }
    assertThat(node.ask(new ListTokens(caller)).items()).isEmpty();
  }

  private Instant now() {
    return instant("SELECT extract(epoch FROM clock_timestamp())");
  }

  private Instant instant(String query) {
    java.math.BigDecimal seconds = new java.math.BigDecimal(test.column(query).get(0));
    return Instant.EPOCH.plusNanos(seconds.movePointRight(9).longValueExact());
  }

  @Test
  void aTokenThatWouldBeOverAlreadyIsNotMade() {
    for (String time : List.of("2020-01-01T00:00:00Z", "0001-01-01T00:00:00Z")) {
      assertThat(node.refusal(new CreateToken(caller, "x", READ, Instant.parse(time))))
          .isEqualTo(Failure.TOKEN_EXPIRY_PAST);
    }
    assertThat(events()).isEmpty();
  }

  @Test
  void aTokenEndsWithItsMakersMembershipAndIsNotRevived() {
    TokenView mine = create(READ);
    OrganizationTokenView ours = createForOrganization();
    ada.disabled = true;
    assertThat(refused(mine.token())).isEqualTo(Failure.UNAUTHENTICATED);
    ada.disabled = false;
    assertThat(refused(mine.token())).isEqualTo(Failure.UNAUTHENTICATED);

    ada.admission = Ids.next();
    assertThat(refused(ours.token()))
        .as("never met while disabled")
        .isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.ask(new ListOrganizationTokens(caller)).items()).isEmpty();
    assertThat(events()).endsWith("token.ended system", "token.ended system").hasSize(4);
  }

  @Test
  void anOwnChangeOfPasswordLeavesThemAndTheEndOfEveryLoginEndsThem() {
    TokenView mine = create(READ);
    OrganizationTokenView ours = createForOrganization();
    ada.changePassword(caller.login());
    node.ask(new EndLogins(ada.id, caller.login(), "password_changed"));
    use(mine.token());
    use(ours.token());

    node.ask(new EndLogins(ada.id, null, "password_reset"));

    assertThat(refused(mine.token())).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused(ours.token())).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(
            test.column(
                "SELECT concat_ws(' ', type, data->>'reason', subject_kind, organization_id) FROM"
                    + " kernel.event WHERE type = 'token.ended'"))
        .containsOnly("token.ended password_reset token " + ada.organization)
        .hasSize(2);
  }

  @Test
  void thoseOfOneOrganisationCanBeEndedAlone() {
    TokenView here = create(READ);
    OrganizationTokenView ours = createForOrganization();
    ApiTokenStore store = new ApiTokenStore(node.database);
    Change change = Change.bySystem(EventType.TOKEN_ENDED).about("token", null);
    node.get(store.endAll(ada.id, new OrganizationId(Ids.next()), "elsewhere", change));
    use(here.token());

    node.get(store.endAll(ada.id, ada.organization, "user_disabled", change));
    assertThat(refused(here.token())).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused(ours.token())).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void whenAccountsDoesNotAnswerNobodyIsLetInAndNothingIsEnded() {
    TokenView mine = create(READ);
    ada.unreachable = true;
    assertThat(refused(mine.token())).isEqualTo(Failure.UNAVAILABLE);

    ada.unreachable = false;
    use(mine.token());
  }

  @Test
  void aTemporaryPasswordHoldsTheTokenToo() {
    TokenView mine = create(READ);
    ada.mustChangePassword = true;

    assertThat(use(mine.token()).mustChangePassword()).isTrue();
  }

  @Test
  void itCostsWhatALoginCosts() {
    TokenView mine = create(READ);
    use(mine.token());

    assertThat(node.statements(() -> use(mine.token()))).isEqualTo(1);
    test.execute("UPDATE sessions.api_token SET last_used_at = now() - interval '61 seconds'");
    assertThat(node.statements(() -> use(mine.token()))).isEqualTo(1);
    assertThat(node.statements(() -> refused(mine.token() + "A"))).isZero();
  }

  @Test
  void useIsNotedOnceAMinute() {
    TokenView mine = create(READ);
    use(mine.token());
    String idle = "SELECT last_used_at < now() - interval '30 seconds' FROM sessions.api_token";
    test.execute("UPDATE sessions.api_token SET last_used_at = now() - interval '50 seconds'");
    use(mine.token());
    assertThat(test.column(idle)).containsExactly("t");

    test.execute("UPDATE sessions.api_token SET last_used_at = now() - interval '61 seconds'");
    use(mine.token());
    assertThat(test.column(idle)).containsExactly("f");
    assertThat(node.ask(new ListTokens(caller)).items().get(0).lastUsedAt()).isNotNull();
  }

  @RepeatedTest(5)
  void theFirstUseIsToldOnceHoweverManyCome() throws Exception {
    TokenView mine = create(READ);
    List<Future<Caller>> uses =
        IntStream.range(0, 16)
            .mapToObj(
                each -> node.bus.ask(new Authenticate(String.valueOf(mine.token()), Node.ORIGIN)))
            .toList();
    Future.all(uses).await(20, SECONDS);

    assertThat(events())
        .containsExactly("token.created person person", "token.first_used person person");
  }

  @RepeatedTest(5)
  void theLastPlaceIsTakenOnceHoweverManyWantIt() throws Exception {
    test.execute(
        """
        INSERT INTO sessions.api_token (id, digest, owner, person_id, organization_id, admission,
                                        name, scopes)
        SELECT gen_random_uuid(), sha256(n::text::bytea), 'person', '%s', '%s', '%s', 'full', '{}'
          FROM generate_series(1, 49) AS n\
        """
            .formatted(ada.id, ada.organization, ada.admission));
    List<Future<Boolean>> makings =
        IntStream.range(0, 16)
            .mapToObj(each -> node.bus.ask(new CreateToken(caller, "x", READ, null)))
            .map(each -> each.map(true).otherwise(false))
            .toList();
    Future.all(makings).await(20, SECONDS);

    assertThat(makings.stream().filter(Future::result)).hasSize(1);
    assertThat(test.column("SELECT count(*) FROM sessions.api_token")).containsExactly("50");
    assertThat(node.refusal(new CreateToken(caller, "x", READ, null)))
        .isEqualTo(Failure.TOO_MANY_TOKENS);
    createForOrganization();
  }

  @Test
  void anOrganisationHasRoomForTwoHundred() {
    test.execute(
        """
        INSERT INTO sessions.api_token (id, digest, owner, person_id, organization_id, admission,
                                        name, scopes)
        SELECT gen_random_uuid(), sha256(n::text::bytea), 'organization', gen_random_uuid(), '%s',
               '%s', 'full', '{}'
          FROM generate_series(1, 200) AS n\
        """
            .formatted(ada.organization, ada.admission));
    assertThat(node.refusal(new CreateOrganizationToken(caller, "x", READ, null)))
        .isEqualTo(Failure.TOO_MANY_TOKENS);
    assertThat(node.ask(new ListOrganizationTokens(caller)).items()).hasSize(200);
    create(READ);
  }

  @Test
  void aNameIsNeitherBlankNorLong() {
    for (String name : List.of("", "  ", "\u0000", "x".repeat(101))) {
      assertThat(node.refusal(new CreateToken(caller, name, READ, null)))
          .isEqualTo(Failure.INVALID_REQUEST);
    }
    node.ask(new CreateToken(caller, "𝄞".repeat(100), READ, null));
    assertThat(node.refusal(new CreateOrganizationToken(caller, "x", Set.of(), null)))
        .isEqualTo(Failure.INVALID_REQUEST);
    node.ask(new CreateToken(caller, "only who I am", Set.of(), null));
  }

  @Test
  void whoMadeATokenNeedsAFreshProof() {
    Caller stale =
        new Caller(
            caller.person(),
            caller.login(),
            caller.organization(),
            caller.permissions(),
            caller.assurance(),
            caller.authenticatedAt(),
            false,
            false,
            caller.origin(),
            null);
    assertThat(node.refusal(new CreateToken(stale, "x", READ, null)))
        .isEqualTo(Failure.REAUTHENTICATION_REQUIRED);
    assertThat(node.refusal(new CreateOrganizationToken(stale, "x", READ, null)))
        .isEqualTo(Failure.REAUTHENTICATION_REQUIRED);
    node.ask(new ListTokens(stale));
  }

  @Test
  void whatEndedAMonthAgoIsForgotten() {
    TokenView mine = create(READ);
    TokenView other = create(READ);
    node.ask(new DeleteToken(caller, mine.id()));
    ApiTokenStore store = new ApiTokenStore(node.database);
    node.get(
        new Purge(new EndingStore(node.database), store, new ChallengeStore(node.database)).run());
    assertThat(test.column("SELECT id FROM sessions.api_token")).hasSize(2);

    test.execute(
        "UPDATE sessions.api_token SET ended_at = now() - interval '31 days' WHERE ended_at IS NOT"
            + " NULL");
    node.get(
        new Purge(new EndingStore(node.database), store, new ChallengeStore(node.database)).run());
    assertThat(test.column("SELECT id FROM sessions.api_token")).containsExactly(other.id() + "");
  }

  @Test
  void theOwnersOfTokensAreWrittenAsTheTableKnowsThem() {
    assertThat(TokenOwner.values())
        .extracting(TokenOwner::wireName)
        .containsExactly("person", "organization");
  }
}
