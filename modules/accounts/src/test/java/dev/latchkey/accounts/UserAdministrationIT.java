package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.ChangeRoles;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.EndUserLogins;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.ReinstateUser;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.UserPermissions;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserAdministrationIT {

  private static final Set<RoleId> OWNER = Set.of(BuiltInRole.OWNER.id());
  private static final Set<RoleId> ADMIN = Set.of(BuiltInRole.ADMIN.id());
  private static final Set<RoleId> MEMBER = Set.of(BuiltInRole.MEMBER.id());

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

  private UpdateUser email(PersonId user, String email) {
    return new UpdateUser(ada, user, Map.of(), Set.of(), email, null, null);
  }

  private UpdateUser userName(PersonId user, String userName) {
    return new UpdateUser(ada, user, Map.of(), Set.of(), null, userName, null);
  }

  private void external(PersonId user) {
    module.test.execute(
        "UPDATE accounts.membership SET account_type = 'external' WHERE person_id = '%s'"
            .formatted(user));
  }

  private void prove() {
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
  }

  /** Everything that is asked of one person, by an administrator. */
  private static List<BiFunction<Caller, PersonId, Request<?>>> changes() {
    return List.of(
        (caller, user) ->
            new UpdateUser(
                caller, user, Map.of(ProfileField.TITLE, "x"), Set.of(), null, null, null),
        (caller, user) -> new RemoveUser(caller, user, null),
        (caller, user) -> new AssignRoles(caller, user, MEMBER, null),
        (caller, user) -> new ChangeRoles(caller, user, MEMBER, Set.of()),
        DisableUser::new,
        (caller, user) -> new EnableUser(caller, user, Set.of()),
        (caller, user) -> new ReinstateUser(caller, user, MEMBER));
  }

  @Test
  void aProfileIsChangedAndItsVersionCounted() {
    MemberView grace = module.user(ada, "grace@example.com");
    MemberView changed =
        module.ask(
            new UpdateUser(
                ada,
                grace.id(),
                Map.of(
                    ProfileField.GIVEN_NAME, " Grace ",
                    ProfileField.LOCALE, "en-us",
                    ProfileField.TIME_ZONE, "Europe/Vienna"),
                Set.of(ProfileField.TITLE),
                null,
                "Amazing",
                grace.version()));
    assertThat(changed.givenName()).isEqualTo("Grace");
    assertThat(changed.locale()).isEqualTo("en-US");
    assertThat(changed.userName()).isEqualTo("amazing");
    assertThat(changed.version()).isGreaterThan(grace.version());
    assertThat(module.ask(new DescribeUser(ada, grace.id()))).isEqualTo(changed);
    assertThat(module.verify("amazing", PASSWORD).person()).isEqualTo(grace.id());
    assertThat(module.event("user.updated")).contains("userName").doesNotContain("amazing");
  }

  @Test
  void aChangeThatMeetsANewerVersionDoesNothing() {
    MemberView grace = module.user(ada, "grace@example.com");
    int old = grace.version();
    MemberView changed = module.ask(new AssignRoles(ada, grace.id(), ADMIN, old));
    assertThat(changed.version()).isGreaterThan(old);
    for (Request<?> late :
        List.<Request<?>>of(
            new UpdateUser(
                ada,
                grace.id(),
                Map.of(ProfileField.TITLE, "x"),
                Set.of(),
                "new@example.com",
                "new",
                old),
            new AssignRoles(ada, grace.id(), MEMBER, old),
            new RemoveUser(ada, grace.id(), old))) {
      assertThat(module.refusal(late)).isEqualTo("version_conflict");
    }
    assertThat(module.ask(new DescribeUser(ada, grace.id()))).isEqualTo(changed);
  }

  @Test
  void aUserNameThatAnybodyEverHadIsRefusedAndTheOldOneStaysUsed() {
    MemberView grace = module.user(ada, "grace@example.com");
    assertThat(module.refusal(userName(grace.id(), "ada@example.com")))
        .isEqualTo("user_name_taken");
    module.ask(userName(grace.id(), "amazing"));
    assertThat(module.ask(userName(grace.id(), "AMAZING")).userName()).isEqualTo("amazing");
    MemberView other = module.user(ada, "other@example.com");
    assertThat(module.refusal(userName(other.id(), "grace@example.com")))
        .isEqualTo("user_name_taken");
  }

  @Test
  void anAddressOfAManagedAccountIsReplacedAtOnceUnverifiedAndTheOldOneIsTold() {
    MemberView grace = module.user(ada, "grace@example.com");
    prove();
    MemberView changed = module.ask(email(grace.id(), "hopper@example.com"));
    assertThat(changed.email()).isEqualTo("hopper@example.com");
    assertThat(changed.emailVerified()).isFalse();
    assertThat(
            module.test.column(
                "SELECT address FROM accounts.email WHERE person_id = '" + grace.id() + "'"))
        .containsExactly("hopper@example.com");
    String event = module.event("user.email_changed");
    assertThat(event)
        .contains("\"recipients\": [\"grace@example.com\"]")
        .contains("hopper@example.com")
        .contains(ada.person().toString())
        .contains("linkId");
    prove();
    assertThat(module.ask(new DescribeUser(ada, grace.id())).emailVerified()).isTrue();
    assertThat(module.refusal(email(grace.id(), "ada@example.com"))).isEqualTo("email_taken");
    module.user(ada, "claimed@example.com");
    assertThat(module.refusal(email(grace.id(), "Claimed@example.com"))).isEqualTo("email_taken");
  }

  @Test
  void toAnAddressThatAnAdministratorHasGivenSomebodyNoPasswordIsResetForADay() {
    PersonId arrived = module.user(ada, "grace@example.com").id();
    PersonId waiting = module.user(ada, "joan@example.com").id();
    module.test.execute(
        "UPDATE accounts.password SET must_change = true WHERE person_id = '" + waiting + "'");
    module.ask(email(arrived, "hopper@example.com"));
    module.ask(email(waiting, "clarke@example.com"));
    module.test.execute("UPDATE accounts.email SET verified_at = now()");
    assertThat(resets("hopper@example.com")).isZero();
    assertThat(resets("clarke@example.com")).isOne();
    module.test.execute(
        "UPDATE accounts.email SET resets_from = resets_from - interval '24 hours'");
    assertThat(resets("hopper@example.com")).isOne();
  }

  private int resets(String address) {
    module.test.execute("DELETE FROM accounts.link");
    module.ask(new RequestPasswordReset(address, ORIGIN));
    return module
        .test
        .column("SELECT 1 FROM accounts.link WHERE purpose = 'password_reset'")
        .size();
  }

  @Test
  void anExternalAccountIsThePersonsOwn() {
    MemberView grace = module.user(ada, "grace@example.com");
    external(grace.id());
    assertThat(module.refusal(email(grace.id(), "new@example.com"))).isEqualTo("external_account");
    assertThat(module.refusal(userName(grace.id(), "new"))).isEqualTo("external_account");
    module.ask(new AssignRoles(ada, grace.id(), ADMIN, null));
    module.ask(new DisableUser(ada, grace.id()));
    module.ask(new RemoveUser(ada, grace.id(), null));
    assertThat(module.verify("grace@example.com", PASSWORD).organization()).isNull();
  }

  @Test
  void nobodyDoesToThemselvesWhatWantsAnother() {
    MemberView other = module.user(ada, "other@example.com", BuiltInRole.OWNER);
    assertThat(other.roles()).extracting("name").containsExactly("owner");
    assertThat(module.refusal(new DisableUser(ada, ada.person()))).isEqualTo("not_yourself");
    assertThat(module.refusal(new RemoveUser(ada, ada.person(), null))).isEqualTo("not_yourself");
    assertThat(module.refusal(email(ada.person(), "new@example.com"))).isEqualTo("not_yourself");
  }

  @Test
  void rolesAreReplacedAndCountAtOnce() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    MemberView changed = module.ask(new AssignRoles(ada, grace.person(), ADMIN, null));
    assertThat(changed.roles()).extracting("name").containsExactly("admin");
    assertThat(authority(grace).permissions()).contains(Permission.USERS_MANAGE);
    assertThat(module.event("user.roles_changed"))
        .contains(BuiltInRole.ADMIN.id().toString(), BuiltInRole.MEMBER.id().toString());
    module.ask(new AssignRoles(ada, grace.person(), MEMBER, null));
    assertThat(authority(grace).permissions()).doesNotContain(Permission.USERS_MANAGE);
    assertThat(module.refusal(new AssignRoles(ada, grace.person(), Set.of(), null)))
        .isEqualTo("invalid_request");
    assertThat(
            module.refusal(
                new AssignRoles(ada, grace.person(), Set.of(new RoleId(Ids.next())), null)))
        .isEqualTo("not_found");
  }

  /** Sixteen at once, of whom none has read anything. */
  @Test
  void rolesThatAreGivenOrTakenAtTheSameMomentAreAllKept() {
    MemberView grace = module.user(ada, "grace@example.com");
    List<RoleId> roles =
        IntStream.range(0, 16)
            .mapToObj(i -> module.ask(new CreateRole(ada, "Role " + i, Set.of())).id())
            .toList();
    atOnce(roles, role -> new ChangeRoles(ada, grace.id(), Set.of(role), Set.of()));
    assertThat(module.ask(new DescribeUser(ada, grace.id())).roles())
        .extracting(RoleView::id)
        .hasSize(17)
        .containsAll(roles);
    atOnce(roles, role -> new ChangeRoles(ada, grace.id(), Set.of(), Set.of(role)));
    assertThat(module.ask(new DescribeUser(ada, grace.id())).roles())
        .extracting("name")
        .containsExactly("member");
    assertThat(events("user.roles_changed")).hasSize(32);
  }

  private void atOnce(List<RoleId> roles, Function<RoleId, ChangeRoles> request) {
    List<Future<MemberView>> asked =
        roles.stream().map(role -> module.bus.ask(request.apply(role))).toList();
    assertThat(Future.join(asked).await().succeeded()).isTrue();
  }

  private List<String> events(String type) {
    return module.test.column("SELECT data::text FROM kernel.event WHERE type = '" + type + "'");
  }

  @Test
  void aChangeOfRolesKeepsTheRulesOfAnAssignment() {
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    MemberView grace = module.user(ada, "grace@example.com");
    assertThat(module.refusal(new ChangeRoles(admin, grace.id(), OWNER, Set.of())))
        .isEqualTo("role_beyond_yours");
    assertThat(module.refusal(new ChangeRoles(admin, ada.person(), MEMBER, OWNER)))
        .isEqualTo("role_beyond_yours");
    assertThat(module.refusal(new ChangeRoles(ada, ada.person(), MEMBER, OWNER)))
        .isEqualTo("last_owner");
    assertThat(module.refusal(new ChangeRoles(ada, grace.id(), Set.of(), MEMBER)))
        .isEqualTo("invalid_request");
    Set<RoleId> unknown = Set.of(new RoleId(Ids.next()));
    assertThat(module.refusal(new ChangeRoles(ada, grace.id(), unknown, Set.of())))
        .isEqualTo("not_found");
    MemberView same = module.ask(new ChangeRoles(ada, grace.id(), MEMBER, unknown));
    assertThat(same.version()).isEqualTo(grace.version());
    assertThat(events("user.roles_changed")).isEmpty();
    module.ask(new ChangeRoles(ada, grace.id(), ADMIN, MEMBER));
    assertThat(events("user.roles_changed"))
        .singleElement(as(STRING))
        .contains(
            "\"given\": [\"" + BuiltInRole.ADMIN.id(), "\"taken\": [\"" + BuiltInRole.MEMBER.id());
  }

  private Authority authority(Caller caller) {
    return module.ask(new DescribeAuthority(caller.person(), caller.organization()));
  }

  private static UpdateUser named(Caller caller, PersonId user, String name, Set<RoleId> roles) {
    return new UpdateUser(
        caller,
        user,
        Map.of(ProfileField.GIVEN_NAME, name),
        Set.of(),
        null,
        null,
        null,
        null,
        roles);
  }

  @Test
  void rolesAreReplacedTogetherWithTheRestOrNothingIsChanged() {
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    MemberView grace = module.user(ada, "grace@example.com");
    Set<RoleId> unknown = Set.of(new RoleId(Ids.next()));
    assertThat(module.refusal(named(admin, grace.id(), "A", OWNER))).isEqualTo("role_beyond_yours");
    assertThat(module.refusal(named(admin, grace.id(), "A", unknown))).isEqualTo("not_found");
    assertThat(module.refusal(named(admin, grace.id(), "A", Set.of())))
        .isEqualTo("invalid_request");
    module.test.execute("UPDATE accounts.membership SET account_type = 'managed'");
    assertThat(module.refusal(named(ada, ada.person(), "A", MEMBER))).isEqualTo("last_owner");
    assertThat(module.ask(new DescribeUser(ada, grace.id()))).isEqualTo(grace);

    MemberView changed = module.ask(named(admin, grace.id(), "Grace", ADMIN));
    assertThat(changed.givenName()).isEqualTo("Grace");
    assertThat(changed.roles()).extracting("name").containsExactly("admin");
    assertThat(module.event("user.updated")).contains("givenName");
    assertThat(module.event("user.roles_changed")).contains(BuiltInRole.ADMIN.id().toString());
  }

  @Test
  void theRolesOfAnExternalAccountAreReplacedAndItsProfileIsNot() {
    MemberView grace = module.user(ada, "grace@example.com");
    external(grace.id());
    assertThat(module.refusal(named(ada, grace.id(), "A", ADMIN))).isEqualTo("external_account");
    UpdateUser roles =
        new UpdateUser(ada, grace.id(), Map.of(), Set.of(), null, null, null, null, ADMIN);
    assertThat(module.ask(roles).roles()).extracting("name").containsExactly("admin");
  }

  @Test
  void nobodyGivesOrTakesWhatTheyDoNotHold() {
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    MemberView grace = module.user(ada, "grace@example.com");
    assertThat(module.refusal(new AssignRoles(admin, grace.id(), OWNER, null)))
        .isEqualTo("role_beyond_yours");
    assertThat(module.refusal(new AssignRoles(admin, admin.person(), OWNER, null)))
        .isEqualTo("role_beyond_yours");
    assertThat(module.refusal(new AssignRoles(admin, ada.person(), MEMBER, null)))
        .isEqualTo("role_beyond_yours");
    module.ask(new AssignRoles(admin, grace.id(), ADMIN, null));
    module.ask(new AssignRoles(ada, grace.id(), OWNER, null));
  }

  /** Whoever could edit or remove an owner could become one. */
  @Test
  void nobodyIsAdministeredByWhoMayLess() {
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    MemberView boss = module.user(ada, "boss@example.com", BuiltInRole.OWNER);
    assertThat(
            module.refusal(
                new UpdateUser(
                    admin, boss.id(), Map.of(), Set.of(), "admin2@example.com", null, null)))
        .isEqualTo("outranked");
    assertThat(module.refusal(new DisableUser(admin, boss.id()))).isEqualTo("outranked");
    assertThat(module.refusal(new RemoveUser(admin, boss.id(), null))).isEqualTo("outranked");
    module.ask(new DisableUser(ada, boss.id()));
    assertThat(module.refusal(new EnableUser(admin, boss.id(), Set.of()))).isEqualTo("outranked");
  }

  @Test
  void whoeverIsDisabledIsOutAtOnceAndFindsNoLoginAliveWhenEnabled() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    MemberView disabled = module.ask(new DisableUser(ada, grace.person()));
    assertThat(disabled.state()).isEqualTo(MemberState.DISABLED);
    assertThat(module.refusal(new DescribeAuthority(grace.person(), grace.organization())))
        .isEqualTo("not_found");
    assertThat(module.refusal(new VerifyPassword("grace@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    EndLoginsIn ended =
        new EndLoginsIn(
            grace.person(), Objects.requireNonNull(ada.organization()), "user_disabled");
    assertThat(module.endedLoginsIn).containsExactly(ended);

    MemberView enabled = module.ask(new EnableUser(ada, grace.person(), ADMIN));
    assertThat(module.endedLoginsIn).containsExactly(ended);
    assertThat(enabled.state()).isEqualTo(MemberState.ACTIVE);
    assertThat(enabled.roles()).extracting("name").containsExactly("admin");
    assertThat(module.ask(new EnableUser(ada, grace.person(), Set.of()))).isEqualTo(enabled);
    assertThat(
            module.test.column(
                """
                SELECT concat_ws(' ', type, subject_id, data->>'organizationName') FROM kernel.event
                 WHERE type IN ('user.disabled', 'user.enabled') ORDER BY sequence\
                """))
        .containsExactly(
            "user.disabled " + grace.person() + " Analytical Engines",
            "user.enabled " + grace.person() + " Analytical Engines");
  }

  @Test
  void onlyWhoeverIsDisabledIsReinstatedAndOnlyWithARole() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    assertThat(module.refusal(new ReinstateUser(ada, grace.person(), ADMIN)))
        .isEqualTo("not_disabled");
    module.ask(new DisableUser(ada, grace.person()));
    assertThat(module.refusal(new ReinstateUser(ada, grace.person(), Set.of())))
        .isEqualTo("invalid_request");
    MemberView reinstated = module.ask(new ReinstateUser(ada, grace.person(), ADMIN));
    assertThat(reinstated.state()).isEqualTo(MemberState.ACTIVE);
    assertThat(reinstated.roles()).extracting("name").containsExactly("admin");
    assertThat(module.refusal(new ReinstateUser(ada, grace.person(), ADMIN)))
        .isEqualTo("not_disabled");
  }

  @Test
  void whoeverIsEnabledAgainHasAnotherStayThanTheLoginsOfBefore() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    Authority before = authority(grace);
    module.sessionsAnswer = false;
    module.ask(new DisableUser(ada, grace.person()));
    module.ask(new EnableUser(ada, grace.person(), Set.of()));
    assertThat(authority(grace).admission()).isNotNull().isNotEqualTo(before.admission());
  }

  @Test
  void whoeverIsSignedOutHasAnotherStayAtOnceAndMaySignInAgain() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    Authority before = authority(grace);
    module.sessionsAnswer = false;
    module.ask(new EndUserLogins(ada, grace.person()));
    assertThat(authority(grace).admission()).isNotNull().isNotEqualTo(before.admission());
    assertThat(authority(grace).loginGeneration()).isEqualTo(before.loginGeneration());
    assertThat(module.verify("grace@example.com", PASSWORD).person()).isEqualTo(grace.person());
    assertThat(module.event("user.logins_ended")).contains(grace.person().toString());
  }

  @Test
  void nobodySignsOutWhoMayMore() {
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    assertThat(module.refusal(new EndUserLogins(admin, ada.person()))).isEqualTo("outranked");
    assertThat(module.refusal(new EndUserLogins(admin, module.stranger().person())))
        .isEqualTo("not_found");
    module.ask(new EndUserLogins(admin, admin.person()));
  }

  @Test
  void disablingInOneOrganizationLeavesTheLoginsOfAnotherAlone() {
    Caller joe = module.stranger();
    module.test.execute(
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type)"
            + " VALUES ('%s', '%s', 'active', 'external')"
                .formatted(ada.organization(), joe.person()));
    Authority before = authority(joe);
    module.ask(new DisableUser(ada, joe.person()));
    Authority after = authority(joe);
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("devicesTrustedAfter")
        .isEqualTo(before);
    assertThat(before.devicesTrustedAfter()).isNull();
    assertThat(after.devicesTrustedAfter()).as("no device of theirs is trusted now").isNotNull();
  }

  @Test
  void removingAManagedAccountThatIsNowhereElseLeavesNothingOfThePerson() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    module.test.execute(
        "INSERT INTO accounts.team (id, organization_id, name, name_key) VALUES ('%1$s', '%1$s', 't', 't')"
            .formatted(ada.organization()),
        "INSERT INTO accounts.team_member VALUES ('%1$s', '%1$s', '%2$s')"
            .formatted(ada.organization(), grace.person()));
    module.ask(new RemoveUser(ada, grace.person(), null));
    assertThat(module.refusal(new DescribeUser(ada, grace.person()))).isEqualTo("not_found");
    assertThat(module.refusal(new VerifyPassword("grace@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(module.test.column("SELECT count(*) FROM accounts.team_member"))
        .containsExactly("0");
    assertThat(module.test.column("SELECT e::text FROM kernel.event e"))
        .noneMatch(event -> event.contains("grace@example.com"));
    assertThat(module.event("user.removed")).contains(grace.person().toString());

    MemberView again = module.user(ada, "grace@example.com");
    assertThat(again.id()).isNotEqualTo(grace.person());
    assertThat(again.userName()).isEqualTo(again.id().toString());
  }

  @Test
  void removingAManagedAccountThatIsElsewhereToo() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    Caller joe = module.stranger();
    module.test.execute(
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type)"
            + " VALUES ('%s', '%s', 'active', 'external')"
                .formatted(joe.organization(), grace.person()));
    module.ask(new RemoveUser(ada, grace.person(), null));
    assertThat(module.refusal(new DescribeUser(ada, grace.person()))).isEqualTo("not_found");
    assertThat(module.ask(new DescribeUser(joe, grace.person())).email())
        .isEqualTo("grace@example.com");
    assertThat(module.verify("grace@example.com", PASSWORD).organization())
        .isEqualTo(joe.organization());
  }

  @Test
  void thePeopleOfAnotherOrganizationAnswerLikeUnknownOnes() {
    Caller joe = module.stranger();
    MemberView grace = module.user(ada, "grace@example.com");
    List<String> before = snapshot();
    for (BiFunction<Caller, PersonId, Request<?>> change : changes()) {
      assertThat(module.refusal(change.apply(joe, grace.id()))).isEqualTo("not_found");
      assertThat(module.refusal(change.apply(joe, new PersonId(Ids.next()))))
          .isEqualTo("not_found");
    }
    assertThat(module.refusal(new DescribeUserPermissions(joe, grace.id()))).isEqualTo("not_found");
    assertThat(module.refusal(new ListUserOrganizations(joe, grace.id(), 10, null)))
        .isEqualTo("not_found");
    assertThat(snapshot()).isEqualTo(before);
  }

  private List<String> snapshot() {
    return module.test.column(
        "SELECT p::text || m::text FROM accounts.person p JOIN accounts.membership m"
            + " ON m.person_id = p.id ORDER BY 1");
  }

  @Test
  void onlyWhoMayManagePeopleChangesThem() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    MemberView other = module.user(ada, "other@example.com");
    for (BiFunction<Caller, PersonId, Request<?>> change : changes()) {
      assertThat(module.refusal(change.apply(grace, other.id()))).isEqualTo("forbidden");
    }
  }

  @Test
  void permissionsAreThoseOfTheRolesWhileTheMembershipIsActive() {
    MemberView grace = module.user(ada, "grace@example.com", BuiltInRole.ADMIN);
    UserPermissions rights = module.ask(new DescribeUserPermissions(ada, grace.id()));
    assertThat(rights.roles()).extracting("name").containsExactly("admin");
    assertThat(rights.permissions()).isEqualTo(BuiltInRole.ADMIN.permissions());
    module.ask(new DisableUser(ada, grace.id()));
    assertThat(module.ask(new DescribeUserPermissions(ada, grace.id())).permissions()).isEmpty();
  }

  @Test
  void onlyOrganizationsThatTheCallerIsInTooAreListed() {
    Caller grace = module.signedInUser(ada, "grace@example.com", BuiltInRole.OWNER);
    OrganizationView hidden = module.ask(new CreateOrganization(grace, "Hidden"));
    OrganizationView shared = module.ask(new CreateOrganization(grace, "Shared"));
    assertThat(names(grace.person())).containsExactly("Analytical Engines");
    join(shared, ada.person(), "active");
    join(hidden, ada.person(), "disabled");
    assertThat(names(grace.person())).containsExactly("Analytical Engines", "Shared");
    String marker = module.ask(new ListUserOrganizations(ada, grace.person(), 1, null)).marker();
    assertThat(module.ask(new ListUserOrganizations(ada, grace.person(), 1, marker)).items())
        .containsExactly(shared);
    assertThat(module.refusal(new ListUserOrganizations(ada, ada.person(), 1, marker)))
        .isEqualTo("invalid_marker");
  }

  private void join(OrganizationView organization, PersonId person, String state) {
    module.test.execute(
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type)"
            + " VALUES ('%s', '%s', '%s', 'external')".formatted(organization.id(), person, state));
  }

  private List<String> names(PersonId person) {
    return module.ask(new ListUserOrganizations(ada, person, 100, null)).items().stream()
        .map(OrganizationView::name)
        .toList();
  }

  @Test
  void theLastOwnerStays() {
    MemberView boss = module.user(ada, "boss@example.com", BuiltInRole.OWNER);
    Caller second = AccountsModule.caller(module.verify("boss@example.com", PASSWORD), true);
    module.ask(new AssignRoles(ada, ada.person(), ADMIN, null));
    assertThat(module.refusal(new AssignRoles(second, boss.id(), ADMIN, null)))
        .isEqualTo("last_owner");
    assertThat(owners()).isEqualTo("1");
  }

  /** Two owners, sixteen who want to be rid of one of them, in every way there is. */
  @Test
  void oneOwnerIsLeftUnderARace() {
    for (int round = 0; round < 6; round++) {
      Caller other = module.signedInUser(ada, "o" + round + "@example.com", BuiltInRole.OWNER);
      List<Future<?>> tries = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        tries.add(module.bus.ask(new AssignRoles(ada, other.person(), MEMBER, null)));
        tries.add(module.bus.ask(new AssignRoles(other, ada.person(), MEMBER, null)));
        tries.add(module.bus.ask(removal(round, ada, other.person())));
        tries.add(module.bus.ask(removal(round, other, ada.person())));
      }
      Future.join(tries).otherwiseEmpty().await();
      assertThat(owners()).isEqualTo("1");
      assertThat(tries)
          .filteredOn(Future::failed)
          .extracting(each -> each.cause().getMessage())
          .doesNotContain("A part of the service does not answer. Repeat later.")
          .noneMatch(message -> message.startsWith("Something went wrong"));
      ada = survivor(other);
    }
  }

  private static Request<?> removal(int round, Caller caller, PersonId user) {
    return round % 2 == 0 ? new DisableUser(caller, user) : new RemoveUser(caller, user, null);
  }

  private Caller survivor(Caller other) {
    boolean others =
        module
            .test
            .column(
                "SELECT person_id FROM accounts.membership_role r JOIN accounts.membership m"
                    + " USING (organization_id, person_id) WHERE state = 'active' AND role_id = '"
                    + BuiltInRole.OWNER.id()
                    + "'")
            .contains(other.person().toString());
    return others ? other : ada;
  }

  private String owners() {
    return module
        .test
        .column(
            "SELECT count(*) FROM accounts.membership_role r JOIN accounts.membership m"
                + " USING (organization_id, person_id) WHERE state = 'active' AND role_id = '"
                + BuiltInRole.OWNER.id()
                + "'")
        .get(0);
  }
}
