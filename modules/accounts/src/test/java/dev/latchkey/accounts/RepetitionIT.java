package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static dev.latchkey.api.access.Permission.AUDIT_READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.organization.CreationPolicy;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.Messages;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.AssignTeamMember;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.ChangeRoles;
import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateInvitee;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EmailView;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.EndUserLogins;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.MakeEmailPrimary;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.ReinstateUser;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.accounts.RemoveTeamMember;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.accounts.SendEmailProof;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.SkipReason;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdateOrganization;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.accounts.UpdateTeam;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change that takes a key, sent twice. */
class RepetitionIT {

  private static final String OTHER_PASSWORD = "a quite different pass phrase";
  private static final String EVENTS = "SELECT count(*) FROM kernel.event WHERE outcome = 'done'";

  /** All that any of these acts changes, as one text. */
  private static final String ROWS =
      """
      SELECT concat_ws(E'\n',
        (SELECT string_agg(each::text, ';' ORDER BY id) FROM accounts.organization AS each),
        (SELECT string_agg(each::text, ';' ORDER BY id) FROM accounts.role AS each),
        (SELECT string_agg(each::text, ';' ORDER BY id) FROM accounts.team AS each),
        (SELECT string_agg(each::text, ';' ORDER BY team_id) FROM accounts.team_member AS each),
        (SELECT string_agg(each::text, ';' ORDER BY id) FROM accounts.email AS each),
        (SELECT string_agg(each::text, ';' ORDER BY id) FROM accounts.person AS each),
        (SELECT string_agg(each::text, ';' ORDER BY id) FROM accounts.link AS each),
        (SELECT string_agg(each::text, ';') FROM accounts.password AS each),
        (SELECT string_agg(each::text, ';') FROM accounts.membership AS each),
        (SELECT string_agg(each::text, ';') FROM accounts.membership_role AS each),
        (SELECT string_agg(each::text, ';') FROM accounts.preferences AS each),
        (SELECT string_agg(each::text, ';') FROM accounts.onboarding AS each),
        (SELECT count(*) FROM kernel.guess),
        (SELECT count(*) FROM kernel.event))\
      """;

  private static final NewUser GRACE =
      new NewUser("grace@example.com", "grace", "Grace", null, null, null);

  private AccountsModule module;
  private Caller ada;

  /** A change, made of a caller with a key after what it needs was done. */
  record Act(
      Class<?> type, Function<RepetitionIT, Function<Caller, IdempotentRequest<?>>> prepared) {

    @Override
    public String toString() {
      return type.getSimpleName();
    }

    /** How many events it appends: a change of a profile and of the address are two. */
    int events() {
      return type == UpdateMe.class ? 2 : 1;
    }
  }

  static Stream<Act> acts() {
    return Stream.of(
        new Act(CreateOrganization.class, it -> ada -> new CreateOrganization(ada, "Looms")),
        new Act(AddEmail.class, it -> ada -> new AddEmail(ada, "ada@example.org")),
        new Act(RemoveEmail.class, RepetitionIT::removing),
        new Act(MakeEmailPrimary.class, RepetitionIT::makingPrimary),
        new Act(SendEmailProof.class, RepetitionIT::sendingProof),
        new Act(CancelEmailChange.class, RepetitionIT::cancelling),
        new Act(
            ChangePassword.class,
            it -> ada -> new ChangePassword(ada, PASSWORD, OTHER_PASSWORD, true)),
        new Act(UpdateMe.class, RepetitionIT::updating),
        new Act(CreateRole.class, it -> ada -> new CreateRole(ada, "Auditor", Set.of(AUDIT_READ))),
        new Act(UpdateRole.class, RepetitionIT::updatingRole),
        new Act(DeleteRole.class, RepetitionIT::deletingRole),
        new Act(CreateTeam.class, it -> ada -> new CreateTeam(ada, "Looms")),
        new Act(
            UpdateTeam.class,
            it -> it.withTeam((ada, team) -> new UpdateTeam(ada, team, "Mills", 1))),
        new Act(DeleteTeam.class, it -> it.withTeam(DeleteTeam::new)),
        new Act(
            AssignTeamMember.class,
            it ->
                it.withTeam((ada, team) -> new AssignTeamMember(ada, team, ada.person(), "lead"))),
        new Act(RemoveTeamMember.class, RepetitionIT::removingTeamMember),
        new Act(
            UpdateOrganization.class, it -> ada -> new UpdateOrganization(ada, "Looms", null, 1)),
        new Act(
            CreateUser.class, it -> ada -> new CreateUser(ada, GRACE, OTHER_PASSWORD, Set.of())),
        new Act(CreateInvitee.class, it -> ada -> new CreateInvitee(ada, GRACE, Set.of())),
        onGrace(
            UpdateUser.class,
            (ada, grace) ->
                new UpdateUser(
                    ada, grace, Map.of(ProfileField.TITLE, "Dr"), Set.of(), null, null, null)),
        onGrace(
            AssignRoles.class,
            (ada, grace) -> new AssignRoles(ada, grace, Set.of(BuiltInRole.ADMIN.id()), null)),
        onGrace(
            ChangeRoles.class,
            (ada, grace) -> new ChangeRoles(ada, grace, Set.of(BuiltInRole.ADMIN.id()), Set.of())),
        onGrace(DisableUser.class, DisableUser::new),
        new Act(EnableUser.class, RepetitionIT::enabling),
        new Act(ReinstateUser.class, RepetitionIT::reinstating),
        onGrace(RemoveUser.class, (ada, grace) -> new RemoveUser(ada, grace, null)),
        onGrace(
            ChangeUserPassword.class,
            (ada, grace) -> new ChangeUserPassword(ada, grace, PASSWORD, OTHER_PASSWORD)),
        onGrace(EndUserLogins.class, EndUserLogins::new),
        onGrace(ResetUser.class, ResetUser::new),
        new Act(
            UpdatePreferences.class,
            it -> ada -> new UpdatePreferences(ada, Map.of("themeMode", "dark"), Set.of(), 0)),
        new Act(
            SkipOnboarding.class,
            it -> ada -> new SkipOnboarding(ada, SkipReason.LATER, "install")));
  }

