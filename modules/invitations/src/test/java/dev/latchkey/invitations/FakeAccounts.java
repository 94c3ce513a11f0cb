package dev.latchkey.invitations;

import dev.latchkey.api.accounts.AdmitInvitee;
import dev.latchkey.api.accounts.AdmitNewcomer;
import dev.latchkey.api.accounts.DelegateOnboarding;
import dev.latchkey.api.accounts.DescribeInvitees;
import dev.latchkey.api.accounts.DescribeMemberAddresses;
import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.accounts.EndDelegation;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.accounts.InviteeAdmitted;
import dev.latchkey.api.accounts.Invitees;
import dev.latchkey.api.accounts.MemberAddresses;
import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.PrepareInvitations;
import dev.latchkey.api.accounts.PrepareInvitations.Invitee;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.accounts.StampDelegation;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.once.Settlements;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands for the accounts module on the bus of one node; the fields are for tests to turn. */
final class FakeAccounts extends VerticleBase {

  static final RoleId MEMBER = RoleId.of("00000000-0000-7000-8000-000000000003");

  volatile @Nullable Failure preparingRefused;
  volatile @Nullable Failure admissionRefused;

  /** Whether this node dies between the member's transaction and the answer to it. */
  volatile boolean silent;

  volatile UUID admission = Ids.next();
  volatile @Nullable String inviterName = "Ada Lovelace";
  volatile List<String> provenAddresses = List.of();
  volatile List<String> memberAddresses = List.of();

  /** Where everybody's address is. */
  volatile String domain = "@example.com";

  /** Whether it hears nothing of onboarding. */
  volatile boolean deaf;

  /** What it was told of onboarding. */
  final List<Record> onboarding = new CopyOnWriteArrayList<>();

  final List<InvitationTerms> asked = new CopyOnWriteArrayList<>();

  private final Database database;

  FakeAccounts(Database database) {
    this.database = database;
  }

  @Override
  public Future<?> start() {
    return Answers.at(vertx, Addresses.ACCOUNTS)
        .to(PrepareInvitations.class, this::prepare)
        .to(AdmitInvitee.class, ask -> admit(ask.terms(), ask.caller().person()))
        .to(AdmitNewcomer.class, ask -> admit(ask.terms(), new PersonId(Ids.next())))
        .to(
            DescribeRecipients.class,
            ask -> Future.succeededFuture(new Recipients(provenAddresses, null, null)))
        .to(DelegateOnboarding.class, ask -> told(ask, OnboardingView.NOT_SKIPPED))
        .to(EndDelegation.class, ask -> told(ask, Done.DONE))
        .to(StampDelegation.class, ask -> told(ask, Done.DONE))
        .to(DescribeInvitees.class, this::invitees)
        .to(
            DescribeMemberAddresses.class,
            ask -> Future.succeededFuture(new MemberAddresses(memberAddresses)))
        .listen();
  }

  /** Everybody is of the organisation, and has not arrived. */
  private Future<Invitees> invitees(DescribeInvitees ask) {
    return Future.succeededFuture(
        new Invitees(
            ask.users().stream()
                .map(user -> new Invitee(user + domain, Set.of(MEMBER), Set.of()))
                .toList()));
  }

  private <R> Future<R> told(Record request, R answer) {
    if (deaf) {
      return Future.failedFuture(Failure.UNAVAILABLE.refusal());
    }
    onboarding.add(request);
    return Future.succeededFuture(answer);
  }

  private Future<InvitationsPrepared> prepare(PrepareInvitations ask) {
    Failure failure = preparingRefused;
    return failure == null
        ? Future.succeededFuture(
            new InvitationsPrepared(
                new OrganizationView(ask.caller().organization(), "Analytical Engines"),
                inviterName,
                "de",
                admission,
                ask.invitees().stream().map(FakeAccounts::prepared).toList()))
        : Future.failedFuture(failure.refusal());
  }

  private static Invitee prepared(Invitee asked) {
    Set<RoleId> roles = asked.roleIds().isEmpty() ? Set.of(MEMBER) : asked.roleIds();
    return new Invitee(asked.email().strip(), roles, asked.teamIds());
  }

  private Future<InviteeAdmitted> admit(InvitationTerms terms, PersonId person) {
    asked.add(terms);
    Failure failure = admissionRefused;
    if (failure != null) {
      return Future.failedFuture(failure.refusal());
    }
    Change change =
        Change.bySystem(EventType.INVITATION_ACCEPTED)
            .in(terms.organization().value())
            .about("person", person.value())
            .with("invitation", terms.invitation().toString());
    return database
        .transaction(
            sql ->
                Settlements.settle(sql, terms.link())
                    .compose(
                        settled ->
                            settled
                                ? EventLog.append(sql, change)
                                : Future.failedFuture(Failure.LINK_INVALID.refusal())))
        .compose(
            done ->
                silent
                    ? Future.failedFuture(Failure.UNAVAILABLE.refusal())
                    : Future.succeededFuture(
                        new InviteeAdmitted(
                            person,
                            new OrganizationView(terms.organization(), "Analytical Engines"))));
  }
}
