package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.AdmitInvitee;
import dev.latchkey.api.accounts.AdmitNewcomer;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeInvitees;
import dev.latchkey.api.accounts.DescribeMemberAddresses;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.accounts.InviteeAdmitted;
import dev.latchkey.api.accounts.ListTeamMembers;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.PrepareInvitations;
import dev.latchkey.api.accounts.PrepareInvitations.Invitee;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom one may invite, and how the invited join. */
class InvitationIT {

  private static final String GRACE = "grace@example.com";
  private static final String CHOSEN = "another horse battery staple";
  private static final RoleId MEMBER = BuiltInRole.MEMBER.id();
  private static final RoleId ADMIN = BuiltInRole.ADMIN.id();
  private static final RoleId OWNER = BuiltInRole.OWNER.id();

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

  private static Invitee to(String email, RoleId... roles) {
    return new Invitee(email, Set.of(roles), Set.of());
  }

  private InvitationsPrepared prepare(Caller caller, Invitee... invitees) {
    return module.ask(new PrepareInvitations(caller, List.of(invitees)));
  }

  private String refusal(Caller caller, Invitee... invitees) {
    return module.refusal(new PrepareInvitations(caller, List.of(invitees)));
  }

  /** An invitation that somebody sends now. */
  private InvitationTerms terms(Caller inviter, String email, RoleId... roles) {
    return terms(inviter, email, Set.of(), roles);
  }

  private InvitationTerms terms(Caller inviter, String email, Set<TeamId> teams, RoleId... roles) {
    Authority authority =
        module.ask(new DescribeAuthority(inviter.person(), inviter.organization()));
    return new InvitationTerms(
        new InvitationId(Ids.next()),
        Ids.next(),
        Objects.requireNonNull(inviter.organization()),
        inviter.person(),
        Objects.requireNonNull(authority.admission()),
        email,
        Set.of(roles),
        teams,
        Instant.parse("2099-01-01T00:00:00Z"));
  }

  private static InvitationTerms expiring(InvitationTerms terms, Instant at) {
    return new InvitationTerms(
        terms.invitation(),
        terms.link(),
        terms.organization(),
        terms.inviter(),
        terms.admission(),
        terms.email(),
        terms.roleIds(),
        terms.teamIds(),
        at);
  }

  private static AdmitNewcomer join(InvitationTerms terms) {
    return new AdmitNewcomer(terms, CHOSEN, "Grace", ORIGIN);
  }

  private RoleId role(String name, Permission... permissions) {
    return module.ask(new CreateRole(ada, name, Set.of(permissions))).id();
  }

  /** Somebody of another organisation, with a proven address. */
  private Caller outsider(String email) {
    Caller outsider = new Members(module).owner("Looms");
    give(outsider.person(), email, true);
    return outsider;
  }

  private void give(PersonId person, String email, boolean proven) {
    module.test.execute(
        "INSERT INTO accounts.email (id, person_id, address, address_key, is_primary, verified_at)"
            + " VALUES ('%s', '%s', '%s', lower('%s'), %s, %s)"
                .formatted(Ids.next(), person, email, email, proven, proven ? "now()" : "NULL"));
  }

  private List<String> people() {
    return module.test.column("SELECT id FROM accounts.person ORDER BY id");
  }

  private MemberView member(PersonId person) {
    return module.ask(new DescribeUser(ada, person));
  }

  @Test
  void anInviterIsToldWhatTheInvitationSays() {
    module.test.execute(
        "UPDATE accounts.person SET locale = 'de' WHERE id = '" + ada.person() + "'");
    InvitationsPrepared prepared = prepare(ada, to(" Grace@Example.com "), to("b@c.de", ADMIN));
    assertThat(prepared.organization().name()).isEqualTo("Analytical Engines");
    assertThat(prepared.inviterName()).isEqualTo("Ada");
    assertThat(prepared.locale()).isEqualTo("de");
    assertThat(prepared.invitees())
        .containsExactly(to("Grace@Example.com", MEMBER), to("b@c.de", ADMIN));
  }

