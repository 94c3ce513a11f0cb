package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.accounts.AdmitNewcomer;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.CreateInvitee;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeInvitees;
import dev.latchkey.api.accounts.DescribeRoles;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.kernel.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that are made before anybody is invited to them, and what else their makers need. */
class InviteeIT {

  private static final Set<RoleId> MEMBER = Set.of(BuiltInRole.MEMBER.id());
  private static final Set<RoleId> ADMIN = Set.of(BuiltInRole.ADMIN.id());

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

  private static CreateInvitee creation(Caller caller, String email, Set<RoleId> roles) {
    return new CreateInvitee(caller, new NewUser(email, null, null, null, "Grace", null), roles);
  }

  private MemberView invitee(String email, Set<RoleId> roles) {
    return module.ask(creation(ada, email, roles));
  }

  private MemberState state(PersonId user) {
    return module.ask(new DescribeUser(ada, user)).state();
  }

  /** The caller with other permissions, by a token. */
  private static Caller by(
      Caller caller, TokenOwner owner, @Nullable PersonId impersonator, Permission... permissions) {
    return new Caller(
        caller.person(),
        null,
        caller.organization(),
        Set.of(permissions),
        caller.assurance(),
        caller.authenticatedAt(),
        false,
        false,
        false,
        ORIGIN,
        null,
        impersonator == null ? new ApiToken(new TokenId(Ids.next()), owner, "Key") : null,
        impersonator);
  }

  private AdmitNewcomer acceptance(String email, PersonId user, Set<RoleId> roles) {
    Authority authority = module.ask(new DescribeAuthority(ada.person(), ada.organization()));
    return new AdmitNewcomer(
        new InvitationTerms(
            new InvitationId(Ids.next()),
            Ids.next(),
            Objects.requireNonNull(ada.organization()),
            ada.person(),
            Objects.requireNonNull(authority.admission()),
            email,
            roles,
            Set.of(),
            Instant.parse("2099-01-01T00:00:00Z"),
            user),
        PASSWORD,
        null,
        ORIGIN);
  }

  @Test
  void nobodyIsMailedAndNothingOpensIt() {
    MemberView grace = invitee("grace@example.com", Set.of());
    assertThat(grace.state()).isEqualTo(MemberState.INVITED);
    assertThat(module.ask(new DescribeUser(ada, grace.id()))).isEqualTo(grace);
    assertThat(grace.roles()).extracting(each -> each.id()).containsExactlyElementsOf(MEMBER);
    String theirs = " WHERE person_id = '%s'".formatted(grace.id());
    assertThat(module.test.column("SELECT 1 FROM accounts.link" + theirs)).isEmpty();
    assertThat(module.test.column("SELECT 1 FROM accounts.password" + theirs)).isEmpty();
    assertThat(
            module.test.column(
                "SELECT data->>'linkId' FROM kernel.event WHERE type = 'user.created'"
                    + " AND subject_id = '%s'".formatted(grace.id())))
        .containsExactly((String) null);
    assertThat(module.refusal(new DescribeAuthority(grace.id(), ada.organization())))
        .isNotEqualTo("none");
  }

  @Test
  void itIsRefusedAsAnAccountWithAPasswordIs() {
    invitee("grace@example.com", Set.of());
    assertThat(module.refusal(creation(ada, "Grace@example.com", Set.of())))
        .isEqualTo("email_taken");
    assertThat(module.refusal(creation(ada, "nothing", Set.of()))).isEqualTo("email_invalid");
    assertThat(module.refusal(creation(ada, "x@example.com", Set.of(new RoleId(Ids.next())))))
        .isEqualTo("not_found");
    Caller inviter = by(ada, TokenOwner.PERSON, null, Permission.USERS_INVITE);
    assertThat(module.refusal(creation(inviter, "x@example.com", ADMIN)))
        .isEqualTo("role_beyond_yours");
    Caller reader = by(ada, TokenOwner.PERSON, null, Permission.USERS_READ);
    assertThat(module.refusal(creation(reader, "x@example.com", MEMBER))).isEqualTo("forbidden");
  }

