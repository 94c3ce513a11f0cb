package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.accounts.DelegateOnboarding;
import dev.latchkey.api.accounts.EndDelegation;
import dev.latchkey.api.accounts.StampDelegation;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.api.invitations.AcceptInvitation;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.DeclineInvitation;
import dev.latchkey.api.invitations.DelegateSetUp;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelegationIT {

  private static final String GRACE = "grace@example.com";

  private final TestDatabase test = TestDatabase.with("invitations");
  private final Caller ada = InvitationsNode.caller();
  private InvitationsNode node;

  @BeforeEach
  void start() {
    node = InvitationsNode.start(test);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static DelegateSetUp to(Caller caller, String email) {
    return new DelegateSetUp(caller, email, "You know how.", "install");
  }

  private InvitationView delegate(String email) {
    return node.ask(to(ada, email));
  }

  private InvitationState state(InvitationId id) {
    return InvitationState.of(
        test.column("SELECT state FROM invitations.invitation WHERE id = '%s'".formatted(id))
            .get(0));
  }

  private DelegateOnboarding told(InvitationId id) {
    return new DelegateOnboarding(
        ada.person(), Objects.requireNonNull(ada.organization()), id, "install");
  }

  private void follow() {
    node.get(node.vertx.deployVerticle(new EventsVerticle(node.database, 24)));
  }

  @Test
  void aColleagueIsInvitedAsAnAdministratorForThreeDays() {
    InvitationView made = delegate(GRACE);
    assertThat(made.delegation()).isTrue();
    assertThat(made.roleIds()).containsExactly(RoleId.of("00000000-0000-7000-8000-000000000002"));
    assertThat(made.message()).isEqualTo("You know how.");
    assertThat(Duration.between(made.sentAt(), made.expiresAt())).isEqualTo(Duration.ofDays(3));
    assertThat(node.accounts.onboarding).containsExactly(told(made.id()));
  }

  @Test
  void askedAgainItIsSentAgain() {
    InvitationView made = delegate(GRACE);
    String token = node.token(made.id());
    InvitationView again = delegate("Grace@Example.com");
    assertThat(again.id()).isEqualTo(made.id());
    assertThat(Duration.between(again.sentAt(), again.expiresAt())).isEqualTo(Duration.ofDays(3));
    assertThat(node.token(made.id())).isNotEqualTo(token);
    assertThat(node.events()).containsExactly("invitation.sent done", "invitation.resent done");
    assertThat(node.accounts.onboarding).containsOnly(told(made.id()));
  }

  @Test
  void anotherColleagueOrOrganizationTakesThePlaceOfTheFirst() {
    InvitationView first = delegate(GRACE);
    InvitationView second = delegate("hopper@example.com");
    assertThat(state(first.id())).isEqualTo(InvitationState.CANCELLED);
    Caller elsewhere =
        new Caller(
            ada.person(),
            Objects.requireNonNull(ada.login()),
            InvitationsNode.caller().organization(),
            ada.permissions(),
            ada.assurance(),
            ada.authenticatedAt(),
            true,
            false,
            ada.origin(),
            null);
    InvitationView third = node.ask(to(elsewhere, "hopper@example.com"));
    assertThat(state(second.id())).isEqualTo(InvitationState.CANCELLED);
    assertThat(state(third.id())).isEqualTo(InvitationState.PENDING);
  }

  @Test
  void whoeverCancelsItHasNotLeftTheSetUp() {
    InvitationView made = delegate(GRACE);
    node.ask(new CancelInvitation(ada, made.id()));
    assertThat(node.accounts.onboarding).endsWith(new EndDelegation(made.id()));
    InvitationView other = node.invite(ada, "other@example.com");
    node.ask(new CancelInvitation(ada, other.id()));
    assertThat(node.accounts.onboarding).hasSize(2);
  }

  @Test
  void acceptanceIsStamped() {
    InvitationView made = delegate(GRACE);
    node.ask(new AcceptInvitation(InvitationsNode.caller(), node.token(made.id())));
    assertThat(node.accounts.onboarding).endsWith(new StampDelegation(made.id()));
  }

  @Test
  void whatAccountsDidNotHearItIsToldAgain() {
    node.accounts.deaf = true;
    InvitationView accepted = delegate(GRACE);
    node.ask(new JoinByInvitation(node.token(accepted.id()), "x", null, InvitationsNode.ORIGIN));
    InvitationView declined = delegate("declined@example.com");
    node.ask(new DeclineInvitation(node.token(declined.id()), InvitationsNode.ORIGIN));
    InvitationView late = delegate("late@example.com");
    node.letExpire(late.id());
    node.get(new Timekeeping(node.database).run());
    InvitationView pending = delegate("pending@example.com");
    node.accounts.deaf = false;
    follow();
    Eventually.passes(
        () ->
            assertThat(node.accounts.onboarding)
                .contains(
                    new StampDelegation(accepted.id()),
                    new EndDelegation(declined.id()),
                    new EndDelegation(late.id()),
                    told(pending.id())));
    assertThat(node.accounts.onboarding)
        .as("what has ended is not named as a delegation any more")
        .doesNotContain(told(accepted.id()), told(declined.id()), told(late.id()));
  }

  @Test
  void whoeverLeavesTheSetUpOtherwiseCancelsTheInvitation() {
    InvitationView made = delegate(GRACE);
    follow();
    Change skipped =
        Change.by(ada, EventType.ONBOARDING_SKIPPED)
            .about("person", ada.person().value())
            .with("endedInvitation", made.id().toString());
    node.get(node.database.change("SELECT kernel.append_event($1)", skipped.toJson()));
    Eventually.passes(() -> assertThat(state(made.id())).isEqualTo(InvitationState.CANCELLED));
  }

  @Test
  void itIsThePersonsOwnAndNoProgramsNorAnybodyElses() {
    Caller token =
        new Caller(
            ada.person(),
            null,
            ada.organization(),
            ada.permissions(),
            ada.assurance(),
            ada.authenticatedAt(),
            false,
            false,
            false,
            ada.origin(),
            null,
            new ApiToken(new TokenId(Ids.next()), TokenOwner.PERSON, "Report"),
            null);
    for (Caller other : List.of(token, ada.impersonatedBy(new PersonId(Ids.next())))) {
      assertThat(node.refusal(to(other, GRACE))).isEqualTo(Failure.LOGIN_REQUIRED);
    }
    node.accounts.preparingRefused = Failure.ROLE_BEYOND_YOURS;
    assertThat(node.refusal(to(ada, GRACE))).isEqualTo(Failure.ROLE_BEYOND_YOURS);
    assertThat(Set.copyOf(node.accounts.onboarding)).isEmpty();
  }

  @Test
  void ofManyWhoDelegateAtOnceOneInvitationIsLeft() {
    List<Optional<Failure>> outcomes =
        node.race(IntStream.range(0, 10).mapToObj(i -> to(ada, "p" + i % 4 + "@example.com")));
    assertThat(outcomes).containsOnly(Optional.empty());
    assertThat(test.column("SELECT 1 FROM invitations.invitation WHERE state = 'pending'"))
        .hasSize(1);
  }

  @Test
  void aPersonDelegatesTenTimesAnHourWhateverBecomesOfIt() {
    node.accounts.preparingRefused = Failure.ROLE_BEYOND_YOURS;
    for (int time = 0; time < 10; time++) {
      assertThat(node.refusal(to(ada, GRACE))).isEqualTo(Failure.ROLE_BEYOND_YOURS);
    }
    assertThat(node.refusal(to(ada, GRACE))).isEqualTo(Failure.TOO_MANY_REQUESTS);
    node.accounts.preparingRefused = null;
    test.execute("UPDATE kernel.rate SET ends_at = now()");
    assertThat(node.ask(to(ada, GRACE)).email()).isEqualTo(GRACE);
  }
}