  @Test
  void nobodyInvitesToWhatTheyDoNotHold() {
    RoleId tokens = role("tokens", Permission.TOKENS_MANAGE);
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    assertThat(refusal(admin, to(GRACE, ADMIN))).isEqualTo("none");
    assertThat(refusal(admin, to("x@example.com"), to(GRACE, tokens)))
        .isEqualTo("role_beyond_yours");
    assertThat(refusal(admin, to(GRACE, OWNER))).isEqualTo("role_beyond_yours");
    assertThat(refusal(ada, to(GRACE, OWNER, tokens))).isEqualTo("none");
    Caller everything = module.signedInUser(ada, "all@example.com", BuiltInRole.ADMIN);
    module.ask(
        new AssignRoles(
            ada, everything.person(), Set.of(role("everything", Permission.values())), null));
    Caller now = new Members(module).again(everything);
    assertThat(now.permissions()).containsExactlyInAnyOrder(Permission.values());
    assertThat(refusal(now, to(GRACE, OWNER))).isEqualTo("role_beyond_yours");
  }

  @Test
  void whatIsNotTheOrganizationsIsNotFound() {
    Caller joe = module.stranger();
    RoleId foreignRole = module.ask(new CreateRole(joe, "weaver", Set.of())).id();
    TeamId foreignTeam = module.ask(new CreateTeam(joe, "weavers")).id();
    for (RoleId each : List.of(foreignRole, new RoleId(Ids.next()))) {
      assertThat(refusal(ada, to(GRACE, each))).isEqualTo("not_found");
    }
    for (TeamId each : List.of(foreignTeam, new TeamId(Ids.next()))) {
      assertThat(refusal(ada, new Invitee(GRACE, Set.of(), Set.of(each)))).isEqualTo("not_found");
    }
  }

  @Test
  void aMemberIsNotInvitedAgain() {
    Caller proven = module.signedInUser(ada, "proven@example.com");
    module.test.execute("UPDATE accounts.email SET verified_at = now()");
    give(proven.person(), "second@example.com", false);
    assertThat(refusal(ada, to("x@y.zz"), to("PROVEN@example.com"))).isEqualTo("already_member");
    assertThat(refusal(ada, to("second@example.com"))).isEqualTo("none");
    module.test.execute("UPDATE accounts.email SET verified_at = now()");
    assertThat(refusal(ada, to("second@example.com"))).isEqualTo("already_member");
    module.ask(new DisableUser(ada, proven.person()));
    assertThat(refusal(ada, to("proven@example.com"))).isEqualTo("already_member");
  }

  @Test
  void nobodyInvitesThemselvesByAnAddressThatTheyHaveNotProven() {
    Caller other = module.signedInUser(ada, "other@example.com");
    give(ada.person(), "second@example.com", false);
    give(other.person(), "third@example.com", false);
    assertThat(refusal(ada, to("Second@example.com"))).isEqualTo("already_member");
    assertThat(refusal(ada, to("third@example.com"))).isEqualTo("none");
  }

  @Test
  void anAccountThatNobodyHasArrivedAtIsInvited() {
    MemberView made = temporary(GRACE);
    assertThat(refusal(ada, to(GRACE))).isEqualTo("none");
    module.ask(new DisableUser(ada, made.id()));
    assertThat(refusal(ada, to(GRACE))).isEqualTo("already_member");
  }

  /** An account with a temporary password. */
  private MemberView temporary(String email, RoleId... roles) {
    NewUser user = new NewUser(email, null, null, null, null, null);
    return module.ask(new CreateUser(ada, user, null, Set.of(roles))).user();
  }

  @Test
  void nobodyIsInvitedToTheAccountOfSomebodyWhoHasArrived() {
    MemberView arrived = module.user(ada, GRACE);
    assertThat(refusal(ada, to(GRACE))).isEqualTo("already_member");
    assertThat(module.refusal(new DescribeInvitees(ada, List.of(arrived.id()))))
        .isEqualTo("already_member");
    assertThat(module.refusal(join(terms(ada, GRACE, MEMBER)))).isEqualTo("already_member");
    assertThat(module.verify(GRACE, PASSWORD).person()).isEqualTo(arrived.id());
  }

