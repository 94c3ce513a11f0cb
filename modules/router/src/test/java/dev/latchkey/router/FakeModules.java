package dev.latchkey.router;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.ActorView;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.AssignTeamMember;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.CreateUsers;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.DescribeOnboarding;
import dev.latchkey.api.accounts.DescribeOrganization;
import dev.latchkey.api.accounts.DescribePreferences;
import dev.latchkey.api.accounts.DescribeTeamMember;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EmailPage;
import dev.latchkey.api.accounts.EmailView;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.EndUserLogins;
import dev.latchkey.api.accounts.EventPage;
import dev.latchkey.api.accounts.EventView;
import dev.latchkey.api.accounts.ListEmails;
import dev.latchkey.api.accounts.ListEvents;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.ListMyTeams;
import dev.latchkey.api.accounts.ListPermissions;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.ListTeamMembers;
import dev.latchkey.api.accounts.ListTeams;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.LoginSummary;
import dev.latchkey.api.accounts.MakeEmailPrimary;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.MyTeamPage;
import dev.latchkey.api.accounts.MyTeamView;
import dev.latchkey.api.accounts.NumberedUsers;
import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.OrganizationDetailView;
import dev.latchkey.api.accounts.OrganizationPage;
import dev.latchkey.api.accounts.OrganizationSettings;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.PasswordPreview;
import dev.latchkey.api.accounts.PermissionCatalogue;
import dev.latchkey.api.accounts.PermissionView;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.PreviewPasswordReset;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.ReinstateUser;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.accounts.RemoveTeamMember;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.accounts.ResetUserPassword;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.RolePage;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.accounts.SendEmailProof;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.accounts.SetUp;
import dev.latchkey.api.accounts.SetUpDone;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.SkipReason;
import dev.latchkey.api.accounts.TeamDetailView;
import dev.latchkey.api.accounts.TeamMemberPage;
import dev.latchkey.api.accounts.TeamMemberView;
import dev.latchkey.api.accounts.TeamPage;
import dev.latchkey.api.accounts.TeamView;
import dev.latchkey.api.accounts.TemporaryPassword;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdateOrganization;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.accounts.UpdateTeam;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.UserCreated;
import dev.latchkey.api.accounts.UserPage;
import dev.latchkey.api.accounts.UserPermissions;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.accounts.UsersAnonymized;
import dev.latchkey.api.accounts.UsersCreated;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.RecordRefusal;
import dev.latchkey.api.events.Subject;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.EventId;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.PushTokenId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.api.id.TrustedDeviceId;
import dev.latchkey.api.invitations.AcceptInvitation;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.DeclineInvitation;
import dev.latchkey.api.invitations.DelegateSetUp;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationAccepted;
import dev.latchkey.api.invitations.InvitationList;
import dev.latchkey.api.invitations.InvitationPage;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.api.invitations.ListInvitations;
import dev.latchkey.api.invitations.ListInvitationsByNumber;
import dev.latchkey.api.invitations.ListMyInvitations;
import dev.latchkey.api.invitations.MyInvitationPage;
import dev.latchkey.api.invitations.MyInvitationView;
import dev.latchkey.api.invitations.NumberedInvitations;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.ListPasskeys;
import dev.latchkey.api.mfa.ListTrustedDevices;
import dev.latchkey.api.mfa.MfaStatus;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.PasskeyAdded;
import dev.latchkey.api.mfa.PasskeyList;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyView;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.api.mfa.RemovePasskey;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.RenamePasskey;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.api.mfa.RevokeTrustedDevice;
import dev.latchkey.api.mfa.TotpSetup;
import dev.latchkey.api.mfa.TrustedDeviceList;
import dev.latchkey.api.mfa.TrustedDeviceView;
import dev.latchkey.api.notifications.PushPlatform;
import dev.latchkey.api.notifications.PushTokenView;
import dev.latchkey.api.notifications.RegisterPushToken;
import dev.latchkey.api.notifications.UnregisterPushToken;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.BeginPasskeySignIn;
import dev.latchkey.api.sessions.BeginReauthentication;
import dev.latchkey.api.sessions.CreateOrganizationToken;
import dev.latchkey.api.sessions.CreateToken;
import dev.latchkey.api.sessions.DeleteOrganizationToken;
import dev.latchkey.api.sessions.DeleteToken;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ImpersonateUser;
import dev.latchkey.api.sessions.Impersonated;
import dev.latchkey.api.sessions.KeySetView;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.ListOrganizationTokens;
import dev.latchkey.api.sessions.ListTokens;
import dev.latchkey.api.sessions.ListUserLogins;
import dev.latchkey.api.sessions.LoginList;
import dev.latchkey.api.sessions.LoginView;
import dev.latchkey.api.sessions.OrganizationTokenList;
import dev.latchkey.api.sessions.OrganizationTokenView;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInByPasskey;
import dev.latchkey.api.sessions.SignInOutcome;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.api.sessions.TokenList;
import dev.latchkey.api.sessions.TokenView;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and sessions without rules and storage: answers every request of the native surface with
 * one fixed view, unless a test says otherwise, and keeps the last request of each type.
 */
