package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.UserCreated;
import dev.latchkey.api.accounts.UsersAnonymized;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnonymisationIT {

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

  private UsersAnonymized anonymize(Caller caller, PersonId... users) {
    return module.ask(new AnonymizeUsers(caller, List.of(users)));
  }

  /** Every row of every table, as text. */
  private Stream<String> rows() {
    return module
        .test
        .column(
            "SELECT schemaname || '.' || tablename FROM pg_tables"
                + " WHERE schemaname IN ('kernel', 'accounts')")
        .stream()
        .flatMap(table -> module.test.column("SELECT t::text FROM " + table + " t").stream());
  }

  @Test
  void noPersonalDatumIsLeftAnywhereAndTheHistoryStays() {
    NewUser user =
        new NewUser(
            "secretgrace@example.com", "secrethandle", "Secretgiven", "Secretfamily", null, null);
    UserCreated made = module.ask(new CreateUser(ada.naming("create"), user, PASSWORD, Set.of()));
    PersonId grace = made.user().id();
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    module.ask(
        new UpdateUser(
            ada.naming("update"),
            grace,
            Map.of(
                ProfileField.DISPLAY_NAME, "Secretdisplay",
                ProfileField.TITLE, "Secrettitle"),
            Set.of(),
            "secretnew@example.com",
            "secretother",
            null));
    Caller herself = AccountsModule.caller(module.verify("secretother", PASSWORD), true);
    module.ask(
        new ChangePassword(herself.naming("k"), PASSWORD, "another long phrase of hers", true));
    long events = module.test.column("SELECT id FROM kernel.event").size();
    assertThat(rows().filter(row -> row.toLowerCase(java.util.Locale.ROOT).contains("secret")))
        .isNotEmpty();

    assertThat(anonymize(ada, grace).items())
        .containsExactly(new UsersAnonymized.Item(grace, true, null));

    assertThat(rows().filter(row -> row.toLowerCase(java.util.Locale.ROOT).contains("secret")))
        .isEmpty();
    assertThat(module.test.column("SELECT id FROM kernel.event")).hasSize((int) events + 1);
    assertThat(module.test.column("SELECT state FROM accounts.person WHERE id = '" + grace + "'"))
        .containsExactly("anonymised");
    assertThat(module.event("user.anonymised")).contains(grace.toString());
    assertThat(module.refusal(new DescribeUser(ada, grace))).isEqualTo("not_found");
    assertThat(
            module.refusal(
                new VerifyPassword("secretother", "another long phrase of hers", null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(module.endedLogins).extracting("reason").contains("user_anonymised");
  }

  @Test
  void whoeverBelongsElsewhereTooIsNotForOneOrganizationToAnonymize() {
    PersonId grace = module.user(ada, "grace@example.com").id();
    module.stranger();
    module.test.execute(
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type)"
            + " VALUES ('%s', '%s', 'active', 'external')".formatted(AccountsModule.LOOMS, grace));
    assertThat(anonymize(ada, grace).items())
        .containsExactly(new UsersAnonymized.Item(grace, false, "member_elsewhere"));
    assertThat(module.ask(new DescribeUser(ada, grace)).email()).isEqualTo("grace@example.com");
  }

  @Test
  void theHandleIsNeverUsedAgain() {
    PersonId grace = module.user(ada, "grace@example.com").id();
    anonymize(ada, grace);
    NewUser again = new NewUser("new@example.com", "grace@example.com", null, null, null, null);
    assertThat(module.refusal(new CreateUser(ada, again, PASSWORD, Set.of())))
        .isEqualTo("user_name_taken");
  }

  @Test
  void eachPersonHasTheirOwnAnswer() {
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    PersonId boss = module.user(ada, "boss@example.com", BuiltInRole.OWNER).id();
    PersonId grace = module.user(ada, "grace@example.com").id();
    PersonId last = module.user(ada, "last@example.com").id();
    PersonId joe = module.stranger().person();
    PersonId unknown = new PersonId(Ids.next());
    assertThat(
            anonymize(admin, boss, grace, ada.person(), joe, unknown, admin.person(), last, grace)
                .items())
        .containsExactly(
            new UsersAnonymized.Item(boss, false, "outranked"),
            new UsersAnonymized.Item(grace, true, null),
            new UsersAnonymized.Item(ada.person(), false, "external_account"),
            new UsersAnonymized.Item(joe, false, "not_found"),
            new UsersAnonymized.Item(unknown, false, "not_found"),
            new UsersAnonymized.Item(admin.person(), false, "not_yourself"),
            new UsersAnonymized.Item(last, true, null));
    assertThat(anonymize(admin, grace).items())
        .containsExactly(new UsersAnonymized.Item(grace, false, "not_found"));
  }

  @Test
  void ofSixteenAtOnceOneIsDone() {
    PersonId grace = module.user(ada, "grace@example.com").id();
    List<Future<UsersAnonymized>> tries =
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(new AnonymizeUsers(ada, List.of(grace))))
            .toList();
    Future.join(tries).await();
    assertThat(tries)
        .extracting(each -> each.result().items().get(0).anonymized())
        .containsOnlyOnce(true);
  }

  @Test
  void itWantsAFreshSignInAndOneToAHundredPeople() {
    Caller stale = AccountsModule.caller(module.verify("ada@example.com", PASSWORD), false);
    PersonId grace = module.user(ada, "grace@example.com").id();
    assertThat(module.refusal(new AnonymizeUsers(stale, List.of(grace))))
        .isEqualTo("reauthentication_required");
    assertThat(module.refusal(new AnonymizeUsers(ada, List.of()))).isEqualTo("invalid_request");
    List<PersonId> many = IntStream.range(0, 101).mapToObj(i -> new PersonId(Ids.next())).toList();
    assertThat(module.refusal(new AnonymizeUsers(ada, many))).isEqualTo("invalid_request");
    assertThat(module.ask(new AnonymizeUsers(ada, many.subList(0, 100))).items()).hasSize(100);
  }
}
