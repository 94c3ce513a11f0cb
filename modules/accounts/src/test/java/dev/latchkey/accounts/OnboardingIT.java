package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.DelegateOnboarding;
import dev.latchkey.api.accounts.DescribeOnboarding;
import dev.latchkey.api.accounts.EndDelegation;
import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.SkipReason;
import dev.latchkey.api.accounts.StampDelegation;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnboardingIT {

  private AccountsModule module;
  private Members members;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    members = new Members(module);
    ada = module.owner();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private OnboardingView of(Caller caller) {
    return module.ask(new DescribeOnboarding(caller));
  }

  private OnboardingView skip(SkipReason reason) {
    return module.ask(new SkipOnboarding(ada, reason, null));
  }

  private static InvitationId invitation() {
    return new InvitationId(Ids.next());
  }

  private DelegateOnboarding delegating(InvitationId invitation) {
    return new DelegateOnboarding(ada.person(), organization(ada), invitation, "install");
  }

  private static OrganizationId organization(Caller caller) {
    return Objects.requireNonNull(caller.organization());
  }

  private List<String> events() {
    return module.test.column(
        "SELECT type FROM kernel.event WHERE type LIKE 'onboarding.%' ORDER BY sequence");
  }

  private @Nullable String event(String type) {
    return module.event("onboarding." + type);
  }

  @Test
  void whoHasSkippedNothingHasNothing() {
    assertThat(of(ada)).isEqualTo(OnboardingView.NOT_SKIPPED);
  }

  @Test
  void onlyTheFirstTimeIsStampedAndALaterOneMayGiveAnotherReason() {
    OnboardingView first = module.ask(new SkipOnboarding(ada, SkipReason.LATER, "install\u0007"));
    assertThat(first.skippedAt()).isNotNull();
    assertThat(first.reason()).isEqualTo(SkipReason.LATER);
    assertThat(first.organizationId()).isEqualTo(ada.organization());
    assertThat(event("skipped")).contains("\"reason\": \"later\"", "\"step\": \"install\"");

    OnboardingView second = skip(SkipReason.OTHER);
    assertThat(second.skippedAt()).isEqualTo(first.skippedAt());
    assertThat(second.reason()).isEqualTo(SkipReason.OTHER);
    assertThat(of(ada)).isEqualTo(second);
    assertThat(skip(SkipReason.OTHER)).isEqualTo(second);
    assertThat(events()).as("what changes nothing is not on record").hasSize(2);
  }

  @Test
  void itIsOfTheOrganisationThatThePersonActsIn() {
    skip(SkipReason.LATER);
    Caller elsewhere = members.join(ada.person(), organization(members.owner("Looms")));
    OnboardingView after = module.ask(new SkipOnboarding(elsewhere, SkipReason.LATER, null));
    assertThat(after.organizationId()).isEqualTo(elsewhere.organization());
  }

  @Test
  void nobodySaysThatTheyHaveDelegated() {
    assertThat(module.refusal(new SkipOnboarding(ada, SkipReason.DELEGATED, null)))
        .isEqualTo("invalid_request");
    assertThat(of(ada)).isEqualTo(OnboardingView.NOT_SKIPPED);
  }

  @Test
  void ofManyAtOnceOneStampsTheTimeAndThirtyAreTakenInAnHour() {
    List<Future<OnboardingView>> asked =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    module.bus.ask(
                        new SkipOnboarding(
                            ada, i % 2 == 0 ? SkipReason.LATER : SkipReason.OTHER, null)))
            .toList();
    Future.join(asked).otherwiseEmpty().await();
    assertThat(asked).filteredOn(Future::succeeded).hasSize(30);
    assertThat(asked.stream().filter(Future::succeeded).map(each -> each.result().skippedAt()))
        .containsOnly(of(ada).skippedAt());
    assertThatThrownBy(() -> skip(SkipReason.LATER))
        .isInstanceOfSatisfying(
            Refusal.class,
            refused -> {
              assertThat(refused.failure().code()).isEqualTo("too_many_requests");
              assertThat(refused.retryAfter())
                  .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
            });

    module.test.execute("UPDATE accounts.onboarding SET asked_since = now() - interval '61 min'");
    skip(SkipReason.LATER);
    assertThat(module.test.column("SELECT asked FROM accounts.onboarding")).containsExactly("1");
  }

  @Test
  void aDelegationIsMadeOnceAndKeepsTheTimeOfTheFirstSkip() {
    OnboardingView skipped = skip(SkipReason.LATER);
    InvitationId invitation = invitation();
    OnboardingView delegated = module.ask(delegating(invitation));
    assertThat(delegated)
        .isEqualTo(
            new OnboardingView(
                skipped.skippedAt(), SkipReason.DELEGATED, ada.organization(), invitation, null));
    assertThat(module.ask(delegating(invitation))).isEqualTo(delegated);
    assertThat(events()).containsExactly("onboarding.skipped", "onboarding.delegated");
    assertThat(event("delegated"))
        .contains(invitation.toString(), ada.person().toString(), "\"step\": \"install\"")
        .doesNotContain("endedInvitation");
  }

  @Test
  void anotherDelegationTakesThePlaceOfTheFirst() {
    InvitationId first = invitation();
    InvitationId second = invitation();
    module.ask(delegating(first));
    module.ask(delegating(second));
    assertThat(event("delegated")).contains("\"endedInvitation\": \"" + first + "\"");
    module.ask(new EndDelegation(first));
    module.ask(new StampDelegation(first));
    assertThat(of(ada).delegatedTo()).isEqualTo(second);
    assertThat(of(ada).delegationAcceptedAt()).isNull();
  }

  @Test
  void whoseInvitationIsCancelledHasSkippedNothingAnyMore() {
    InvitationId invitation = invitation();
    module.ask(delegating(invitation));
    module.ask(new EndDelegation(invitation));
    assertThat(of(ada)).isEqualTo(OnboardingView.NOT_SKIPPED);
    module.ask(new EndDelegation(invitation));
    assertThat(events()).containsExactly("onboarding.delegated", "onboarding.resumed");
    assertThat(event("resumed"))
        .contains(ada.person().toString(), invitation.toString(), ada.organization() + "");
  }

  @Test
  void anAcceptanceIsStampedOnceAndNotTakenBack() {
    InvitationId invitation = invitation();
    module.ask(delegating(invitation));
    module.ask(new StampDelegation(invitation));
    OnboardingView accepted = of(ada);
    assertThat(accepted.delegationAcceptedAt()).isNotNull();
    module.ask(new StampDelegation(invitation));
    module.ask(new EndDelegation(invitation));
    assertThat(of(ada)).isEqualTo(accepted);
    assertThat(events()).containsExactly("onboarding.delegated", "onboarding.delegation_accepted");
  }

  @Test
  void whoSkipsThemselvesEndsTheDelegationAndItsInvitationIsNamed() {
    InvitationId invitation = invitation();
    OnboardingView delegated = module.ask(delegating(invitation));
    OnboardingView skipped = skip(SkipReason.OTHER);
    assertThat(skipped)
        .isEqualTo(
            new OnboardingView(
                delegated.skippedAt(), SkipReason.OTHER, ada.organization(), null, null));
    assertThat(event("skipped")).contains("\"endedInvitation\": \"" + invitation + "\"");
    module.ask(new EndDelegation(invitation));
    module.ask(new StampDelegation(invitation));
    assertThat(of(ada)).isEqualTo(skipped);
  }

  @Test
  void ofSixteenMessagesOfEachKindOneCounts() {
    InvitationId invitation = invitation();
    all(IntStream.range(0, 16).mapToObj(i -> module.bus.ask(delegating(invitation))).toList());
    all(
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(new StampDelegation(invitation)))
            .toList());
    all(
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(new EndDelegation(invitation)))
            .toList());
    assertThat(events()).containsExactly("onboarding.delegated", "onboarding.delegation_accepted");
  }

  /** Whichever comes first: it is either stamped or ended. */
  @Test
  void aCancellationAndAnAcceptanceAtOnceHaveOneWinner() {
    for (int round = 0; round < 16; round++) {
      InvitationId invitation = invitation();
      module.ask(delegating(invitation));
      all(
          List.of(
              module.bus.ask(new StampDelegation(invitation)),
              module.bus.ask(new EndDelegation(invitation))));
      boolean stamped = of(ada).delegationAcceptedAt() != null;
      assertThat(of(ada).equals(OnboardingView.NOT_SKIPPED)).isEqualTo(!stamped);
    }
    assertThat(events()).hasSize(32);
  }

  private static void all(List<? extends Future<?>> asked) {
    Future.join(asked).await();
  }

  @Test
  void whoOrWhatThereIsNotCantDelegate() {
    assertThat(
            module.refusal(
                new DelegateOnboarding(
                    new PersonId(Ids.next()), organization(ada), invitation(), null)))
        .isEqualTo("not_found");
    assertThat(
            module.refusal(
                new DelegateOnboarding(
                    ada.person(), new OrganizationId(Ids.next()), invitation(), null)))
        .isEqualTo("not_found");
    assertThat(of(ada)).isEqualTo(OnboardingView.NOT_SKIPPED);
  }

  @Test
  void nothingIsLeftOfWhoeverIsGone() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    module.ask(new SkipOnboarding(grace, SkipReason.LATER, null));
    module.ask(new AnonymizeUsers(ada, List.of(grace.person())));
    assertThat(module.test.column("SELECT o::text FROM accounts.onboarding o")).isEmpty();
  }
}
