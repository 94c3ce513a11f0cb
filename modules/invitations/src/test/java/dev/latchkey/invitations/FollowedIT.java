package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FollowedIT {

  private final TestDatabase test = TestDatabase.with("invitations");
  private final OrganizationId organization = new OrganizationId(Ids.next());
  private final Caller ada = InvitationsNode.caller(organization);
  private final Caller eve = InvitationsNode.caller(organization);
  private InvitationsNode node;

  @BeforeEach
  void start() {
    node = InvitationsNode.start(test);
    node.get(node.vertx.deployVerticle(new EventsVerticle(node.database, 24)));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void append(Change change) {
    node.get(node.database.change("SELECT kernel.append_event($1)", change.toJson()));
    caughtUp();
  }

  private void caughtUp() {
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT position = (SELECT max(position) FROM kernel.event)"
                            + " AND NOT EXISTS (SELECT FROM kernel.event WHERE position IS NULL)"
                            + " FROM kernel.subscription WHERE name = 'invitations'"))
                .containsExactly("t"));
  }

  private InvitationState state(InvitationView invitation) {
    return node.describe(eve, invitation.id()).state();
  }

  @ParameterizedTest
  @EnumSource(
      value = EventType.class,
      names = {"USER_DISABLED", "USER_REMOVED"})
  void theInvitationsOfWhoeverLeavesAreCancelled(EventType type) {
    InvitationView theirs = node.invite(ada, "grace@example.com");
    InvitationView others = node.invite(eve, "other@example.com");
    String token = node.token(theirs.id());
    append(Change.by(eve, type).about("person", ada.person().value()).with("accountGone", false));
    assertThat(state(theirs)).isEqualTo(InvitationState.CANCELLED);
    assertThat(state(others)).isEqualTo(InvitationState.PENDING);
    assertThat(node.refusal(new JoinByInvitation(token, "x", null, InvitationsNode.ORIGIN)))
        .isEqualTo(Failure.LINK_INVALID);
  }

  @Test
  void whoeverLeavesElsewhereKeepsTheirInvitationsHere() {
    InvitationView theirs = node.invite(ada, "grace@example.com");
    append(
        Change.by(eve, EventType.USER_DISABLED)
            .in(Ids.next())
            .about("person", ada.person().value()));
    assertThat(state(theirs)).isEqualTo(InvitationState.PENDING);
  }

  @Test
  void nothingTellsOfWhoeverIsGone() {
    InvitationView made = node.invite(ada, "grace@example.com");
    var joined =
        node.ask(new JoinByInvitation(node.token(made.id()), "x", "Grace", InvitationsNode.ORIGIN));
    InvitationView ofAda = node.invite(ada, "other@example.com");
    append(Change.by(eve, EventType.USER_ANONYMISED).about("person", joined.userId().value()));
    assertThat(test.column("SELECT address FROM invitations.invitation"))
        .containsExactly("other@example.com");
    assertThat(
            test.column(
                "SELECT personal::text FROM kernel.event WHERE subject_id = '%s'"
                    .formatted(made.id())))
        .containsOnlyNulls();
    append(Change.by(eve, EventType.USER_ANONYMISED).about("person", ada.person().value()));
    assertThat(test.column("SELECT inviter_name FROM invitations.invitation")).containsOnlyNulls();
    assertThat(state(ofAda)).isEqualTo(InvitationState.CANCELLED);
  }

  @Test
  void whoeverGetsAnAccountInAnotherWayHasNoWayBackInByAnEarlierInvitation() {
    InvitationView earlier = node.invite(ada, "grace@example.com");
    append(created("grace@example.com", organization));
    assertThat(state(earlier)).isEqualTo(InvitationState.CANCELLED);
    InvitationView later = node.invite(ada, "hopper@example.com");
    append(created("hopper@example.com", new OrganizationId(Ids.next())));
    assertThat(state(later)).isEqualTo(InvitationState.PENDING);
  }

  @Test
  void anInvitationToAnAccountThatWasMadeBeforeIsMeantForIt() {
    Change made = created("grace@example.com", organization);
    node.get(node.database.run("SELECT kernel.append_event($1)", made.toJson()));
    InvitationView later = node.invite(ada, "grace@example.com");
    append(Change.bySystem(EventType.EVENTS_REMOVED).about("event", null));
    assertThat(state(later)).isEqualTo(InvitationState.PENDING);
  }

  private Change created(String address, OrganizationId where) {
    return Change.by(ada, EventType.USER_CREATED)
        .in(where.value())
        .about("person", Ids.next())
        .personal("address", Objects.requireNonNull(address));
  }
}