public final class FakeModules extends VerticleBase {

  public static final PersonId PERSON = PersonId.of("019aa5b0-0000-7000-8000-000000000001");
  public static final LoginId LOGIN = LoginId.of("019aa5b0-0000-7000-8000-000000000002");
  public static final OrganizationId ORGANIZATION =
      OrganizationId.of("019aa5b0-0000-7000-8000-000000000003");
  public static final EmailId EMAIL = EmailId.of("019aa5b0-0000-7000-8000-000000000004");

  public static final TokenId TOKEN = TokenId.of("019aa5b0-0000-7000-8000-000000000008");

  public static final InvitationId INVITATION =
      InvitationId.of("019aa5b0-0000-7000-8000-00000000000a");

  private static final Instant THEN = Instant.parse("2026-11-21T10:15:30.123456Z");
  private static final OrganizationView ENGINES =
      new OrganizationView(ORGANIZATION, "Difference Engines");
  private static final PermissionView INVITING =
      new PermissionView(
          Permission.USERS_INVITE, "Invite people.", Permission.USERS_INVITE.aliases());
  private static final RoleDetailView AUDITOR =
      new RoleDetailView(
          RoleId.of("019aa5b0-0000-7000-8000-000000000005"),
          "Auditor",
          false,
          Set.of(Permission.AUDIT_READ),
          THEN,
          THEN,
          3,
          null);
  private static final TeamDetailView LOOMS =
      new TeamDetailView(TeamId.of("019aa5b0-0000-7000-8000-000000000006"), "Looms", THEN, THEN, 4);
  private static final TeamMemberView LEAD = new TeamMemberView(PERSON, "Ada Lovelace", "lead");
  private static final MyTeamView MY_TEAM =
      new MyTeamView(LOOMS.id(), LOOMS.name(), ENGINES, "lead");
  private static final OrganizationDetailView DETAIL =
      new OrganizationDetailView(
          ORGANIZATION,
          ENGINES.name(),
          new OrganizationSettings(true, true, true, false, new SessionLimits(3600, null, 2)),
          THEN,
          THEN,
          5);
  private static final EmailView ADDRESS =
      new EmailView(EMAIL, "ada@example.org", true, true, false, THEN);
  static final PasskeyOffer OPTIONS =
      new PasskeyOffer(
          """
          {"challenge": "bGtl", "timeout": 300000, "rpId": "example.org", "userVerification": "preferred",
           "allowCredentials": [{"type": "public-key", "id": "a2V5", "transports": ["usb"]}]}\
          """);
  static final PasskeyOffer NEW_OPTIONS =
      new PasskeyOffer(
          """
          {"challenge": "bGtl", "timeout": 300000, "rp": {"id": "example.org", "name": "Looms"},
           "user": {"id": "YWRh", "name": "ada", "displayName": "Ada"},
           "pubKeyCredParams": [{"type": "public-key", "alg": -7}], "excludeCredentials": [],
           "authenticatorSelection": {"residentKey": "preferred", "requireResidentKey": false,
                                      "userVerification": "preferred"},
           "attestation": "none"}\
          """);

  private static final RecoveryCodes CODES =
      new RecoveryCodes(Collections.nCopies(10, "k3vn-8wq2-zt7m-p4dx"));

  private static final SignedIn TOKENS = new SignedIn("access", 600, "refresh", LOGIN, false);

  private final Map<Class<?>, Record> received = new ConcurrentHashMap<>();
  private final Map<Class<?>, Function<Record, Future<? extends Record>>> answers =
      new ConcurrentHashMap<>();

  public FakeModules() {
    knowsTokensAgain();
  }

  /** The tokens good, stale and temporary count. */
  public void knowsTokensAgain() {
    answers.put(Authenticate.class, request -> authenticate((Authenticate) request));
  }