  @Test
  void whoeverIsInvitedToItGetsWhatItHoldsByNow() {
    MemberView grace = invitee("grace@example.com", ADMIN);
    module.ask(new AssignRoles(ada, grace.id(), MEMBER, null));
    module.ask(acceptance("grace@example.com", grace.id(), ADMIN));
    MemberView arrived = module.ask(new DescribeUser(ada, grace.id()));
    assertThat(arrived.state()).isEqualTo(MemberState.ACTIVE);
    assertThat(arrived.emailVerified()).isTrue();
    assertThat(arrived.roles()).extracting(each -> each.id()).containsExactlyElementsOf(MEMBER);
    assertThat(module.verify("grace@example.com", PASSWORD).person()).isEqualTo(grace.id());
  }

  @Test
  void anInvitationToAnAccountIsGoodForNoOther() {
    MemberView grace = invitee("grace@example.com", MEMBER);
    MemberView jean = invitee("jean@example.com", MEMBER);
    assertThat(module.refusal(acceptance("jean@example.com", grace.id(), MEMBER)))
        .isEqualTo("link_invalid");
    assertThat(module.refusal(acceptance("nobody@example.com", grace.id(), MEMBER)))
        .isEqualTo("link_invalid");
    assertThat(state(grace.id())).isEqualTo(MemberState.INVITED);
    assertThat(state(jean.id())).isEqualTo(MemberState.INVITED);
  }

  @Test
  void whoeverProvesTheAddressInsteadArrives() {
    MemberView grace = invitee("grace@example.com", MEMBER);
    module.ask(
        new UpdateUser(ada, grace.id(), Map.of(), Set.of(), "hopper@example.com", null, null));
    assertThat(state(grace.id())).isEqualTo(MemberState.INVITED);
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    assertThat(state(grace.id())).isEqualTo(MemberState.ACTIVE);
  }

  @Test
  void whoeverWasKeptOutBeforeTheyArrivedIsPendingAgainAfterwards() {
    MemberView grace = invitee("grace@example.com", MEMBER);
    module.ask(new DisableUser(ada, grace.id()));
    assertThat(module.refusal(acceptance("grace@example.com", grace.id(), MEMBER)))
        .isEqualTo("already_member");
    module.ask(new EnableUser(ada, grace.id(), Set.of()));
    assertThat(state(grace.id())).isEqualTo(MemberState.INVITED);
  }

  @Test
  void onlyThoseAreInvitedWhoHaveNotArrived() {
    MemberView grace = invitee("grace@example.com", ADMIN);
    MemberView jean = invitee("jean@example.com", MEMBER);
    assertThat(module.ask(new DescribeInvitees(ada, List.of(jean.id(), grace.id()))).items())
        .extracting(each -> each.email(), each -> each.roleIds())
        .containsExactly(tuple("jean@example.com", MEMBER), tuple("grace@example.com", ADMIN));
    assertThat(module.refusal(new DescribeInvitees(ada, List.of(ada.person()))))
        .isEqualTo("already_member");
    assertThat(module.refusal(new DescribeInvitees(module.stranger(), List.of(grace.id()))))
        .isEqualTo("not_found");
    assertThat(module.refusal(new DescribeInvitees(ada, List.of()))).isEqualTo("invalid_request");
    module.ask(new DisableUser(ada, grace.id()));
    assertThat(module.refusal(new DescribeInvitees(ada, List.of(grace.id()))))
        .isEqualTo("already_member");
  }

