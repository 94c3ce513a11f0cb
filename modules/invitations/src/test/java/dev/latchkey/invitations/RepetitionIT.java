package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.Messages;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.DelegateSetUp;
import dev.latchkey.api.invitations.InviteUsers;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change that takes a key, sent twice. */
class RepetitionIT {

  /**
   * A change.
   *
   * @param request by a caller, about the invitation that is there
   */
  private record Act(
      Class<?> type, BiFunction<Caller, InvitationId, IdempotentRequest<?>> request) {
    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  private static final PersonId GRACE = new PersonId(Ids.next());

  private final TestDatabase test = TestDatabase.with("invitations");
  private final Caller ada = InvitationsNode.caller();
  private InvitationsNode node;
  private InvitationId invitation;

  @BeforeEach
  void start() {
    node = InvitationsNode.start(test);
    invitation = node.invite(ada, "grace@example.com").id();
    node.accounts.memberAddresses = List.of("grace@example.com");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  static Stream<Act> acts() {
    return Stream.of(
        new Act(
            SendInvitations.class,
            (caller, id) ->
                new SendInvitations(caller, List.of(InvitationsNode.to("new@example.com")))),
        new Act(InviteUsers.class, (caller, id) -> new InviteUsers(caller, List.of(GRACE))),
        new Act(ResendInvitation.class, ResendInvitation::new),
        new Act(CancelInvitation.class, CancelInvitation::new),
        new Act(
            CancelUserInvitations.class, (caller, id) -> new CancelUserInvitations(caller, GRACE)),
        new Act(
            DelegateSetUp.class,
            (caller, id) -> new DelegateSetUp(caller, "new@example.com", null, null)));
  }

  private List<String> rows() {
    return test.column(
        "SELECT i::text FROM invitations.invitation i UNION ALL SELECT id::text FROM kernel.event"
            + " UNION ALL SELECT id::text FROM kernel.settlement ORDER BY 1");
  }

  @Test
  void everyRequestOfThisModuleThatTakesAKeyIsTried() {
    assertThat(acts().<Class<?>>map(Act::type))
        .containsExactlyInAnyOrderElementsOf(
            Messages.ALL.stream()
                .filter(IdempotentRequest.class::isAssignableFrom)
                .filter(each -> each.getPackageName().endsWith(".invitations"))
                .<Class<?>>map(each -> each)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("acts")
  void theSecondTimeItAnswersTheSameAndChangesNothing(Act act) {
    List<String> before = rows();
    Record first = node.ask(act.request().apply(ada.naming("k"), invitation));
    List<String> after = rows();
    assertThat(after).isNotEqualTo(before);
    Record second = node.ask(act.request().apply(ada.naming("k"), invitation));
    assertThat(second).isEqualTo(first);
    assertThat(rows()).isEqualTo(after);
  }
}