  /** The caller behind a token that counts. */
  public Caller callerOf(Authenticate request) {
    return caller(request, true, false);
  }

  /** From now on this type is answered so. */
  public <Q extends Record> void answer(Class<Q> type, Function<Q, Future<? extends Record>> with) {
    answers.put(type, request -> with.apply(type.cast(request)));
  }

  /** From now on this type is answered as usual. */
  public void usual(Class<? extends Record> type) {
    answers.remove(type);
  }

  /** From now on this type is refused. */
  public void refuse(Class<? extends Record> type, Failure failure) {
    answers.put(type, request -> Future.failedFuture(failure.refusal()));
  }

  /** The last request of that type; fails when there was none. */
  public <Q extends Record> Q last(Class<Q> type) {
    Record request = received.get(type);
    if (request == null) {
      throw new AssertionError("nobody asked a " + type.getSimpleName());
    }
    return type.cast(request);
  }

  public boolean wasAsked(Class<? extends Record> type) {
    return received.containsKey(type);
  }

  @Override
  public Future<?> start() {
    return accounts()
        .listen()
        .compose(listening -> sessions().listen())
        .compose(listening -> events().listen())
        .compose(listening -> mfa().listen())
        .compose(listening -> invitations().listen())
        .compose(listening -> notifications().listen());
  }

  private Answers accounts() {
    return Answers.at(vertx, Addresses.ACCOUNTS)
        .to(SetUp.class, ask -> reply(ask, new SetUpDone(ORGANIZATION, PERSON)))
        .to(Register.class, ask -> reply(ask, Done.DONE))
        .to(DescribeMe.class, ask -> reply(ask, me(7)))
        .to(UpdateMe.class, ask -> reply(ask, me(8)))
        .to(CloseAccount.class, ask -> reply(ask, Done.DONE))
        .to(ListEmails.class, ask -> reply(ask, new EmailPage(List.of(ADDRESS), "next")))
        .to(AddEmail.class, ask -> reply(ask, ADDRESS))
        .to(RemoveEmail.class, ask -> reply(ask, Done.DONE))
        .to(MakeEmailPrimary.class, ask -> reply(ask, ADDRESS))
        .to(SendEmailProof.class, ask -> reply(ask, Done.DONE))
        .to(CancelEmailChange.class, ask -> reply(ask, Done.DONE))
        .to(ProveEmail.class, ask -> reply(ask, Done.DONE))
        .to(ChangePassword.class, ask -> reply(ask, Done.DONE))
        .to(RequestPasswordReset.class, ask -> reply(ask, Done.DONE))
        .to(ResetPassword.class, ask -> reply(ask, Done.DONE))
        .to(
            ListMyOrganizations.class,
            ask -> reply(ask, new OrganizationPage(List.of(ENGINES), null)))
        .to(CreateOrganization.class, ask -> reply(ask, ENGINES))
        .to(ListPermissions.class, ask -> reply(ask, new PermissionCatalogue(List.of(INVITING))))
        .to(ListRoles.class, ask -> reply(ask, new RolePage(List.of(AUDITOR), "next")))
        .to(CreateRole.class, ask -> reply(ask, AUDITOR))
        .to(UpdateRole.class, ask -> reply(ask, AUDITOR))
        .to(DeleteRole.class, ask -> reply(ask, Done.DONE))
        .to(ListMyTeams.class, ask -> reply(ask, new MyTeamPage(List.of(MY_TEAM), null)))
        .to(ListTeams.class, ask -> reply(ask, new TeamPage(List.of(LOOMS), "next")))
        .to(CreateTeam.class, ask -> reply(ask, LOOMS))
        .to(UpdateTeam.class, ask -> reply(ask, LOOMS))
        .to(DeleteTeam.class, ask -> reply(ask, Done.DONE))
        .to(ListTeamMembers.class, ask -> reply(ask, new TeamMemberPage(List.of(LEAD), "next")))
        .to(DescribeTeamMember.class, ask -> reply(ask, LEAD))
        .to(AssignTeamMember.class, ask -> reply(ask, LEAD))
        .to(RemoveTeamMember.class, ask -> reply(ask, Done.DONE))
        .to(DescribeOrganization.class, ask -> reply(ask, DETAIL))
        .to(UpdateOrganization.class, ask -> reply(ask, DETAIL))
        .to(ListEvents.class, ask -> reply(ask, new EventPage(List.of(event()), "next")))
        .to(ListUsers.class, ask -> reply(ask, new UserPage(List.of(user()), "next")))
        .to(ListUsersByNumber.class, ask -> reply(ask, new NumberedUsers(List.of(user()), 3, 1)))
        .to(CreateUser.class, ask -> reply(ask, new UserCreated(user(), "temporary", THEN)))
        .to(DescribeUser.class, ask -> reply(ask, user()))
        .to(UpdateUser.class, ask -> reply(ask, user()))
        .to(RemoveUser.class, ask -> reply(ask, Done.DONE))
        .to(AssignRoles.class, ask -> reply(ask, user()))
        .to(DisableUser.class, ask -> reply(ask, user()))
        .to(EnableUser.class, ask -> reply(ask, user()))
        .to(ReinstateUser.class, ask -> reply(ask, user()))
        .to(
            DescribeUserPermissions.class,
            ask -> reply(ask, new UserPermissions(user().roles(), Set.of(Permission.USERS_READ))))
        .to(
            ListUserOrganizations.class,
            ask -> reply(ask, new OrganizationPage(List.of(ENGINES), null)))
        .to(ChangeUserPassword.class, ask -> reply(ask, Done.DONE))
        .to(ResetUserPassword.class, ask -> reply(ask, new TemporaryPassword("temporary", THEN)))
        .to(
            PreviewPasswordReset.class,
            ask -> reply(ask, new PasswordPreview("temporary", "sealed", 600)))
        .to(ResetUser.class, ask -> reply(ask, Done.DONE))
        .to(DescribePreferences.class, ask -> reply(ask, Preferences.DEFAULT))
        .to(UpdatePreferences.class, ask -> reply(ask, Preferences.DEFAULT))
        .to(DescribeOnboarding.class, ask -> reply(ask, OnboardingView.NOT_SKIPPED))
        .to(
            SkipOnboarding.class,
            ask -> reply(ask, new OnboardingView(THEN, SkipReason.LATER, ORGANIZATION, null, null)))
        .to(EndUserLogins.class, ask -> reply(ask, Done.DONE))
        .to(
            CreateUsers.class,
            ask ->
                reply(
                    ask,
                    new UsersCreated(
                        List.of(
                            new UsersCreated.Item(
                                "ada@example.org", user(), "temporary", THEN, null),
                            new UsersCreated.Item(
                                "x@example.org", null, null, null, "email_taken")))))
        .to(
            AnonymizeUsers.class,
            ask ->
                reply(
                    ask,
                    new UsersAnonymized(
                        List.of(new UsersAnonymized.Item(PERSON, false, "last_owner")))));
  }

