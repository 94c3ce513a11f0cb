package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.InviteUsers;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invitations to accounts that were made for somebody. */
class UserInvitationsIT {

  private TestDatabase test;
  private InvitationsNode node;
  private Caller ada;
  private PersonId grace;

  @BeforeEach
  void start() {
    test = TestDatabase.with("invitations");
    node = InvitationsNode.start(test);
    ada = InvitationsNode.caller();
    grace = new PersonId(Ids.next());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private InvitationView invite(PersonId user) {
    return node.ask(new InviteUsers(ada, List.of(user))).items().get(0);
  }

  private InvitationState state(InvitationView invitation) {
    return node.describe(ada, invitation.id()).state();
  }

  private Failure join(String token) {
    return node.refusal(new JoinByInvitation(token, "x", null, InvitationsNode.ORIGIN));
  }

  @Test
  void theyAreInvitedInTheirOrderAndKnown() {
    PersonId jean = new PersonId(Ids.next());
    assertThat(node.ask(new InviteUsers(ada, List.of(jean, grace))).items())
        .extracting(InvitationView::invitedUserId)
        .containsExactly(jean, grace);
  }

  @Test
  void accountsIsToldWhoseAccountItIs() {
    InvitationView made = invite(grace);
    node.ask(new JoinByInvitation(node.token(made.id()), "x", null, InvitationsNode.ORIGIN));
    assertThat(node.accounts.asked.get(0).user()).isEqualTo(grace);
    InvitationView other = node.invite(ada, "other@example.com");
    node.ask(new JoinByInvitation(node.token(other.id()), "x", null, InvitationsNode.ORIGIN));
    assertThat(node.accounts.asked.get(1).user()).isNull();
  }

  @Test
  void anotherOneReplacesItAndAllAreCancelledWhereverTheyWereSent() {
    InvitationView first = invite(grace);
    String token = node.token(first.id());
    InvitationView second = invite(grace);
    assertThat(state(first)).isEqualTo(InvitationState.CANCELLED);
    assertThat(join(token)).isEqualTo(Failure.LINK_INVALID);
    assertThat(node.ask(new CancelUserInvitations(ada, grace))).isEqualTo(Done.DONE);
    assertThat(state(second)).isEqualTo(InvitationState.CANCELLED);
  }

  @Test
  void oneToAnAddressThatTheAccountHasNoMoreIsNotSentAgain() {
    InvitationView made = invite(grace);
    assertThat(node.ask(new ResendInvitation(ada, made.id())).id()).isEqualTo(made.id());
    node.accounts.domain = "@example.org";
    assertThat(node.refusal(new ResendInvitation(ada, made.id())))
        .isEqualTo(Failure.INVITATION_OVER);
  }

  @Test
  void aRepetitionByKeySendsNone() {
    InviteUsers keyed = new InviteUsers(ada.naming("once"), List.of(grace));
    assertThat(node.ask(keyed)).isEqualTo(node.ask(keyed));
    assertThat(test.column("SELECT 1 FROM invitations.invitation")).hasSize(1);
  }

  @Test
  void nothingIsKeptOfSomebodyWhoWasAnonymisedBeforeTheyArrived() {
    node.get(node.vertx.deployVerticle(new EventsVerticle(node.database, 24)));
    InvitationView made = invite(grace);
    String token = node.token(made.id());
    node.get(
        node.database.change(
            "SELECT kernel.append_event($1)",
            Change.by(ada, EventType.USER_ANONYMISED).about("person", grace.value()).toJson()));
    Eventually.passes(
        () -> assertThat(test.column("SELECT 1 FROM invitations.invitation")).isEmpty());
    assertThat(join(token)).isEqualTo(Failure.LINK_INVALID);
    assertThat(
            test.column(
                "SELECT personal FROM kernel.event WHERE subject_id = '%s' AND personal IS NOT NULL"
                    .formatted(made.id())))
        .isEmpty();
  }
}
