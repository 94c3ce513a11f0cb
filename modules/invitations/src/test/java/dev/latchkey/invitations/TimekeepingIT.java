package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimekeepingIT {

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

  private List<String> told(String type) {
    return test.column(
        "SELECT personal->>'address' FROM kernel.event WHERE type = '%s' ORDER BY sequence"
            .formatted(type));
  }

  private void run() {
    Timekeeping timekeeping = new Timekeeping(node.database);
    node.get(Future.all(timekeeping.run(), timekeeping.run(), timekeeping.run()));
  }

  @Test
  void whatHasExpiredIsToldOnceHoweverManyNodesLook() {
    List<InvitationView> made =
        node.invite(ada, IntStream.range(0, 40).mapToObj(i -> "p%d@example.com".formatted(i)));
    String token = node.token(made.get(0).id());
    made.subList(0, 39).forEach(each -> node.letExpire(each.id()));
    run();
    run();
    assertThat(told("invitation.expired")).hasSize(39).doesNotHaveDuplicates();
    assertThat(node.describe(ada, made.get(0).id()).state()).isEqualTo(InvitationState.EXPIRED);
    assertThat(node.describe(ada, made.get(39).id()).state()).isEqualTo(InvitationState.PENDING);
    test.execute("UPDATE invitations.invitation SET expires_at = now() + interval '1 hour'");
    assertThat(node.refusal(new JoinByInvitation(token, "x", null, InvitationsNode.ORIGIN)))
        .as("what has ended does not come back")
        .isEqualTo(Failure.LINK_INVALID);
  }

  @Test
  void whatEndsSoonIsRemindedOfOnce() {
    InvitationView soon = node.invite(ada, "soon@example.com");
    node.invite(ada, "later@example.com");
    test.execute(
        "UPDATE invitations.invitation SET sent_at = now() - interval '37 hours',"
            + " expires_at = now() + interval '11 hours' WHERE id = '%s'".formatted(soon.id()));
    run();
    run();
    assertThat(told("invitation.reminded")).containsExactly("soon@example.com");
    assertThat(
            test.column(
                "SELECT (data->>'linkId')::uuid = link_id FROM kernel.event JOIN"
                    + " invitations.invitation i ON i.id = subject_id"
                    + " WHERE type = 'invitation.reminded'"))
        .containsExactly("t");
  }

  @Test
  void nobodyIsRemindedOfWhatIsOver() {
    InvitationView late = node.invite(ada, "late@example.com");
    node.letExpire(late.id());
    run();
    assertThat(told("invitation.reminded")).isEmpty();
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    InvitationView old = node.invite(ada, "old@example.com");
    InvitationView recent = node.invite(ada, "recent@example.com");
    node.letExpire(old.id());
    node.letExpire(recent.id());
    run();
    test.execute(
        "UPDATE invitations.invitation SET ended_at = now() - interval '91 days' WHERE id = '%s'"
            .formatted(old.id()),
        "UPDATE kernel.settlement SET settled_at = now() - interval '91 days' WHERE id ="
            + " (SELECT link_id FROM invitations.invitation WHERE id = '%s')".formatted(old.id()));
    node.get(new Timekeeping(node.database).purge());
    assertThat(test.column("SELECT address FROM invitations.invitation"))
        .containsExactly("recent@example.com");
    assertThat(test.column("SELECT 1 FROM kernel.settlement")).hasSize(1);
  }
}
