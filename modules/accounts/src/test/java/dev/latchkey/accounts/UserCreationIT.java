package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.CreateUsers;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.UserCreated;
import dev.latchkey.api.accounts.UsersCreated;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserCreationIT {

  private static final NewUser GRACE =
      new NewUser("Grace@Example.com", null, "Grace", "Hopper", null, "Admiral");

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

  private static NewUser user(String email, @Nullable String userName) {
    return new NewUser(email, userName, null, null, null, null);
  }

  private CreateUser create(String email) {
    return new CreateUser(ada, user(email, null), PASSWORD, Set.of());
  }

  private String people() {
    return module.test.column("SELECT count(*) FROM accounts.person").get(0);
  }

  @Test
  void anAccountWithAPasswordIsManagedActiveAndAMember() {
    UserCreated made = module.ask(new CreateUser(ada, GRACE, PASSWORD, Set.of()));
    assertThat(made.password()).isNull();
    assertThat(made.changeBy()).isNull();
    assertThat(made.user().userName()).isEqualTo("grace@example.com");
    assertThat(made.user().email()).isEqualTo("Grace@Example.com");
    assertThat(made.user().emailVerified()).isFalse();
    assertThat(made.user().accountType()).isEqualTo(AccountType.MANAGED);
    assertThat(made.user().state()).isEqualTo(MemberState.ACTIVE);
    assertThat(made.user().roles()).extracting("name").containsExactly("member");
    assertThat(module.ask(new DescribeUser(ada, made.user().id()))).isEqualTo(made.user());

    Authority grace = module.verify("grace@example.com", PASSWORD);
    assertThat(grace.person()).isEqualTo(made.user().id());
    assertThat(grace.organization()).isEqualTo(ada.organization());
    assertThat(grace.mustChangePassword()).isFalse();
  }

  @Test
  void theNewAddressGetsAProofAndIsVerifiedByIt() {
    UserCreated made = module.ask(new CreateUser(ada, GRACE, PASSWORD, Set.of()));
    assertThat(module.event("user.created"))
        .contains("Grace@Example.com", made.user().id().toString())
        .doesNotContain(PASSWORD);
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    assertThat(module.ask(new DescribeUser(ada, made.user().id())).emailVerified()).isTrue();
  }

  @Test
  void aTemporaryPasswordIsToldOnceEndsAndMustBeChangedAtFirstUse() {
    UserCreated made = module.ask(new CreateUser(ada, GRACE, null, Set.of()));
    String password = String.valueOf(made.password());
    assertThat(password).matches("([a-z2-9]{4}-){5}[a-z2-9]{4}");
    assertThat(made.changeBy()).isNotNull();
    Authority grace = module.verify("grace@example.com", password);
    assertThat(grace.mustChangePassword()).isTrue();
    Caller caller = AccountsModule.caller(grace, true);
    assertThat(module.refusal(new DescribeUser(caller, grace.person())))
        .isEqualTo("password_change_required");
    module.ask(new ChangePassword(caller, password, "another long phrase of hers", true));
    assertThat(
            module.verify("grace@example.com", "another long phrase of hers").mustChangePassword())
        .isFalse();
    assertThat(module.test.column("SELECT expires_at FROM accounts.password ORDER BY 1"))
        .containsOnlyNulls();
  }

  @Test
  void aTemporaryPasswordOpensNothingAfterADay() {
    UserCreated made = module.ask(new CreateUser(ada, GRACE, null, Set.of()));
    String password = String.valueOf(made.password());
    Caller grace = AccountsModule.caller(module.verify("grace@example.com", password), true);
    assertThat(
            module.test.column(
                "SELECT expires_at <= now() + interval '24 hours' FROM accounts.password"
                    + " WHERE must_change"))
        .containsExactly("t");
    module.test.execute("UPDATE accounts.password SET expires_at = now() WHERE must_change");
    assertThat(module.refusal(new VerifyPassword("grace@example.com", password, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(module.refusal(new ChangePassword(grace, password, "another long phrase", true)))
        .isEqualTo("wrong_password");
  }

  @Test
  void whereTemporaryPasswordsAreForbiddenWhoeverProvesTheAddressChoosesOne() {
    module.test.execute(
        "UPDATE accounts.organization SET settings = '{\"temporaryPasswordsAllowed\": false}'");
    UserCreated made = module.ask(new CreateUser(ada, GRACE, null, Set.of()));
    assertThat(made.password()).isNull();
    assertThat(made.changeBy()).isNull();
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    module.ask(new ResetPassword(module.token(LinkPurpose.PASSWORD_RESET), PASSWORD, ORIGIN));
    assertThat(module.verify("grace@example.com", PASSWORD).organization())
        .isEqualTo(ada.organization());
  }

  @Test
  void makingAnAccountTakesThreeRoundTripsAndOneHash() {
    module.ask(create("warm@example.com"));
    long statements = module.database.statements();
    long hashes = module.hasher.count();
    module.ask(new CreateUser(ada, GRACE, PASSWORD, Set.of(BuiltInRole.ADMIN.id())));
    assertThat(module.database.statements() - statements).isEqualTo(3);
    assertThat(module.hasher.count() - hashes).isEqualTo(1);
  }

  @Test
  void aTemporaryPasswordCostsNoHashWhenItIsMadeAndOneWhenItIsTried() {
    UserCreated made = module.ask(new CreateUser(ada, GRACE, null, Set.of()));
    long hashes = module.hasher.count();
    module.ask(new CreateUser(ada, user("edith@example.com", null), null, Set.of()));
    assertThat(module.hasher.count()).isEqualTo(hashes);
    module.verify("grace@example.com", String.valueOf(made.password()));
    assertThat(module.hasher.count()).isEqualTo(hashes + 1);
    for (String wrong : List.of(made.password() + "x", "", PASSWORD)) {
      assertThat(module.refusal(new VerifyPassword("grace@example.com", wrong, null, ORIGIN)))
          .isEqualTo("invalid_credentials");
    }
    assertThat(module.hasher.count()).isEqualTo(hashes + 4);
  }

  @Test
  void aRepetitionByKeyMakesNobodyAndTellsThePasswordNotAgain() {
    CreateUser request = new CreateUser(ada.naming("one"), GRACE, null, Set.of());
    UserCreated first = module.ask(request);
    UserCreated again = module.ask(request);
    assertThat(first.password()).isNotNull();
    assertThat(again.password()).isNull();
    assertThat(again.user()).isEqualTo(first.user());
    assertThat(people()).isEqualTo("2");
    assertThat(module.test.column("SELECT answer::text FROM kernel.idempotency_key"))
        .noneMatch(answer -> answer.contains(first.password()));
  }

  @Test
  void anAddressThatIsTakenIsRefused() {
    module.ask(create("grace@example.com"));
    assertThat(module.refusal(create("Ada@example.com"))).isEqualTo("email_taken");
    assertThat(module.refusal(create("GRACE@example.com"))).isEqualTo("email_taken");
    assertThat(
            module.refusal(
                new CreateUser(ada, user("grace@example.com", "hopper"), PASSWORD, Set.of())))
        .isEqualTo("email_taken");
    assertThat(people()).isEqualTo("2");
  }

  @Test
  void aUserNameThatAnybodyEverHadIsRefused() {
    module.ask(new CreateUser(ada, user("grace@example.com", "Hopper"), PASSWORD, Set.of()));
    for (String taken : List.of("hopper", "HOPPER", "ada@example.com")) {
      assertThat(
              module.refusal(
                  new CreateUser(ada, user("new@example.com", taken), PASSWORD, Set.of())))
          .as(taken)
          .isEqualTo("user_name_taken");
    }
    assertThat(module.verify("hopper", PASSWORD)).isNotNull();
    assertThat(people()).isEqualTo("2");
    assertThat(module.test.column("SELECT count(*) FROM accounts.used_handle"))
        .containsExactly("2");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(module.refusal(create("no address"))).isEqualTo("email_invalid");
    for (String name : List.of("", "me", "a b", "-x", "é", Ids.next().toString())) {
      assertThat(
              module.refusal(
                  new CreateUser(ada, user("new@example.com", name), PASSWORD, Set.of())))
          .as(name)
          .isEqualTo("user_name_invalid");
    }
    assertThat(module.refusal(new CreateUser(ada, GRACE, "short", Set.of())))
        .isEqualTo("password_too_short");
    assertThat(module.refusal(new CreateUser(ada, GRACE, "grace@example.com1", Set.of())))
        .isEqualTo("password_blocklisted");
    assertThat(module.refusal(new CreateUser(ada, GRACE, PASSWORD, Set.of(new RoleId(Ids.next())))))
        .isEqualTo("not_found");
    assertThat(people()).isEqualTo("1");
  }

  @Test
  void aRoleOfAnotherOrganizationAnswersLikeAnUnknownOne() {
    module.stranger();
    RoleId theirs = new RoleId(Ids.next());
    module.test.execute(
        "INSERT INTO accounts.role (id, organization_id, name, name_key) VALUES ('%s', '%s', 'weaver', 'weaver')"
            .formatted(theirs, AccountsModule.LOOMS));
    assertThat(module.refusal(new CreateUser(ada, GRACE, PASSWORD, Set.of(theirs))))
        .isEqualTo("not_found");
  }

  @Test
  void nobodyGivesARoleThatTheyDoNotHold() {
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    RoleId tokens = new RoleId(Ids.next());
    module.test.execute(
        "INSERT INTO accounts.role (id, organization_id, name, name_key, permissions)"
            + " VALUES ('%s', '%s', 'tokens', 'tokens', '{tokens:manage}')"
                .formatted(tokens, ada.organization()));
    for (RoleId beyond : List.of(BuiltInRole.OWNER.id(), tokens)) {
      assertThat(module.refusal(new CreateUser(admin, GRACE, PASSWORD, Set.of(beyond))))
          .isEqualTo("role_beyond_yours");
    }
    module.ask(new CreateUser(admin, GRACE, PASSWORD, Set.of(BuiltInRole.ADMIN.id())));
    module.ask(
        new CreateUser(
            ada, user("o@example.com", null), PASSWORD, Set.of(tokens, BuiltInRole.OWNER.id())));
  }

  @Test
  void ofSixteenWhoMakeOneAddressOneSucceeds() {
    for (int round = 0; round < 3; round++) {
      String email = "race" + round + "@example.com";
      int now = round;
      List<Future<?>> tries =
          IntStream.range(0, 16)
              .<Future<?>>mapToObj(
                  i ->
                      module.bus.ask(
                          new CreateUser(ada, user(email, "r" + now + "-" + i), null, Set.of())))
              .toList();
      Future.join(tries).otherwiseEmpty().await();
      assertThat(tries).filteredOn(Future::succeeded).hasSize(1);
      assertThat(
              module.test.column(
                  "SELECT count(*) FROM accounts.email WHERE address_key = '" + email + "'"))
          .containsExactly("1");
    }
  }

  @Test
  void ofSixteenWhoMakeOneUserNameOneSucceeds() {
    List<Future<?>> tries =
        IntStream.range(0, 16)
            .<Future<?>>mapToObj(
                i ->
                    module.bus.ask(
                        new CreateUser(
                            ada, user("n" + i + "@example.com", "hopper"), null, Set.of())))
            .toList();
    Future.join(tries).otherwiseEmpty().await();
    assertThat(tries).filteredOn(Future::succeeded).hasSize(1);
    assertThat(people()).isEqualTo("2");
  }

  @Test
  void whoeverProvesAnAddressTakesItFromAnAccountThatOnlyClaimsIt() {
    module.ask(create("grace@example.com"));
    module.ask(new Register("grace@example.com", "her very own phrase", null, null, ORIGIN));
    module.ask(
        new ProveEmail(
            module.token(
                LinkPurpose.EMAIL_PROOF,
                "person_id = (SELECT id FROM accounts.person WHERE state = 'unverified')"),
            ORIGIN));
    assertThat(module.verify("grace@example.com", "her very own phrase").organization()).isNull();
    assertThat(module.refusal(new VerifyPassword("grace@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(
            module.test.column(
                "SELECT count(*) FROM accounts.membership WHERE sort_email = 'grace@example.com'"))
        .containsExactly("0");
  }

  @Test
  void onlyWhoMayManagePeopleMakesThem() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    assertThat(module.refusal(new CreateUser(grace, GRACE, PASSWORD, Set.of())))
        .isEqualTo("forbidden");
  }

  @Test
  void ofManyEachHasAnAnswerAndNoneHindersTheOthers() {
    List<CreateUsers.Item> wanted =
        List.of(
            item("grace@example.com", null, Set.of()),
            item("no address", null, Set.of()),
            item("grace@example.com", null, Set.of()),
            item("edith@example.com", PASSWORD, Set.of(BuiltInRole.ADMIN.id())),
            item("joan@example.com", null, Set.of(new RoleId(Ids.next()))));
    List<UsersCreated.Item> items = module.ask(new CreateUsers(ada, wanted)).items();
    assertThat(items)
        .extracting(UsersCreated.Item::code)
        .containsExactly(null, "email_invalid", "email_taken", null, "not_found");
    assertThat(items)
        .extracting(UsersCreated.Item::email)
        .containsExactlyElementsOf(wanted.stream().map(each -> each.user().email()).toList());
    assertThat(module.verify("grace@example.com", String.valueOf(items.get(0).password())))
        .extracting(Authority::mustChangePassword)
        .isEqualTo(true);
    assertThat(items.get(3).password()).isNull();
    assertThat(module.verify("edith@example.com", PASSWORD).mustChangePassword()).isFalse();
  }

  @Test
  void noneAndTooManyAreRefusedAsAWhole() {
    List<CreateUsers.Item> tooMany =
        java.util.Collections.nCopies(101, item("x@example.com", null, Set.of()));
    for (List<CreateUsers.Item> users : List.of(List.<CreateUsers.Item>of(), tooMany)) {
      assertThat(module.refusal(new CreateUsers(ada, users))).isEqualTo("invalid_request");
    }
  }

  private static CreateUsers.Item item(
      String email, @Nullable String password, Set<RoleId> roleIds) {
    NewUser user = new NewUser(email, null, null, null, null, null);
    return new CreateUsers.Item(user, password, roleIds);
  }
}