  @Test
  void anotherAddressOfSomebodyWhoHasArrivedIsNoWayIntoTheirAccount() {
    MemberView grace = module.user(ada, GRACE);
    module.test.execute("UPDATE accounts.email SET verified_at = now()");
    Map<ProfileField, String> none = Map.of();
    module.ask(
        new UpdateUser(ada, grace.id(), none, Set.of(), "eve@example.com", null, null, null));
    assertThat(refusal(ada, to("eve@example.com"))).isEqualTo("already_member");
    assertThat(module.refusal(new DescribeInvitees(ada, List.of(grace.id()))))
        .isEqualTo("already_member");
    assertThat(module.refusal(join(terms(ada, "eve@example.com", MEMBER))))
        .isEqualTo("already_member");
  }

  @Test
  void nobodyIsInvitedToAnAccountThatMayDoWhatTheirInviterMayNot() {
    MemberView waiting = temporary("waiting@example.com", MEMBER);
    Caller inviter = inviter();
    InvitationTerms before = terms(inviter, "waiting@example.com", MEMBER);
    assertThat(refusal(inviter, to("waiting@example.com", MEMBER))).isEqualTo("none");
    module.ask(new AssignRoles(ada, waiting.id(), Set.of(ADMIN), null));
    assertThat(refusal(inviter, to("waiting@example.com", MEMBER))).isEqualTo("role_beyond_yours");
    assertThat(module.refusal(join(before))).isEqualTo("link_invalid");
    assertThat(module.test.column("SELECT 1 FROM kernel.settlement")).isEmpty();
    module.ask(join(terms(ada, "waiting@example.com", MEMBER)));
    assertThat(member(waiting.id()).roles()).extracting("name").contains("admin");
  }

  @Test
  void whoMayInviteMayInviteMembers() {
    RoleId auditing = role("auditing", Permission.AUDIT_READ);
    Caller inviter = inviter();
    assertThat(refusal(inviter, to(GRACE, MEMBER))).isEqualTo("none");
    assertThat(refusal(inviter, to(GRACE))).isEqualTo("none");
    assertThat(refusal(inviter, to(GRACE, auditing))).isEqualTo("role_beyond_yours");
    assertThat(module.ask(join(terms(inviter, GRACE, MEMBER))).organization().id())
        .isEqualTo(ada.organization());
  }

  /** Somebody who may invite and nothing else. */
  private Caller inviter() {
    PersonId ines = module.user(ada, "ines@example.com").id();
    module.ask(new AssignRoles(ada, ines, Set.of(role("inviter", Permission.USERS_INVITE)), null));
    return AccountsModule.caller(module.verify("ines@example.com", PASSWORD), true);
  }

  @Test
  void whatCanNotBeReadIsRefused() {
    assertThat(refusal(ada)).isEqualTo("invalid_request");
    assertThat(refusal(ada, to("nonsense"))).isEqualTo("email_invalid");
    assertThat(refusal(ada, to("a@b.cd"), to("A@B.cd"))).isEqualTo("invalid_request");
    Invitee[] many =
        IntStream.range(0, 101).mapToObj(i -> to("p" + i + "@b.cd")).toArray(Invitee[]::new);
    assertThat(refusal(ada, many)).isEqualTo("invalid_request");
    assertThat(refusal(ada, java.util.Arrays.copyOf(many, 100))).isEqualTo("none");
  }

  @Test
  void everyAddressOfAMemberIsToldAndOfNobodyElse() {
    MemberView grace = module.user(ada, GRACE);
    give(grace.id(), "second@example.com", false);
    assertThat(module.ask(new DescribeMemberAddresses(ada, grace.id())).addresses())
        .containsExactlyInAnyOrder(GRACE, "second@example.com");
    for (PersonId each : List.of(module.stranger().person(), new PersonId(Ids.next()))) {
      assertThat(module.refusal(new DescribeMemberAddresses(ada, each))).isEqualTo("not_found");
    }
  }