  private Answers notifications() {
    return Answers.at(vertx, Addresses.NOTIFICATIONS)
        .to(
            RegisterPushToken.class,
            ask ->
                reply(
                    ask,
                    new PushTokenView(
                        PushTokenId.of("019aa5b0-0000-7000-8000-00000000000a"),
                        PushPlatform.ANDROID,
                        THEN,
                        THEN)))
        .to(UnregisterPushToken.class, ask -> reply(ask, Done.DONE));
  }

  private Answers events() {
    return Answers.at(vertx, Addresses.EVENTS)
        .to(RecordRefusal.class, ask -> reply(ask, Done.DONE));
  }

  /** Ada, as her administrators see her. */
  private static MemberView user() {
    return new MemberView(
        PERSON,
        "ada",
        "ada@example.org",
        true,
        MemberState.ACTIVE,
        AccountType.MANAGED,
        List.of(new RoleView(RoleId.of("019aa5b0-0000-7000-8000-000000000005"), "owner")),
        false,
        "Ada",
        null,
        "Ada Lovelace",
        null,
        "en-GB",
        null,
        THEN,
        THEN,
        THEN,
        THEN,
        9);
  }

  private Answers mfa() {
    return Answers.at(vertx, Addresses.MFA)
        .to(
            DescribeMfa.class,
            ask -> reply(ask, new MfaStatus(true, Set.of(FactorMethod.TOTP), true, 0, 10, false)))
        .to(
            BeginTotp.class,
            ask -> reply(ask, new TotpSetup("GEZDGNBV", "otpauth://totp/x", "data:image/svg+xml,")))
        .to(ConfirmTotp.class, ask -> reply(ask, CODES))
        .to(RemoveTotp.class, ask -> reply(ask, Done.DONE))
        .to(ReplaceRecoveryCodes.class, ask -> reply(ask, CODES))
        .to(
            ListTrustedDevices.class,
            ask ->
                reply(
                    ask,
                    new TrustedDeviceList(
                        List.of(
                            new TrustedDeviceView(
                                TrustedDeviceId.of("019aa5b0-0000-7000-8000-000000000009"),
                                "Ada's laptop",
                                "198.51.100.7",
                                THEN,
                                THEN,
                                THEN)))))
        .to(RevokeTrustedDevice.class, ask -> reply(ask, Done.DONE))
        .to(OfferPasskey.class, ask -> reply(ask, NEW_OPTIONS))
        .to(AddPasskey.class, ask -> reply(ask, new PasskeyAdded(passkey(), CODES)))
        .to(ListPasskeys.class, ask -> reply(ask, new PasskeyList(List.of(passkey()))))
        .to(RenamePasskey.class, ask -> reply(ask, passkey()))
        .to(RemovePasskey.class, ask -> reply(ask, Done.DONE))
        .to(ResetMfa.class, ask -> reply(ask, Done.DONE));
  }