  private RoleId role() {
    return module.ask(new CreateRole(ada, "Auditor", Set.of())).id();
  }

  private Function<Caller, IdempotentRequest<?>> updatingRole() {
    RoleId role = role();
    return caller -> new UpdateRole(caller, role, "Reader", Set.of(AUDIT_READ), 1);
  }

  private Function<Caller, IdempotentRequest<?>> deletingRole() {
    RoleId role = role();
    return caller -> new DeleteRole(caller, role);
  }

  private TeamId team() {
    return module.ask(new CreateTeam(ada, "Looms")).id();
  }

  private Function<Caller, IdempotentRequest<?>> withTeam(
      BiFunction<Caller, TeamId, IdempotentRequest<?>> request) {
    TeamId team = team();
    return caller -> request.apply(caller, team);
  }

  private Function<Caller, IdempotentRequest<?>> removingTeamMember() {
    TeamId team = team();
    module.ask(new AssignTeamMember(ada, team, ada.person(), null));
    return caller -> new RemoveTeamMember(caller, team, caller.person());
  }

  private static Act onGrace(
      Class<?> type, BiFunction<Caller, PersonId, IdempotentRequest<?>> request) {
    return new Act(
        type,
        it -> {
          PersonId grace = it.module.user(it.ada, GRACE.email()).id();
          return ada -> request.apply(ada, grace);
        });
  }

  private Function<Caller, IdempotentRequest<?>> enabling() {
    PersonId grace = module.user(ada, GRACE.email()).id();
    module.ask(new DisableUser(ada, grace));
    return caller -> new EnableUser(caller, grace, Set.of(BuiltInRole.ADMIN.id()));
  }

  private Function<Caller, IdempotentRequest<?>> reinstating() {
    PersonId grace = module.user(ada, GRACE.email()).id();
    module.ask(new DisableUser(ada, grace));
    return caller -> new ReinstateUser(caller, grace, Set.of(BuiltInRole.ADMIN.id()));
  }

  private EmailView added() {
    return module.ask(new AddEmail(ada, "ada@example.org"));
  }

  private Function<Caller, IdempotentRequest<?>> removing() {
    EmailView email = added();
    return caller -> new RemoveEmail(caller, email.id());
  }