  @Test
  void aNewcomerHasAProvenAddressAPasswordAndWhatWasPromised() {
    TeamId team = module.ask(new CreateTeam(ada, "Engines")).id();
    TeamId gone = module.ask(new CreateTeam(ada, "Looms")).id();
    InvitationTerms terms = terms(ada, "Grace@Example.com", Set.of(team, gone), ADMIN, MEMBER);
    module.ask(new DeleteTeam(ada, gone));
    InviteeAdmitted admitted = module.ask(join(terms));
    assertThat(admitted.organization().id()).isEqualTo(ada.organization());
    MemberView grace = member(admitted.person());
    assertThat(grace.email()).isEqualTo("Grace@Example.com");
    assertThat(grace.emailVerified()).isTrue();
    assertThat(grace.displayName()).isEqualTo("Grace");
    assertThat(grace.accountType().wireName()).isEqualTo("external");
    assertThat(grace.roles()).extracting("name").containsExactly("admin", "member");
    assertThat(module.ask(new ListTeamMembers(ada, team, 10, null)).items()).hasSize(1);
    assertThat(module.verify(GRACE, CHOSEN).person()).isEqualTo(admitted.person());
    assertThat(module.event("invitation.accepted"))
        .contains(
            terms.invitation().toString(),
            admitted.person().toString(),
            ada.organization().toString(),
            ADMIN.toString());
  }

  @Test
  void anAccountJoinsByAProvenAddressOfItsOwn() {
    Caller joe = outsider("Joe@example.com");
    give(joe.person(), "claimed@example.com", false);
    for (String other : List.of("other@example.com", "claimed@example.com")) {
      assertThat(module.refusal(new AdmitInvitee(terms(ada, other, MEMBER), joe)))
          .isEqualTo("link_invalid");
    }
    InvitationTerms terms = terms(ada, "joe@EXAMPLE.com", MEMBER);
    assertThat(module.ask(new AdmitInvitee(terms, joe)).person()).isEqualTo(joe.person());
    assertThat(member(joe.person()).accountType().wireName()).isEqualTo("external");
    assertThat(module.refusal(new AdmitInvitee(terms, joe))).isEqualTo("link_invalid");
    assertThat(module.refusal(new AdmitInvitee(terms(ada, "joe@example.com", ADMIN), joe)))
        .isEqualTo("already_member");
    assertThat(member(joe.person()).roles()).extracting("name").containsExactly("member");
  }

  @Test
  void whoeverHasAnAccountSignsInFirstAndNoPasswordIsLookedAt() {
    outsider(GRACE);
    List<String> before = people();
    InvitationTerms terms = terms(ada, GRACE, MEMBER);
    for (String password : new String[] {null, "short", CHOSEN}) {
      assertThat(module.refusal(new AdmitNewcomer(terms, password, null, ORIGIN)))
          .isEqualTo("sign_in_to_accept");
    }
    assertThat(people()).isEqualTo(before);
  }

  @Test
  void aPasswordIsChosenByThePolicyAndTheTokenWaitsForIt() {
    InvitationTerms terms = terms(ada, GRACE, MEMBER);
    assertThat(refusal(terms, null, null)).isEqualTo("password_required");
    assertThat(refusal(terms, "short", null)).isEqualTo("password_too_short");
    assertThat(refusal(terms, "password12345678", null)).isEqualTo("password_blocklisted");
    assertThat(refusal(terms, "x".repeat(257), null)).isEqualTo("password_too_long");
    assertThat(refusal(terms, CHOSEN, "x".repeat(201))).isEqualTo("invalid_request");
    module.ask(join(terms));
  }

  private String refusal(
      InvitationTerms terms, @Nullable String password, @Nullable String displayName) {
    return module.refusal(new AdmitNewcomer(terms, password, displayName, ORIGIN));
  }

  @Test
  void whateverIsAgainstAnInvitationIsToldAlike() {
    Caller joe = outsider("joe@example.com");
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    RoleId doomed = role("doomed", Permission.ORG_READ);
    InvitationTerms good = terms(admin, "joe@example.com", MEMBER);
    InvitationTerms withDeletedRole = terms(ada, "joe@example.com", doomed);
    module.ask(new DeleteRole(ada, doomed));
    Stream.of(
            expiring(good, Instant.parse("2020-01-01T00:00:00Z")),
            withDeletedRole,
            terms(admin, "joe@example.com", OWNER),
            unknownOrganization(good))
        .forEach(each -> assertRefused(each, joe));
  }

