package dev.latchkey.accounts.invitation;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.accounts.users.RoleGrant;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeInvitees;
import dev.latchkey.api.accounts.DescribeMemberAddresses;
import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.accounts.Invitees;
import dev.latchkey.api.accounts.MemberAddresses;
import dev.latchkey.api.accounts.PrepareInvitations;
import dev.latchkey.api.accounts.PrepareInvitations.Invitee;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom an inviter may invite, and with what: nobody gives what they don't hold, be it by the
 * invitation or by the account that it leads to.
 */
public final class InvitationPreparation {

  /** How many at once (chosen, not measured). */
  private static final int MOST = 100;

  private static final int MOST_TEAMS = 20;

  private final Database database;

  public InvitationPreparation(Database database) {
    this.database = database;
  }

  /** Answers {@link PrepareInvitations}. */
  public Future<InvitationsPrepared> prepare(PrepareInvitations request) {
    return Future.succeededFuture(request.invitees())
        .map(InvitationPreparation::readable)
        .compose(
            invitees ->
                InviterStore.find(database, request.caller(), asked(invitees))
                    .map(inviter -> prepared(request.caller(), invitees, inviter)));
  }

  /** Answers {@link DescribeMemberAddresses}. */
  public Future<MemberAddresses> addresses(DescribeMemberAddresses request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(organization -> InviterStore.addresses(database, organization, request.user()))
        .map(MemberAddresses::new);
  }

  /** Answers {@link DescribeInvitees}. */
  public Future<Invitees> invitees(DescribeInvitees request) {
    List<PersonId> users = request.users();
    if (users.isEmpty() || users.size() > MOST) {
      return Future.failedFuture(
          Failure.INVALID_REQUEST.refusal("Invite 1 to " + MOST + " people at once."));
    }
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(organization -> InviterStore.accounts(database, organization, users))
        .map(found -> new Invitees(users.stream().map(user -> invitee(found.get(user))).toList()));
  }

  private static Invitee invitee(InviterStore.@Nullable Account account) {
    if (account == null) {
      throw Failure.NOT_FOUND.refusal();
    }
    if (!account.unclaimed()) {
      throw Failure.ALREADY_MEMBER.refusal();
    }
    String address = account.address();
    if (address == null) {
      throw Failure.EMAIL_TAKEN.refusal();
    }
    return new Invitee(address, account.roles(), Set.of());
  }

  private static List<Invitee> readable(List<Invitee> asked) {
    if (asked.isEmpty() || asked.size() > MOST) {
      throw Failure.INVALID_REQUEST.refusal("Invite 1 to " + MOST + " people at once.");
    }
    List<Invitee> invitees = asked.stream().map(InvitationPreparation::readable).toList();
    if (keys(invitees).stream().distinct().count() < invitees.size()) {
      throw Failure.INVALID_REQUEST.refusal("An address comes twice.");
    }
    return invitees;
  }

  private static Invitee readable(Invitee asked) {
    if (asked.teamIds().size() > MOST_TEAMS) {
      throw Failure.INVALID_REQUEST.refusal("Invite into at most " + MOST_TEAMS + " teams.");
    }
    Set<RoleId> roles = RoleGrant.bounded(asked.roleIds());
    return new Invitee(
        EmailAddress.of(asked.email()).text(),
        roles.isEmpty() ? Set.of(BuiltInRole.MEMBER.id()) : roles,
        asked.teamIds());
  }

  private static InviterStore.Asked asked(List<Invitee> invitees) {
    return new InviterStore.Asked(roles(invitees), teams(invitees), keys(invitees));
  }

  private static List<String> keys(List<Invitee> invitees) {
    return invitees.stream().map(each -> EmailAddress.key(each.email())).toList();
  }

  private static Set<RoleId> roles(List<Invitee> invitees) {
    return invitees.stream()
        .flatMap(each -> each.roleIds().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<TeamId> teams(List<Invitee> invitees) {
    return invitees.stream()
        .flatMap(each -> each.teamIds().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static InvitationsPrepared prepared(
      Caller caller, List<Invitee> invitees, InviterStore.Inviter inviter) {
    HeldRoles none = new HeldRoles(List.of());
    RoleGrant.check(caller, inviter.owns(), roles(invitees), none, inviter.roles());
    if (!inviter.teams().containsAll(teams(invitees))) {
      throw Failure.NOT_FOUND.refusal();
    }
    if (!inviter.members().isEmpty()) {
      int first = keys(invitees).indexOf(inviter.members().get(0)) + 1;
      throw Failure.ALREADY_MEMBER.refusal(
          "Number " + first + " of the list belongs to the organisation already.");
    }
    if (!RoleGrant.within(caller.permissions(), inviter.owns(), inviter.reached().roles())) {
      throw Failure.ROLE_BEYOND_YOURS.refusal();
    }
    return new InvitationsPrepared(
        inviter.organization(), inviter.name(), inviter.locale(), inviter.admission(), invitees);
  }
}
