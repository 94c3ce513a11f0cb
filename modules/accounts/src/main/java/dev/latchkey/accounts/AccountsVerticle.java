package dev.latchkey.accounts;

import dev.latchkey.accounts.audit.AuditTrail;
import dev.latchkey.accounts.email.EmailChange;
import dev.latchkey.accounts.email.EmailProof;
import dev.latchkey.accounts.email.Emails;
import dev.latchkey.accounts.invitation.InvitationPreparation;
import dev.latchkey.accounts.invitation.InviteeAdmission;
import dev.latchkey.accounts.invitation.NewcomerAdmission;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.list.Pages;
import dev.latchkey.accounts.me.AccountClosing;
import dev.latchkey.accounts.me.OwnAccount;
import dev.latchkey.accounts.me.Profile;
import dev.latchkey.accounts.onboarding.Delegations;
import dev.latchkey.accounts.onboarding.Onboarding;
import dev.latchkey.accounts.organization.OrganizationProfile;
import dev.latchkey.accounts.organization.Organizations;
import dev.latchkey.accounts.password.NewPasswordCheck;
import dev.latchkey.accounts.password.PasswordChange;
import dev.latchkey.accounts.password.PasswordCheck;
import dev.latchkey.accounts.password.PasswordReset;
import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.accounts.person.PersonRecipients;
import dev.latchkey.accounts.preference.PersonalPreferences;
import dev.latchkey.accounts.registration.Registration;
import dev.latchkey.accounts.registration.SettingUp;
import dev.latchkey.accounts.role.Catalogue;
import dev.latchkey.accounts.role.Roles;
import dev.latchkey.accounts.team.TeamMembers;
import dev.latchkey.accounts.team.Teams;
import dev.latchkey.accounts.users.LastLogins;
import dev.latchkey.accounts.users.UserAdministration;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.AdmitInvitee;
import dev.latchkey.api.accounts.AdmitNewcomer;
import dev.latchkey.api.accounts.AdmitSignIn;
import dev.latchkey.api.accounts.AssignTeamMember;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.CheckNewPassword;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.CreateTeam;
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
import dev.latchkey.api.accounts.EndDelegation;
import dev.latchkey.api.accounts.ListEmails;
import dev.latchkey.api.accounts.ListEvents;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.ListMyTeams;
import dev.latchkey.api.accounts.ListPermissions;
import dev.latchkey.api.accounts.ListRoles;
import dev.latchkey.api.accounts.ListTeamMembers;
import dev.latchkey.api.accounts.ListTeams;
import dev.latchkey.api.accounts.MakeEmailPrimary;
import dev.latchkey.api.accounts.OfferSetUp;
import dev.latchkey.api.accounts.PrepareInvitations;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.accounts.RemoveTeamMember;
import dev.latchkey.api.accounts.RequestEmailProof;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.SendEmailProof;
import dev.latchkey.api.accounts.SetUp;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.StampDelegation;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdateOrganization;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.accounts.UpdateRole;
import dev.latchkey.api.accounts.UpdateTeam;
import dev.latchkey.api.accounts.VerifyOwnPassword;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.kernel.event.Pump;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.once.AnswerStore;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.rate.RateLimit;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Markers;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Wires the accounts module and answers at {@link Addresses#ACCOUNTS}. */
public final class AccountsVerticle extends VerticleBase {

  private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

  private static final String LAST_LOGINS = "accounts.last-logins";
  private static final Duration LAST_LOGINS_INTERVAL = Duration.ofMinutes(1);

  private final Database database;
  private final Keyset keyset;
  private final PasswordHasher hasher;
  private final AccountsConfig config;
  private @Nullable Pump lastLogins;

  public AccountsVerticle(
      Database database, Keyset keyset, PasswordHasher hasher, AccountsConfig config) {
    this.database = database;
    this.keyset = keyset;
    this.hasher = hasher;
    this.config = config;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(PURGE_INTERVAL.toMillis(), tick -> purge());
    Answers answers = Answers.at(vertx, Addresses.ACCOUNTS);
    LinkStore links = new LinkStore(new LinkTokens(keyset));
    Once once = new Once(database, keyset);
    answerPasswords(answers, links, once);
    Profile profile = answerPeople(answers, links, once);
    answerPreferences(answers, once, profile);
    answerRoles(answers, once);
    answerTeams(answers, once);
    answerAdministrators(answers, once);
    answerInvitations(answers);
    return followLogins().compose(following -> answers.listen());
  }

  /** A tick is only for a nudge that was lost, or for people whose rows were being changed. */
  private Future<Void> followLogins() {
    return Subscription.inBatches(database, LAST_LOGINS, LastLogins::note)
        .follow(vertx, "Noting who has signed in", LAST_LOGINS_INTERVAL)
        .onSuccess(pump -> lastLogins = pump)
        .mapEmpty();
  }

  @Override
  public Future<?> stop() {
    return lastLogins == null ? Future.succeededFuture() : lastLogins.stop();
  }

  private void answerPasswords(Answers answers, LinkStore links, Once once) {
    Bus bus = new Bus(vertx);
    PasswordCheck check = new PasswordCheck(database, new PasswordStore(config.guesses()), hasher);
    PasswordReset reset = new PasswordReset(database, links, config.passwords(), hasher, bus);
    answers
        .to(VerifyPassword.class, check::verify)
        .to(VerifyOwnPassword.class, check::verifyOwn)
        .to(CheckNewPassword.class, new NewPasswordCheck(database, config.passwords())::check)
        .to(DescribeAuthority.class, check::authority)
        .to(AdmitSignIn.class, check::admit)
        .to(
            ChangePassword.class,
            new PasswordChange(
                    new PasswordChange.Parts(database, once, check),
                    config.passwords(),
                    hasher,
                    bus)
                ::change)
        .to(
            RequestPasswordReset.class,
            request -> reset.request(request, config.resetLinkLifetime()))
        .to(ResetPassword.class, reset::reset)
        .to(CloseAccount.class, new AccountClosing(database, bus)::close);
  }

  private Profile answerPeople(Answers answers, LinkStore links, Once once) {
    Markers markers = new Markers(keyset);
    Pages pages = new Pages(markers);
    Emails emails = new Emails(database, once, pages, config.emailLinkLifetime());
    EmailChange change = new EmailChange(once, emails, config.emailLinkLifetime());
    EmailProof proof =
        new EmailProof(database, links, config.emailLinkLifetime(), config.resetLinkLifetime());
    Profile profile = new Profile(database, once, change);
    SettingUp settingUp = new SettingUp(database, config.passwords(), hasher);
    Organizations organizations =
        new Organizations(database, once, pages, config.registration().creation());
    answers
        .to(DescribeMe.class, profile::describe)
        .to(DescribeRecipients.class, new PersonRecipients(database)::describe)
        .to(UpdateMe.class, profile::update)
        .to(ListEmails.class, emails::list)
        .to(AddEmail.class, emails::add)
        .to(RemoveEmail.class, emails::remove)
        .to(MakeEmailPrimary.class, emails::makePrimary)
        .to(SendEmailProof.class, emails::sendProof)
        .to(CancelEmailChange.class, change::cancel)
        .to(ProveEmail.class, proof::prove)
        .to(RequestEmailProof.class, proof::request)
        .to(ListMyOrganizations.class, organizations::listMine)
        .to(CreateOrganization.class, organizations::create)
        .to(ListEvents.class, new AuditTrail(database, markers)::list)
        .to(OfferSetUp.class, settingUp::offer)
        .to(SetUp.class, settingUp::setUp)
        .to(
            Register.class,
            new Registration(database, config.passwords(), hasher, config.registration())
                ::register);
    return profile;
  }

  private void answerPreferences(Answers answers, Once once, Profile profile) {
    PersonalPreferences preferences = new PersonalPreferences(database, once);
    Onboarding onboarding = new Onboarding(database, once);
    Delegations delegations = new Delegations(database);
    answers
        .to(
            DescribeAccount.class,
            new OwnAccount(database, profile, preferences, onboarding)::describe)
        .to(DescribePreferences.class, preferences::describe)
        .to(UpdatePreferences.class, preferences::update)
        .to(DescribeOnboarding.class, onboarding::describe)
        .to(SkipOnboarding.class, onboarding::skip)
        .to(DelegateOnboarding.class, delegations::delegate)
        .to(EndDelegation.class, delegations::end)
        .to(StampDelegation.class, delegations::stamp);
  }

  private void answerRoles(Answers answers, Once once) {
    Roles roles = new Roles(database, once, new Pages(new Markers(keyset)));
    answers
        .to(ListPermissions.class, Catalogue::list)
        .to(ListRoles.class, roles::list)
        .to(DescribeRoles.class, roles::describe)
        .to(CreateRole.class, roles::create)
        .to(UpdateRole.class, roles::update)
        .to(DeleteRole.class, roles::delete);
  }

  private void answerTeams(Answers answers, Once once) {
    Pages pages = new Pages(new Markers(keyset));
    Teams teams = new Teams(database, once, pages);
    TeamMembers members = new TeamMembers(database, once, pages);
    OrganizationProfile organization = new OrganizationProfile(database, once);
    answers
        .to(ListTeams.class, teams::list)
        .to(CreateTeam.class, teams::create)
        .to(UpdateTeam.class, teams::update)
        .to(DeleteTeam.class, teams::delete)
        .to(ListTeamMembers.class, members::list)
        .to(ListMyTeams.class, members::listMine)
        .to(DescribeTeamMember.class, members::describe)
        .to(AssignTeamMember.class, members::assign)
        .to(RemoveTeamMember.class, members::remove)
        .to(DescribeOrganization.class, organization::describe)
        .to(UpdateOrganization.class, organization::update);
  }

  private void answerInvitations(Answers answers) {
    InvitationPreparation preparation = new InvitationPreparation(database);
    NewcomerAdmission newcomers =
        new NewcomerAdmission(database, config.passwords(), hasher, new Bus(vertx));
    answers
        .to(PrepareInvitations.class, preparation::prepare)
        .to(DescribeMemberAddresses.class, preparation::addresses)
        .to(DescribeInvitees.class, preparation::invitees)
        .to(AdmitInvitee.class, new InviteeAdmission(database)::admit)
        .to(AdmitNewcomer.class, newcomers::admit);
  }

  private void answerAdministrators(Answers answers, Once once) {
    PasswordCheck check = new PasswordCheck(database, new PasswordStore(config.guesses()), hasher);
    new UserAdministration(
            new UserAdministration.Parts(database, once, keyset, new Bus(vertx), hasher, check),
            new UserAdministration.Rules(
                config.passwords(),
                config.guesses(),
                config.emailLinkLifetime(),
                config.resetLinkLifetime()))
        .answer(answers);
  }

  private void purge() {
    LinkStore.purge(database)
        .compose(purged -> config.guesses().purge(database))
        .compose(purged -> RateLimit.purge(database))
        .compose(purged -> AnswerStore.purge(database));
  }
}