  private static InvitationTerms unknownOrganization(InvitationTerms terms) {
    return new InvitationTerms(
        terms.invitation(),
        terms.link(),
        new dev.latchkey.api.id.OrganizationId(Ids.next()),
        terms.inviter(),
        terms.admission(),
        terms.email(),
        terms.roleIds(),
        terms.teamIds(),
        terms.expiresAt());
  }

  private void assertRefused(InvitationTerms terms, Caller joe) {
    assertThat(module.refusal(new AdmitInvitee(terms, joe))).isEqualTo("link_invalid");
    assertThat(module.refusal(join(terms))).isEqualTo("link_invalid");
    assertThat(module.test.column("SELECT 1 FROM kernel.settlement")).isEmpty();
  }

  @Test
  void whatTheInviterHasLostTheyCanNotGive() {
    Caller joe = outsider("joe@example.com");
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    InvitationTerms toAdmin = terms(admin, "joe@example.com", ADMIN);
    InvitationTerms toMember = terms(admin, "joe@example.com", MEMBER);
    RoleId inviting =
        role("inviting", Permission.USERS_INVITE, Permission.ORG_READ, Permission.TEAMS_READ);
    module.ask(new AssignRoles(ada, admin.person(), Set.of(inviting), null));
    assertRefused(toAdmin, joe);
    module.ask(new AssignRoles(ada, admin.person(), Set.of(MEMBER), null));
    assertRefused(toMember, joe);
    module.ask(new AssignRoles(ada, admin.person(), Set.of(inviting), null));
    module.ask(new AdmitInvitee(toMember, joe));
  }

  @Test
  void reinstatingAnInviterRevivesNothing() {
    Caller joe = outsider("joe@example.com");
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    InvitationTerms terms = terms(admin, "joe@example.com", MEMBER);
    module.ask(new DisableUser(ada, admin.person()));
    assertRefused(terms, joe);
    module.ask(new EnableUser(ada, admin.person(), Set.of()));
    assertRefused(terms, joe);
    module.ask(new RemoveUser(ada, admin.person(), null));
    assertRefused(terms, joe);
  }