  private static PasskeyView passkey() {
    return new PasskeyView(
        PasskeyId.of("019aa5b0-0000-7000-8000-00000000000a"), "Ada's phone", true, THEN, null);
  }

  private Answers invitations() {
    return Answers.at(vertx, Addresses.INVITATIONS)
        .to(SendInvitations.class, ask -> reply(ask, new InvitationList(List.of(invitation()))))
        .to(
            ListInvitations.class,
            ask -> reply(ask, new InvitationPage(List.of(invitation()), "m")))
        .to(
            ListInvitationsByNumber.class,
            ask -> reply(ask, new NumberedInvitations(List.of(invitation()), 1)))
        .to(DescribeInvitation.class, ask -> reply(ask, invitation()))
        .to(DelegateSetUp.class, ask -> reply(ask, invitation()))
        .to(CancelInvitation.class, ask -> reply(ask, Done.DONE))
        .to(ResendInvitation.class, ask -> reply(ask, invitation()))
        .to(CancelUserInvitations.class, ask -> reply(ask, Done.DONE))
        .to(
            ListMyInvitations.class,
            ask ->
                reply(
                    ask,
                    new MyInvitationPage(
                        List.of(
                            new MyInvitationView(
                                INVITATION, ENGINES, "ada@example.org", "Grace", null, THEN, THEN)),
                        null)))
        .to(AcceptInvitation.class, ask -> reply(ask, new InvitationAccepted(ENGINES, PERSON)))
        .to(JoinByInvitation.class, ask -> reply(ask, new InvitationAccepted(ENGINES, PERSON)))
        .to(DeclineInvitation.class, ask -> reply(ask, Done.DONE));
  }

  private static InvitationView invitation() {
    return new InvitationView(
        INVITATION,
        "grace@example.org",
        InvitationState.PENDING,
        Set.of(AUDITOR.id()),
        Set.of(LOOMS.id()),
        "Come!",
        PERSON,
        THEN,
        THEN,
        THEN,
        null,
        null,
        null,
        false);
  }

  private Answers sessions() {
    return Answers.at(vertx, Addresses.SESSIONS)
        .to(Authenticate.class, ask -> reply(ask, caller(ask, true, false)))
        .to(SignIn.class, ask -> reply(ask, new SignInOutcome(TOKENS, null)))
        .to(ProveSecondFactor.class, ask -> reply(ask, TOKENS))
        .to(BeginPasskeySignIn.class, ask -> reply(ask, OPTIONS))
        .to(BeginReauthentication.class, ask -> reply(ask, OPTIONS))
        .to(SignInByPasskey.class, ask -> reply(ask, TOKENS))
        .to(RefreshLogin.class, ask -> reply(ask, TOKENS))
        .to(Reauthenticate.class, ask -> reply(ask, TOKENS))
        .to(SwitchOrganization.class, ask -> reply(ask, TOKENS))
        .to(EndLogin.class, ask -> reply(ask, Done.DONE))
        .to(EndOtherLogins.class, ask -> reply(ask, Done.DONE))
        .to(ListUserLogins.class, ask -> reply(ask, new LoginList(List.of(login()))))
        .to(
            ImpersonateUser.class,
            ask -> reply(ask, new Impersonated("header.payload.signature", 600, LOGIN)))
        .to(ListLogins.class, ask -> reply(ask, new LoginList(List.of(login()))))
        .to(ListTokens.class, ask -> reply(ask, new TokenList(List.of(token(null)))))
        .to(CreateToken.class, ask -> reply(ask, token("tpt_secret")))
        .to(DeleteToken.class, ask -> reply(ask, Done.DONE))
        .to(
            ListOrganizationTokens.class,
            ask -> reply(ask, new OrganizationTokenList(List.of(organizationToken(null)))))
        .to(CreateOrganizationToken.class, ask -> reply(ask, organizationToken("tot_secret")))
        .to(DeleteOrganizationToken.class, ask -> reply(ask, Done.DONE))
        .to(DescribeKeys.class, ask -> reply(ask, new KeySetView(List.of(key()))));
  }

