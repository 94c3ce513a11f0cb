package dev.latchkey.accounts.users;

import dev.latchkey.accounts.list.Pages;
import dev.latchkey.accounts.password.PasswordCheck;
import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.api.accounts.AdmitImpersonation;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.ChangeRoles;
import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.accounts.CreateInvitee;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.CreateUsers;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.EndForMfaReset;
import dev.latchkey.api.accounts.EndUserLogins;
import dev.latchkey.api.accounts.FindUser;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.PreviewPasswordReset;
import dev.latchkey.api.accounts.ReinstateUser;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.accounts.ResetUserPassword;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.Markers;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.secret.PlaceMarkers;
import dev.latchkey.kernel.sql.Database;
import java.time.Duration;

/** Wires what administrators ask of the people of their organisation. */
public final class UserAdministration {

  /**
   * What it is made of.
   *
   * @param check knows whether a password is the caller's
   */
  public record Parts(
      Database database,
      Once once,
      Keyset keyset,
      Bus bus,
      PasswordHasher hasher,
      PasswordCheck check) {}

  /**
   * What it keeps to.
   *
   * @param proofLifetime how long the proof of an address can be used
   * @param resetLifetime how long a mailed link to a new password can be used
   */
  public record Rules(
      PasswordPolicy passwords,
      GuessLimits guesses,
      Duration proofLifetime,
      Duration resetLifetime) {}

  private final Parts parts;
  private final Rules rules;
  private final UserListStore views;
  private final Administration administration;

  /** Wires it; {@link #answer} makes it heard. */
  public UserAdministration(Parts parts, Rules rules) {
    this.parts = parts;
    this.rules = rules;
    this.views = new UserListStore(rules.guesses());
    this.administration = new Administration(parts.once(), views);
  }

  /** Answers what is asked of people. */
  public void answer(Answers answers) {
    answerViews(answers);
    answerChanges(answers);
    answerPasswords(answers);
  }

  private void answerViews(Answers answers) {
    Users users = new Users(parts.database(), views, new PlaceMarkers(parts.keyset()));
    UserRights rights = new UserRights(parts.database(), new Pages(new Markers(parts.keyset())));
    answers
        .to(ListUsers.class, users::list)
        .to(ListUsersByNumber.class, users::listByNumber)
        .to(DescribeUser.class, users::describe)
        .to(FindUser.class, users::find)
        .to(DescribeUserPermissions.class, rights::permissions)
        .to(ListUserOrganizations.class, rights::organizations);
  }

  private void answerChanges(Answers answers) {
    MembershipState states = new MembershipState(administration, parts.bus());
    UserCreation creation =
        new UserCreation(parts.once(), rules.passwords(), parts.hasher(), rules.proofLifetime());
    var acts =
        new UserUpdate.Acts(
            new AddressReplacement(rules.proofLifetime()), states, new OldLogins(parts.bus()));
    RoleAssignment roles = new RoleAssignment(administration);
    answers
        .to(CreateUser.class, creation::create)
        .to(CreateInvitee.class, creation::createInvitee)
        .to(CreateUsers.class, new ManyUsers(creation)::create)
        .to(UpdateUser.class, new UserUpdate(parts.once(), administration, acts)::update)
        .to(AssignRoles.class, roles::assign)
        .to(ChangeRoles.class, roles::change)
        .to(DisableUser.class, states::disable)
        .to(EnableUser.class, states::enable)
        .to(ReinstateUser.class, states::reinstate)
        .to(EndUserLogins.class, new UserSignOut(administration, parts.bus())::end)
        .to(EndForMfaReset.class, new UserMfaReset(parts.database(), parts.bus())::end)
        .to(AdmitImpersonation.class, new Impersonation(parts.database())::admit)
        .to(RemoveUser.class, new UserRemoval(administration, parts.bus())::remove)
        .to(AnonymizeUsers.class, new Anonymisation(parts.database(), parts.bus())::anonymize);
  }

  private void answerPasswords(Answers answers) {
    var change =
        new UserPasswordChange(
            parts.database(),
            parts.once(),
            new UserPasswordChange.Rules(parts.check(), rules.passwords(), parts.hasher()),
            administration,
            parts.bus());
    var reset =
        new UserPasswordReset(
            parts.database(),
            parts.hasher(),
            new PasswordPreviews(parts.keyset()),
            rules.resetLifetime(),
            parts.bus());
    answers
        .to(ChangeUserPassword.class, change::change)
        .to(ResetUserPassword.class, reset::reset)
        .to(PreviewPasswordReset.class, reset::preview)
        .to(ResetUser.class, new UserUnlocking(administration)::unlock);
  }
}