  @Test
  void whoeverLaidInWaitAtTheAddressIsOut() {
    module.ask(new Register(GRACE, PASSWORD, null, null, ORIGIN));
    InviteeAdmitted admitted = module.ask(join(terms(ada, GRACE, MEMBER)));
    assertThat(
            module.test.column(
                "SELECT person_id FROM accounts.email WHERE address_key = '" + GRACE + "'"))
        .containsExactly(admitted.person().toString());
    assertThat(module.refusal(new VerifyPassword(GRACE, PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(module.verify(GRACE, CHOSEN).person()).isEqualTo(admitted.person());
  }

  @Test
  void anUnprovenTwinLosesTheAddressToWhoeverAccepts() {
    Caller joe = outsider("joe@example.com");
    module.ask(new AddEmail(joe, GRACE));
    InvitationTerms terms = terms(ada, GRACE, MEMBER);
    assertThat(module.refusal(new AdmitInvitee(terms, joe))).isEqualTo("link_invalid");
    module.ask(join(terms));
    assertThat(
            module.test.column(
                "SELECT address FROM accounts.email WHERE person_id = '" + joe.person() + "'"))
        .containsExactly("joe@example.com");
  }

  @Test
  void anAccountThatWaitsForItsOwnerIsTakenOverByThem() {
    MemberView made = module.user(ada, GRACE);
    module.test.execute(
        "UPDATE accounts.membership SET state = 'invited' WHERE person_id = '%s'"
            .formatted(made.id()));
    InviteeAdmitted admitted = module.ask(join(terms(ada, GRACE, ADMIN)));
    assertThat(admitted.person()).isEqualTo(made.id());
    MemberView grace = member(made.id());
    assertThat(grace.emailVerified()).isTrue();
    assertThat(grace.state().wireName()).isEqualTo("active");
    assertThat(grace.accountType().wireName()).isEqualTo("managed");
    assertThat(grace.roles()).extracting("name").containsExactly("admin", "member");
    assertThat(module.refusal(new VerifyPassword(GRACE, PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(module.verify(GRACE, CHOSEN).mustChangePassword()).isFalse();
    assertThat(module.endedLogins).extracting("person").contains(made.id());
  }

  @Test
  void aDisabledMemberIsNotLetInByAnInvitation() {
    MemberView made = module.user(ada, GRACE);
    InvitationTerms terms = terms(ada, GRACE, MEMBER);
    module.ask(new DisableUser(ada, made.id()));
    assertThat(module.refusal(join(terms))).isEqualTo("already_member");
    assertThat(member(made.id()).state().wireName()).isEqualTo("disabled");
    assertThat(member(made.id()).emailVerified()).isFalse();
  }

  @Test
  void nobodyJoinsMoreOrganizationsThanOneMayHave() {
    Caller joe = outsider("joe@example.com");
    module.test.execute(
        "INSERT INTO accounts.organization (id, name) SELECT gen_random_uuid(), 'x' FROM"
            + " generate_series(1, 99)",
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type)"
            + " SELECT id, '%s', 'active', 'external' FROM accounts.organization WHERE name = 'x'"
                .formatted(joe.person()));
    InvitationTerms terms = terms(ada, "joe@example.com", MEMBER);
    assertThat(module.refusal(new AdmitInvitee(terms, joe))).isEqualTo("too_many_organizations");
    module.test.execute(
        "DELETE FROM accounts.organization WHERE id = (SELECT id FROM accounts.organization WHERE"
            + " name = 'x' LIMIT 1)");
    module.ask(new AdmitInvitee(terms, joe));
  }

  @Test
  void ofManyWhoJoinByOneTokenOneDoes() {
    InvitationTerms terms = terms(ada, GRACE, MEMBER);
    List<String> outcomes = race(IntStream.range(0, 16).mapToObj(i -> join(terms)));
    assertThat(outcomes).filteredOn("none"::equals).hasSize(1);
    assertThat(outcomes)
        .filteredOn(each -> !each.equals("none"))
        .isSubsetOf("link_invalid", "sign_in_to_accept");
    assertThat(people()).hasSize(2);
  }

  @Test
  void ofSeveralInvitationsToOneAddressAtOnceOneMakesTheAccount() {
    List<InvitationTerms> terms =
        IntStream.range(0, 8).mapToObj(i -> terms(ada, GRACE, MEMBER)).toList();
    List<String> outcomes = race(terms.stream().map(InvitationIT::join));
    assertThat(outcomes).filteredOn("none"::equals).hasSize(1);
    assertThat(outcomes).filteredOn(each -> !each.equals("none")).containsOnly("sign_in_to_accept");
    assertThat(module.test.column("SELECT 1 FROM kernel.settlement")).hasSize(1);
  }

  @Test
  void ofManyInvitationsThatOnePersonAcceptsAtOnceOneMakesTheMember() {
    Caller joe = outsider("joe@example.com");
    List<InvitationTerms> terms =
        IntStream.range(0, 16).mapToObj(i -> terms(ada, "joe@example.com", MEMBER)).toList();
    List<String> outcomes = race(terms.stream().map(each -> new AdmitInvitee(each, joe)));
    assertThat(outcomes).filteredOn("none"::equals).hasSize(1);
    assertThat(outcomes).filteredOn(each -> !each.equals("none")).containsOnly("already_member");
  }

  private List<String> race(Stream<? extends Request<?>> requests) {
    List<? extends Future<?>> asked = requests.map(module.bus::ask).toList();
    try {
      Future.join(List.copyOf(asked)).otherwiseEmpty().await(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException(late);
    }
    return asked.stream().map(InvitationIT::outcome).toList();
  }

  private static String outcome(Future<?> asked) {
    return asked.succeeded() ? "none" : ((Refusal) asked.cause()).failure().code();
  }

  @Test
  void oneWhoIsForeignToTheLinkHasNoPartInIt() {
    InvitationTerms terms = terms(ada, GRACE, MEMBER);
    module.test.execute(
        "INSERT INTO kernel.settlement (id) VALUES ('%s')".formatted((UUID) terms.link()));
    assertThat(module.refusal(join(terms))).isEqualTo("link_invalid");
    assertThat(people()).hasSize(1);
  }
}
