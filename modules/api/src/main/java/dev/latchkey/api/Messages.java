package dev.latchkey.api;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AccountView;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.AdmitImpersonation;
import dev.latchkey.api.accounts.AdmitInvitee;
import dev.latchkey.api.accounts.AdmitNewcomer;
import dev.latchkey.api.accounts.AdmitSignIn;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.AssignTeamMember;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.ChangeRoles;
import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.accounts.CheckNewPassword;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateInvitee;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.CreateTeam;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.CreateUsers;
import dev.latchkey.api.accounts.DelegateOnboarding;
import dev.latchkey.api.accounts.DeleteRole;
import dev.latchkey.api.accounts.DeleteTeam;
import dev.latchkey.api.accounts.DescribeAccount;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeInvitees;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.DescribeMemberAddresses;
import dev.latchkey.api.accounts.DescribeOnboarding;
import dev.latchkey.api.accounts.DescribeOrganization;
import dev.latchkey.api.accounts.DescribePreferences;
import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.accounts.DescribeRoles;
import dev.latchkey.api.accounts.DescribeTeamMember;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EmailPage;
import dev.latchkey.api.accounts.EmailView;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.EndDelegation;
import dev.latchkey.api.accounts.EndForMfaReset;
import dev.latchkey.api.accounts.EndUserLogins;
import dev.latchkey.api.accounts.EventPage;
import dev.latchkey.api.accounts.FindUser;
import dev.latchkey.api.accounts.ImpersonationAdmitted;
import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.accounts.InviteeAdmitted;
import dev.latchkey.api.accounts.Invitees;
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
import dev.latchkey.api.accounts.MakeEmailPrimary;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MemberAddresses;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.MyTeamPage;
import dev.latchkey.api.accounts.NumberedUsers;
import dev.latchkey.api.accounts.OfferSetUp;
import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.OrganizationDetailView;
import dev.latchkey.api.accounts.OrganizationPage;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.PasswordPreview;
import dev.latchkey.api.accounts.PermissionCatalogue;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.PrepareInvitations;
import dev.latchkey.api.accounts.PreviewPasswordReset;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.ReinstateUser;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.accounts.RemoveTeamMember;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.RequestEmailProof;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.accounts.ResetUserPassword;
import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.RoleList;
import dev.latchkey.api.accounts.RolePage;
import dev.latchkey.api.accounts.SendEmailProof;
import dev.latchkey.api.accounts.SetUp;
import dev.latchkey.api.accounts.SetUpDone;
import dev.latchkey.api.accounts.SetUpOffer;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.StampDelegation;
import dev.latchkey.api.accounts.TeamDetailView;
import dev.latchkey.api.accounts.TeamMemberPage;
import dev.latchkey.api.accounts.TeamMemberView;
import dev.latchkey.api.accounts.TeamPage;
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
import dev.latchkey.api.accounts.UsersAnonymized;
import dev.latchkey.api.accounts.UsersCreated;
import dev.latchkey.api.accounts.VerifyOwnPassword;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventList;
import dev.latchkey.api.events.ReadEvents;
import dev.latchkey.api.events.RecordRefusal;
import dev.latchkey.api.invitations.AcceptInvitation;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.DeclineInvitation;
import dev.latchkey.api.invitations.DelegateSetUp;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationAccepted;
import dev.latchkey.api.invitations.InvitationList;
import dev.latchkey.api.invitations.InvitationPage;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.InviteUsers;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.api.invitations.ListInvitations;
import dev.latchkey.api.invitations.ListInvitationsByNumber;
import dev.latchkey.api.invitations.ListMyInvitations;
import dev.latchkey.api.invitations.MyInvitationPage;
import dev.latchkey.api.invitations.NumberedInvitations;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.DescribeFactors;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.ListPasskeys;
import dev.latchkey.api.mfa.ListTrustedDevices;
import dev.latchkey.api.mfa.MfaStatus;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.OfferPasskeySignIn;
import dev.latchkey.api.mfa.PasskeyAdded;
import dev.latchkey.api.mfa.PasskeyList;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyProven;
import dev.latchkey.api.mfa.PasskeyView;
import dev.latchkey.api.mfa.RecognizeTrustedDevice;
import dev.latchkey.api.mfa.RecognizedDevice;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.api.mfa.RemovePasskey;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.RenamePasskey;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.api.mfa.RevokeTrustedDevice;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.TotpSetup;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.TrustedDeviceList;
import dev.latchkey.api.mfa.TrustedDeviceToken;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.api.mfa.VerifyPasskey;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.api.notifications.PushTokenView;
import dev.latchkey.api.notifications.RegisterPushToken;
import dev.latchkey.api.notifications.UnregisterPushToken;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.BeginPasskeySignIn;
import dev.latchkey.api.sessions.BeginReauthentication;
import dev.latchkey.api.sessions.CheckSignIn;
import dev.latchkey.api.sessions.CreateOrganizationToken;
import dev.latchkey.api.sessions.CreateToken;
import dev.latchkey.api.sessions.DeleteOrganizationToken;
import dev.latchkey.api.sessions.DeleteToken;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ImpersonateUser;
import dev.latchkey.api.sessions.Impersonated;
import dev.latchkey.api.sessions.KeySetView;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.ListOrganizationTokens;
import dev.latchkey.api.sessions.ListTokens;
import dev.latchkey.api.sessions.ListUserLogins;
import dev.latchkey.api.sessions.LoginList;
import dev.latchkey.api.sessions.OrganizationTokenList;
import dev.latchkey.api.sessions.OrganizationTokenView;
import dev.latchkey.api.sessions.ProveSecondFactor;
import dev.latchkey.api.sessions.RaiseLogin;
import dev.latchkey.api.sessions.RaiseOwnLogin;
import dev.latchkey.api.sessions.Reauthenticate;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SecondFactorChallenge;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignInByPasskey;
import dev.latchkey.api.sessions.SignInCheck;
import dev.latchkey.api.sessions.SignInOutcome;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.api.sessions.TokenList;
import dev.latchkey.api.sessions.TokenView;
import java.util.List;