  @Test
  void ofAChangeOfSomebodyAllIsDoneOrNothing() {
    MemberView grace = module.user(ada, "grace@example.com");
    Map<ProfileField, String> title = Map.of(ProfileField.TITLE, "Admiral");
    assertThat(
            module.refusal(
                new UpdateUser(
                    ada, grace.id(), title, Set.of(), "ada@example.com", null, null, true)))
        .isEqualTo("email_taken");
    assertThat(module.ask(new DescribeUser(ada, grace.id()))).isEqualTo(grace);
    MemberView done =
        module.ask(new UpdateUser(ada, grace.id(), title, Set.of(), null, null, null, true));
    assertThat(done.state()).isEqualTo(MemberState.DISABLED);
    assertThat(done.title()).isEqualTo("Admiral");
    assertThat(
            module.refusal(
                new UpdateUser(ada, ada.person(), Map.of(), Set.of(), null, null, null, true)))
        .isEqualTo("not_yourself");
    assertThat(
            module
                .ask(new UpdateUser(ada, grace.id(), Map.of(), Set.of(), null, null, null, false))
                .state())
        .isEqualTo(MemberState.ACTIVE);
  }

  @Test
  void theLastOwnerIsNotDisabledByAnUpdateEither() {
    Caller grace = module.signedInUser(ada, "grace@example.com", BuiltInRole.OWNER);
    UpdateUser out =
        new UpdateUser(grace, ada.person(), Map.of(), Set.of(), null, null, null, true);
    Caller admin = module.signedInUser(ada, "jean@example.com", BuiltInRole.ADMIN);
    assertThat(
            module.refusal(
                new UpdateUser(admin, ada.person(), Map.of(), Set.of(), null, null, null, true)))
        .isEqualTo("outranked");
    assertThat(module.ask(out).state()).isEqualTo(MemberState.DISABLED);
  }

  @Test
  void whoeverIsDisabledAlreadyIsNotFoundByThoseWhoAskForThat() {
    MemberView grace = module.user(ada, "grace@example.com");
    module.ask(new DisableUser(ada, grace.id(), true));
    assertThat(module.refusal(new DisableUser(ada, grace.id(), true))).isEqualTo("not_found");
    assertThat(module.refusal(new DisableUser(ada, grace.id()))).isEqualTo("none");
  }

  @Test
  void whatRolesAllowIsToldAsFarAsOneMayKnow() {
    RoleId auditor = module.ask(new CreateRole(ada, "Auditor", Set.of(Permission.AUDIT_READ))).id();
    RoleId empty = module.ask(new CreateRole(ada, "Nothing", Set.of())).id();
    Set<RoleId> asked = Set.of(auditor, empty, BuiltInRole.OWNER.id(), new RoleId(Ids.next()));
    assertThat(known(ada, asked)).containsExactly(BuiltInRole.OWNER.id(), auditor, empty);
    Caller grace = module.signedInUser(ada, "grace@example.com");
    assertThat(known(grace, asked)).containsExactly(empty);
    module.ask(new AssignRoles(ada, grace.person(), Set.of(auditor), null));
    assertThat(known(by(grace, TokenOwner.PERSON, null), asked)).containsExactly(auditor, empty);
    assertThat(known(by(grace, TokenOwner.ORGANIZATION, null), asked)).containsExactly(empty);
    assertThat(known(module.stranger(), Set.of(auditor))).isEmpty();
  }

  private List<RoleId> known(Caller caller, Set<RoleId> roles) {
    return module.ask(new DescribeRoles(caller, roles, false)).items().stream()
        .map(RoleDetailView::id)
        .toList();
  }

  @Test
  void onesProfileIsChangedByATokenAndTheAddressIsNot() {
    Map<ProfileField, String> name = Map.of(ProfileField.DISPLAY_NAME, "Countess");
    Caller token = by(ada, TokenOwner.PERSON, null, Permission.ME_WRITE);
    assertThat(
            Objects.requireNonNull(
                    module.ask(new UpdateMe(token, name, Set.of(), "ADA@example.com", null)).user())
                .displayName())
        .isEqualTo("Countess");
    assertThat(module.refusal(new UpdateMe(token, name, Set.of(), "eve@example.com", null)))
        .isEqualTo("login_required");
    assertThat(module.refusal(new UpdateMe(ada, name, Set.of(), "new@example.com", null)))
        .isEqualTo("none");
  }
}