  private Function<Caller, IdempotentRequest<?>> makingPrimary() {
    EmailView email = added();
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), AccountsModule.ORIGIN));
    return caller -> new MakeEmailPrimary(caller, email.id());
  }

  private Function<Caller, IdempotentRequest<?>> sendingProof() {
    EmailView email = added();
    return caller -> new SendEmailProof(caller, email.id());
  }

  private Function<Caller, IdempotentRequest<?>> cancelling() {
    module.ask(new UpdateMe(ada, Map.of(), Set.of(), "new@example.org", null));
    return CancelEmailChange::new;
  }

  /** Two events, and a version that is not the expected one the second time. */
  private Function<Caller, IdempotentRequest<?>> updating() {
    Map<ProfileField, String> names =
        Map.of(ProfileField.DISPLAY_NAME, "Ada King", ProfileField.TITLE, "Countess");
    int version =
        Integer.parseInt(module.test.column("SELECT version FROM accounts.person").get(0));
    return caller ->
        new UpdateMe(
            caller,
            names,
            Set.of(ProfileField.GIVEN_NAME, ProfileField.LOCALE),
            "new@example.org",
            version);
  }

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule(true, CreationPolicy.OWNERS);
    ada = module.owner();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private String rows() {
    return module.test.column(ROWS).get(0);
  }

  @Test
  void everyRequestOfThisModuleThatTakesAKeyIsTried() {
    List<Class<? extends Record>> known =
        Messages.ALL.stream()
            .filter(IdempotentRequest.class::isAssignableFrom)
            .filter(each -> each.getPackageName().endsWith(".accounts"))
            .toList();
    assertThat(acts().map(Act::type)).containsExactlyInAnyOrderElementsOf(known);
  }

  @ParameterizedTest
  @MethodSource("acts")
  void theSecondTimeItAnswersTheSameAndChangesNothing(Act act) {
    Function<Caller, IdempotentRequest<?>> request = act.prepared().apply(this);
    String before = rows();
    Record first = module.ask(request.apply(ada.naming("k")));
    String after = rows();
    assertThat(after).isNotEqualTo(before);

    Record second = module.ask(request.apply(ada.naming("k")));
    assertThat(second).isEqualTo(first);
    assertThat(RecordJson.encode(second)).isEqualTo(RecordJson.encode(first));
    assertThat(rows()).isEqualTo(after);
  }

  @ParameterizedTest
  @MethodSource("acts")
  void ofSixteenAtOnceOneIsCarriedOut(Act act) {
    Function<Caller, IdempotentRequest<?>> request = act.prepared().apply(this);
    int before = Integer.parseInt(module.test.column(EVENTS).get(0));
    List<Future<Record>> asked =
        IntStream.range(0, 16).mapToObj(i -> asked(request.apply(ada.naming("k")))).toList();
    Future.join(asked).otherwiseEmpty().await();

    Record answer = module.ask(request.apply(ada.naming("k")));
    assertThat(module.test.column(EVENTS)).containsExactly(String.valueOf(before + act.events()));
    assertThat(asked).filteredOn(Future::succeeded).isNotEmpty();
    assertThat(asked)
        .filteredOn(Future::succeeded)
        .allSatisfy(each -> assertThat(each.result()).isEqualTo(answer));
    assertThat(asked)
        .filteredOn(Future::failed)
        .allSatisfy(each -> assertThat(each.cause().getMessage()).containsAnyOf(refusals(act)));
  }

  /** Sixteen tries of a password are more than a minute allows, whatever they are called. */
  private static String[] refusals(Act act) {
    return act.type().equals(ChangePassword.class)
        ? new String[] {"is being carried out", "Too many requests"}
        : new String[] {"is being carried out"};
  }

  private Future<Record> asked(IdempotentRequest<?> request) {
    return module.bus.ask(request).map(Record.class::cast);
  }

  @ParameterizedTest
  @MethodSource("acts")
  void itsKeyIsGoodForNothingElse(Act act) {
    module.ask(act.prepared().apply(this).apply(ada.naming("k")));
    String after = rows();
    assertThat(module.refusal(new AddEmail(ada.naming("k"), "else@example.org")))
        .isEqualTo("idempotency_key_reused");
    assertThat(module.refusal(new ChangePassword(ada.naming("k"), PASSWORD, PASSWORD + "!", true)))
        .isEqualTo("idempotency_key_reused");
    assertThat(rows()).isEqualTo(after);
  }

  @Test
  void twoOrganizationsNeedTwoKeys() {
    OrganizationView first = module.ask(new CreateOrganization(ada.naming("1"), "Looms"));
    OrganizationView again = module.ask(new CreateOrganization(ada.naming("1"), "Looms"));
    OrganizationView second = module.ask(new CreateOrganization(ada.naming("2"), "Looms"));
    assertThat(again).isEqualTo(first);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(module.ask(new ListMyOrganizations(ada, 100, null)).items()).hasSize(3);
  }

  @Test
  void whatWasRefusedIsTriedAnew() {
    assertThat(module.refusal(new CancelEmailChange(ada.naming("k")))).isEqualTo("no_email_change");
    module.ask(new UpdateMe(ada, Map.of(), Set.of(), "new@example.org", null));
    module.ask(new CancelEmailChange(ada.naming("k")));
  }

  @Test
  void aWrongPasswordIsRefusedWithAKeyTooAndCounts() {
    ChangePassword wrong = new ChangePassword(ada.naming("k"), "wrong", OTHER_PASSWORD, true);
    assertThat(module.refusal(wrong)).isEqualTo("wrong_password");
    assertThat(module.refusal(wrong)).isEqualTo("wrong_password");
    assertThat(module.test.column("SELECT failures FROM kernel.guess")).containsExactly("2");
  }

  @Test
  void noAnswerToAClosedAccountIsLeft() {
    module.ask(new Register("bob@example.com", PASSWORD, null, null, AccountsModule.ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), AccountsModule.ORIGIN));
    Caller bob = AccountsModule.caller(module.verify("bob@example.com", PASSWORD), true);
    module.ask(new AddEmail(bob.naming("k"), "bob@example.org"));
    module.ask(new AddEmail(ada.naming("k"), "ada@example.org"));
    module.ask(new CloseAccount(bob));
    assertThat(module.test.column("SELECT caller_id FROM kernel.idempotency_key"))
        .containsExactly(ada.person().toString());
  }

  @Test
  void neitherPasswordIsAtRestInWhatIsKept() {
    module.ask(new ChangePassword(ada.naming("k"), PASSWORD, OTHER_PASSWORD, true));
    assertThat(module.test.column("SELECT k::text FROM kernel.idempotency_key k"))
        .singleElement()
        .asString()
        .doesNotContain(PASSWORD, OTHER_PASSWORD);
    assertThat(module.test.column("SELECT answer FROM kernel.idempotency_key"))
        .containsExactly("{}");
  }
}