/** Every record that may travel on the bus as a request, an answer or an event. */
public final class Messages {

  /** Requests and their answers. */
  public static final List<Class<? extends Record>> ALL =
      List.of(
          Done.class,
          Caller.class,
          AccountView.class,
          AddEmail.class,
          Authority.class,
          CancelEmailChange.class,
          ChangePassword.class,
          CloseAccount.class,
          CreateOrganization.class,
          DescribeAccount.class,
          DescribeAuthority.class,
          DescribeMe.class,
          DescribeRecipients.class,
          EmailPage.class,
          EmailView.class,
          EventPage.class,
          ListEmails.class,
          ListEvents.class,
          ListMyOrganizations.class,
          MakeEmailPrimary.class,
          Me.class,
          OfferSetUp.class,
          OrganizationPage.class,
          OrganizationView.class,
          ProveEmail.class,
          Recipients.class,
          Register.class,
          RemoveEmail.class,
          RequestEmailProof.class,
          RequestPasswordReset.class,
          ResetPassword.class,
          SendEmailProof.class,
          SetUp.class,
          SetUpDone.class,
          SetUpOffer.class,
          UpdateMe.class,
          CheckNewPassword.class,
          VerifyOwnPassword.class,
          VerifyPassword.class,
          AnonymizeUsers.class,
          AssignRoles.class,
          ChangeRoles.class,
          ChangeUserPassword.class,
          CreateUser.class,
          CreateInvitee.class,
          DescribeUser.class,
          DescribeRoles.class,
          FindUser.class,
          DescribeUserPermissions.class,
          DisableUser.class,
          EnableUser.class,
          ListUserOrganizations.class,
          ListUsers.class,
          ListUsersByNumber.class,
          MemberView.class,
          NumberedUsers.class,
          PasswordPreview.class,
          PreviewPasswordReset.class,
          ReinstateUser.class,
          RemoveUser.class,
          ResetUser.class,
          ResetUserPassword.class,
          TemporaryPassword.class,
          UpdateUser.class,
          UserCreated.class,
          UserPage.class,
          UserPermissions.class,
          UsersAnonymized.class,
          AdmitImpersonation.class,
          AdmitSignIn.class,
          CreateUsers.class,
          EndForMfaReset.class,
          EndUserLogins.class,
          ImpersonationAdmitted.class,
          UsersCreated.class,
          ImpersonateUser.class,
          Impersonated.class,
          ListUserLogins.class,
          BeginTotp.class,
          ConfirmTotp.class,
          DescribeFactors.class,
          DescribeMfa.class,
          Factors.class,
          ListTrustedDevices.class,
          MfaStatus.class,
          RecoveryCodes.class,
          RemoveTotp.class,
          ReplaceRecoveryCodes.class,
          ResetMfa.class,
          RevokeTrustedDevice.class,
          SecondFactorProven.class,
          TotpSetup.class,
          TrustDevice.class,
          TrustedDeviceList.class,
          TrustedDeviceToken.class,
          UseTrustedDevice.class,
          RecognizeTrustedDevice.class,
          RecognizedDevice.class,
          VerifySecondFactor.class,
          AddPasskey.class,
          ListPasskeys.class,
          OfferPasskey.class,
          OfferPasskeySignIn.class,
          PasskeyAdded.class,
          PasskeyList.class,
          PasskeyOffer.class,
          PasskeyProven.class,
          PasskeyView.class,
          RemovePasskey.class,
          RenamePasskey.class,
          VerifyPasskey.class,
          AdmitInvitee.class,
          AdmitNewcomer.class,
          DescribeMemberAddresses.class,
          DescribeInvitees.class,
          InvitationsPrepared.class,
          InviteeAdmitted.class,
          MemberAddresses.class,
          Invitees.class,
          PrepareInvitations.class,
          AcceptInvitation.class,
          CancelInvitation.class,
          CancelUserInvitations.class,
          DeclineInvitation.class,
          DelegateSetUp.class,
          DescribeInvitation.class,
          InvitationAccepted.class,
          InvitationList.class,
          InvitationPage.class,
          InvitationView.class,
          JoinByInvitation.class,
          ListInvitations.class,
          ListInvitationsByNumber.class,
          NumberedInvitations.class,
          ListMyInvitations.class,
          MyInvitationPage.class,
          ResendInvitation.class,
          SendInvitations.class,
          InviteUsers.class,
          Authenticate.class,
          BeginPasskeySignIn.class,
          BeginReauthentication.class,
          DescribeKeys.class,
          EndLogin.class,
          EndLogins.class,
          EndLoginsIn.class,
          EndOtherLogins.class,
          KeySetView.class,
          ListLogins.class,
          LoginList.class,
          Reauthenticate.class,
          RaiseOwnLogin.class,
          CheckSignIn.class,
          SignInCheck.class,
          RefreshLogin.class,
          SignIn.class,
          SignInByPasskey.class,
          SignedIn.class,
          SignInOutcome.class,
          SecondFactorChallenge.class,
          ProveSecondFactor.class,
          RaiseLogin.class,
          ListTokens.class,
          CreateToken.class,
          DeleteToken.class,
          TokenList.class,
          TokenView.class,
          ListOrganizationTokens.class,
          CreateOrganizationToken.class,
          DeleteOrganizationToken.class,
          OrganizationTokenList.class,
          OrganizationTokenView.class,
          Event.class,
          EventList.class,
          ReadEvents.class,
          CreateRole.class,
          DeleteRole.class,
          ListPermissions.class,
          ListRoles.class,
          PermissionCatalogue.class,
          RoleDetailView.class,
          RolePage.class,
          RoleList.class,
          UpdateRole.class,
          AssignTeamMember.class,
          CreateTeam.class,
          DeleteTeam.class,
          DescribeOrganization.class,
          DescribeTeamMember.class,
          ListMyTeams.class,
          ListTeamMembers.class,
          ListTeams.class,
          MyTeamPage.class,
          OrganizationDetailView.class,
          RemoveTeamMember.class,
          TeamDetailView.class,
          TeamMemberPage.class,
          TeamMemberView.class,
          TeamPage.class,
          UpdateOrganization.class,
          UpdateTeam.class,
          SwitchOrganization.class,
          RecordRefusal.class,
          DescribePreferences.class,
          Preferences.class,
          UpdatePreferences.class,
          DelegateOnboarding.class,
          DescribeOnboarding.class,
          EndDelegation.class,
          OnboardingView.class,
          SkipOnboarding.class,
          StampDelegation.class,
          PushTokenView.class,
          RegisterPushToken.class,
          UnregisterPushToken.class);

  private Messages() {}
}