  @SuppressWarnings("unchecked")
  private <R extends Record> Future<R> reply(Record request, R usual) {
    received.put(request.getClass(), request);
    var other = answers.get(request.getClass());
    return other == null ? Future.succeededFuture(usual) : (Future<R>) other.apply(request);
  }

  private static Future<Caller> authenticate(Authenticate request) {
    return switch (request.accessToken()) {
      case "good" -> Future.succeededFuture(caller(request, true, false));
      case "stale" -> Future.succeededFuture(caller(request, false, false));
      case "tpt_good" -> Future.succeededFuture(tokenCaller(request, TokenOwner.PERSON));
      case "tot_good" -> Future.succeededFuture(tokenCaller(request, TokenOwner.ORGANIZATION));
      case "powerless" -> Future.succeededFuture(powerless(request));
      case "temporary" -> Future.succeededFuture(caller(request, true, true));
      default -> Future.failedFuture(Failure.UNAUTHENTICATED.refusal());
    };
  }

  private static Caller caller(Authenticate request, boolean fresh, boolean mustChangePassword) {
    return new Caller(
        PERSON,
        LOGIN,
        ORGANIZATION,
        Set.of(Permission.values()),
        Assurance.ONE_FACTOR,
        THEN,
        fresh,
        mustChangePassword,
        request.origin(),
        null);
  }

  private static Caller powerless(Authenticate request) {
    return new Caller(
        PERSON,
        LOGIN,
        ORGANIZATION,
        Set.of(),
        Assurance.ONE_FACTOR,
        THEN,
        true,
        false,
        request.origin(),
        null);
  }

  private static Caller tokenCaller(Authenticate request, TokenOwner owner) {
    return new Caller(
        PERSON,
        null,
        ORGANIZATION,
        Set.of(Permission.AUDIT_READ),
        Assurance.ONE_FACTOR,
        THEN,
        false,
        false,
        false,
        request.origin(),
        null,
        new ApiToken(TOKEN, owner, "Nightly report"),
        null);
  }

  private static TokenView token(@Nullable String secret) {
    return new TokenView(
        TOKEN, "Nightly report", Set.of(Permission.USERS_READ), THEN, null, THEN, secret);
  }

  private static OrganizationTokenView organizationToken(@Nullable String secret) {
    return new OrganizationTokenView(
        TOKEN, "Directory", Set.of(Permission.USERS_READ), PERSON, THEN, THEN, null, secret);
  }

  /** Who the fake caller is, in that version. */
  public static Me me(int version) {
    var user =
        new UserView(
            PERSON,
            "ada",
            "ada@example.org",
            true,
            "active",
            "Ada",
            null,
            "Ada Lovelace",
            null,
            "en-GB",
            null,
            false,
            THEN,
            THEN,
            version);
    var membership =
        new MembershipView(
            ENGINES,
            "active",
            List.of(new RoleView(RoleId.of("019aa5b0-0000-7000-8000-000000000005"), "owner")),
            Set.of(Permission.ORG_READ),
            List.of(new TeamView(TeamId.of("019aa5b0-0000-7000-8000-000000000006"), "Looms", null)),
            THEN);
    return new Me(
        user,
        null,
        ENGINES,
        List.of(membership),
        new LoginSummary(LOGIN, Assurance.ONE_FACTOR, THEN, null),
        null);
  }

  private static EventView event() {
    return new EventView(
        EventId.of("019aa5b0-0000-7000-8000-000000000007"),
        "password.changed",
        1,
        THEN,
        "done",
        new ActorView("person", PERSON.value(), "Ada Lovelace"),
        new Subject("person", PERSON.value()),
        "198.51.100.7",
        null,
        Map.of());
  }

  private static LoginView login() {
    return new LoginView(LOGIN, "Ada's laptop", "198.51.100.7", null, THEN, THEN, THEN, true, null);
  }

  private static Map<String, String> key() {
    return Map.of(
        "kty", "RSA", "kid", "k1", "use", "sig", "alg", "RS256", "n", "AQAB", "e", "AQAB");
  }
}
