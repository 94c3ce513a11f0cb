package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.id.TeamId;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.CancelUserInvitations;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationPage;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.api.invitations.ListInvitations;
import dev.latchkey.api.invitations.ListInvitationsByNumber;
import dev.latchkey.api.invitations.ListMyInvitations;
import dev.latchkey.api.invitations.MyInvitationView;
import dev.latchkey.api.invitations.NumberedInvitations;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendingIT {

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

  private @Nullable Failure joining(String token) {
    return node.outcome(new JoinByInvitation(token, "x", null, InvitationsNode.ORIGIN));
  }

  private List<InvitationView> list(Caller caller, @Nullable InvitationState state) {
    return node.ask(new ListInvitations(caller, state, 100, null)).items();
  }

  @Test
  void anInvitationHoldsForTwoDaysWhatWasAskedFor() {
    RoleId role = new RoleId(Ids.next());
    TeamId team = new TeamId(Ids.next());
    InvitationView made =
        node.ask(
                new SendInvitations(
                    ada,
                    List.of(
                        new SendInvitations.Item(
                            "Grace@Example.com", Set.of(role), Set.of(team), "  Come!\n "))))
            .items()
            .get(0);
    assertThat(made.email()).isEqualTo("Grace@Example.com");
    assertThat(made.state()).isEqualTo(InvitationState.PENDING);
    assertThat(made.roleIds()).containsExactly(role);
    assertThat(made.teamIds()).containsExactly(team);
    assertThat(made.message()).isEqualTo("Come!");
    assertThat(made.invitedBy()).isEqualTo(ada.person());
    assertThat(Duration.between(made.sentAt(), made.expiresAt())).isEqualTo(Duration.ofHours(48));
    assertThat(node.describe(ada, made.id())).isEqualTo(made);
    assertThat(list(ada, null)).containsExactly(made);
  }

  @Test
  void aMailFollowsFromTheEventAndTheTokenIsNowhere() {
    InvitationView made = node.invite(ada, "grace@example.com");
    assertThat(
            test.column(
                "SELECT concat_ws(' ', type, subject_kind, subject_id, data->>'expiresAt',"
                    + " data->>'organizationName', personal->>'address', personal->>'inviterName')"
                    + " FROM kernel.event"))
        .containsExactly(
            "invitation.sent invitation %s %s Analytical Engines grace@example.com Ada Lovelace"
                .formatted(made.id(), made.expiresAt()));
    String token = node.token(made.id());
    assertThat(
            test.column(
                "SELECT row_to_json(i)::text FROM invitations.invitation i"
                    + " UNION ALL SELECT row_to_json(e)::text FROM kernel.event e"))
        .allSatisfy(row -> assertThat(row).doesNotContain(token, token.substring(22)));
  }

  @Test
  void allAreInvitedOrNone() {
    Stream<SendInvitations.Item> good =
        Stream.of("a@example.com", "b@example.com").map(InvitationsNode::to);
    SendInvitations.Item bad =
        new SendInvitations.Item("c@example.com", Set.of(), Set.of(), "x".repeat(1001));
    assertThat(node.refusal(new SendInvitations(ada, Stream.concat(good, Stream.of(bad)).toList())))
        .isEqualTo(Failure.INVALID_REQUEST);
    node.accounts.preparingRefused = Failure.ROLE_BEYOND_YOURS;
    assertThat(node.refusal(new SendInvitations(ada, List.of(InvitationsNode.to("a@b.cd")))))
        .isEqualTo(Failure.ROLE_BEYOND_YOURS);
    assertThat(list(ada, null)).isEmpty();
    assertThat(test.column("SELECT 1 FROM kernel.event WHERE type LIKE 'invitation%'")).isEmpty();
  }

  @Test
  void oneToTheSameAddressReplacesTheOneBefore() {
    InvitationView first = node.invite(ada, "grace@example.com");
    String token = node.token(first.id());
    InvitationView second = node.invite(ada, "Grace@example.com");
    assertThat(node.describe(ada, first.id()).state()).isEqualTo(InvitationState.CANCELLED);
    assertThat(joining(token)).isEqualTo(Failure.LINK_INVALID);
    assertThat(list(ada, InvitationState.PENDING)).containsExactly(second);
    assertThat(node.events())
        .startsWith("invitation.sent done", "invitation.cancelled done", "invitation.sent done");
    assertThat(joining(node.token(second.id()))).isNull();
  }

  @Test
  void twoOrganizationsInviteOnePersonWithoutKnowing() {
    Caller eve = InvitationsNode.caller();
    InvitationView one = node.invite(ada, "grace@example.com");
    InvitationView other = node.invite(eve, "grace@example.com");
    assertThat(list(ada, null)).containsExactly(one);
    assertThat(list(eve, null)).containsExactly(other);
    for (var foreign :
        List.of(
            new DescribeInvitation(eve, one.id()),
            new CancelInvitation(eve, one.id()),
            new ResendInvitation(eve, one.id()),
            new CancelInvitation(eve, new InvitationId(Ids.next())))) {
      assertThat(node.refusal(foreign)).isEqualTo(Failure.NOT_FOUND);
    }
    assertThat(node.describe(ada, one.id())).isEqualTo(one);
  }

  @Test
  void theListIsPagedNewestFirstAndItsMarkerIsGoodForItAlone() {
    node.invite(ada, IntStream.range(0, 7).mapToObj(i -> "person%d@example.com".formatted(i)));
    List<String> seen = new ArrayList<>();
    String marker = null;
    do {
      InvitationPage page = node.ask(new ListInvitations(ada, null, 3, marker));
      page.items().forEach(each -> seen.add(each.email()));
      marker = page.marker();
    } while (marker != null);
    assertThat(seen).hasSize(7).startsWith("person6@example.com").endsWith("person0@example.com");
    String first =
        Objects.requireNonNull(node.ask(new ListInvitations(ada, null, 3, null)).marker());
    for (ListInvitations wrong :
        List.of(
            new ListInvitations(ada, InvitationState.PENDING, 3, first),
            new ListInvitations(InvitationsNode.caller(), null, 3, first),
            new ListInvitations(ada, null, 3, first + "A"))) {
      assertThat(node.refusal(wrong)).isEqualTo(Failure.INVALID_MARKER);
    }
    assertThat(node.ask(new ListInvitations(ada, null, 0, null)))
        .isEqualTo(new InvitationPage(List.of(), null));
  }

  @Test
  void pagesByNumberHoldTheWholeListAndTellHowLongItIs() {
    node.invite(ada, IntStream.range(0, 7).mapToObj(i -> "person%d@example.com".formatted(i)));
    InvitationView last = list(ada, null).get(6);
    node.ask(new CancelInvitation(ada, last.id()));
    List<InvitationView> seen = new ArrayList<>();
    for (int page = 0; page < 3; page++) {
      NumberedInvitations read = numbered(Set.of(), page, 3);
      assertThat(read.total()).isEqualTo(7);
      seen.addAll(read.items());
    }
    assertThat(seen).isEqualTo(list(ada, null));
    assertThat(numbered(Set.of(), 3, 3)).isEqualTo(new NumberedInvitations(List.of(), 7));
    Set<InvitationState> over = Set.of(InvitationState.DECLINED, InvitationState.CANCELLED);
    assertThat(numbered(over, 0, 3).items()).extracting("id").containsExactly(last.id());
    assertThat(numbered(over, 0, 0)).isEqualTo(new NumberedInvitations(List.of(), 1));
    assertThat(
            node.ask(new ListInvitationsByNumber(InvitationsNode.caller(), Set.of(), 0, 9)).total())
        .isZero();
  }

  @Test
  void aPageOutOfBoundsIsRefused() {
    for (int[] wrong : new int[][] {{-1, 1}, {0, -1}, {0, 101}}) {
      assertThat(node.refusal(new ListInvitationsByNumber(ada, Set.of(), wrong[0], wrong[1])))
          .isEqualTo(Failure.INVALID_REQUEST);
    }
  }

  private NumberedInvitations numbered(Set<InvitationState> states, int page, int size) {
    return node.ask(new ListInvitationsByNumber(ada, states, page, size));
  }

  @Test
  void theFilterKnowsWhatHasExpiredBeforeAnyJobDoes() {
    InvitationView late = node.invite(ada, "late@example.com");
    InvitationView live = node.invite(ada, "live@example.com");
    node.letExpire(late.id());
    assertThat(list(ada, InvitationState.PENDING)).containsExactly(live);
    assertThat(list(ada, InvitationState.EXPIRED))
        .extracting(InvitationView::id)
        .containsExactly(late.id());
    InvitationView described = node.describe(ada, late.id());
    assertThat(described.state()).isEqualTo(InvitationState.EXPIRED);
    assertThat(described.endedAt()).isEqualTo(described.expiresAt());
  }

  @Test
  void aCancelledInvitationIsDeadWhenThatIsAnswered() {
    InvitationView made = node.invite(ada, "grace@example.com");
    String token = node.token(made.id());
    assertThat(node.ask(new CancelInvitation(ada, made.id()))).isEqualTo(Done.DONE);
    assertThat(joining(token)).isEqualTo(Failure.LINK_INVALID);
    assertThat(node.refusal(new CancelInvitation(ada, made.id())))
        .isEqualTo(Failure.INVITATION_OVER);
    assertThat(node.refusal(new ResendInvitation(ada, made.id())))
        .isEqualTo(Failure.INVITATION_OVER);
    InvitationView over = node.describe(ada, made.id());
    assertThat(over.state()).isEqualTo(InvitationState.CANCELLED);
    assertThat(over.endedAt()).isNotNull();
  }

  @Test
  void resendingBringsAnotherTokenAndAWholeLifetime() {
    InvitationView made = node.invite(ada, "grace@example.com");
    String old = node.token(made.id());
    test.execute(
        "UPDATE invitations.invitation SET sent_at = now() - interval '40 hours',"
            + " expires_at = now() + interval '8 hours', reminded_at = now()");
    Caller deputy = InvitationsNode.caller(Objects.requireNonNull(ada.organization()));
    node.accounts.admission = Ids.next();
    InvitationView again = node.ask(new ResendInvitation(deputy, made.id()));
    assertThat(again.id()).isEqualTo(made.id());
    assertThat(Duration.between(again.sentAt(), again.expiresAt())).isEqualTo(Duration.ofHours(48));
    assertThat(again.invitedBy()).isEqualTo(deputy.person());
    assertThat(test.column("SELECT admission FROM invitations.invitation"))
        .containsExactly(node.accounts.admission.toString());
    assertThat(joining(old)).isEqualTo(Failure.LINK_INVALID);
    assertThat(joining(node.token(made.id()))).isNull();
    assertThat(node.refusal(new ResendInvitation(ada, made.id())))
        .isEqualTo(Failure.INVITATION_OVER);
  }

  @Test
  void anExpiredOneCanBeResentUnlessAnotherIsPending() {
    InvitationView made = node.invite(ada, "grace@example.com");
    node.letExpire(made.id());
    node.get(new Timekeeping(node.database).run());
    InvitationView again = node.ask(new ResendInvitation(ada, made.id()));
    assertThat(again.state()).isEqualTo(InvitationState.PENDING);
    node.letExpire(made.id());
    node.get(new Timekeeping(node.database).run());
    InvitationView other = node.invite(ada, "grace@example.com");
    assertThat(node.refusal(new ResendInvitation(ada, made.id())))
        .isEqualTo(Failure.INVITATION_OVER);
    assertThat(list(ada, InvitationState.PENDING)).containsExactly(other);
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.class,
      names = {"ROLE_BEYOND_YOURS", "NOT_FOUND", "ALREADY_MEMBER"})
  void whoeverResendsMustBeAbleToInvite(Failure refused) {
    InvitationView made = node.invite(ada, "grace@example.com");
    node.accounts.preparingRefused = refused;
    assertThat(node.refusal(new ResendInvitation(ada, made.id()))).isEqualTo(refused);
    assertThat(node.describe(ada, made.id())).isEqualTo(made);
  }

  @Test
  void allOfAPersonAreCancelledHereAndNowhereElse() {
    Caller eve = InvitationsNode.caller();
    InvitationView one = node.invite(ada, "grace@example.com");
    InvitationView two = node.invite(ada, "hopper@example.com");
    InvitationView kept = node.invite(ada, "other@example.com");
    InvitationView foreign = node.invite(eve, "grace@example.com");
    node.accounts.memberAddresses = List.of("GRACE@example.com", "hopper@example.com");
    PersonId grace = new PersonId(Ids.next());
    node.ask(new CancelUserInvitations(ada, grace));
    node.ask(new CancelUserInvitations(ada, grace));
    assertThat(Stream.of(one, two).map(each -> node.describe(ada, each.id()).state()))
        .containsOnly(InvitationState.CANCELLED);
    assertThat(node.describe(ada, kept.id())).isEqualTo(kept);
    assertThat(node.describe(eve, foreign.id())).isEqualTo(foreign);
  }

  @Test
  void theInvitedSeeThoseToTheirProvenAddresses() {
    Caller grace = InvitationsNode.caller();
    InvitationView made = node.invite(ada, "Grace@example.com");
    node.invite(ada, "other@example.com");
    InvitationView late = node.invite(InvitationsNode.caller(), "grace@example.com");
    node.letExpire(late.id());
    assertThat(node.ask(new ListMyInvitations(grace, 100, null)).items()).isEmpty();
    node.accounts.provenAddresses = List.of("grace@example.com", "g@example.org");
    List<MyInvitationView> mine = node.ask(new ListMyInvitations(grace, 100, null)).items();
    assertThat(mine).extracting(MyInvitationView::id).containsExactly(made.id());
    assertThat(mine.get(0).organization().name()).isEqualTo("Analytical Engines");
    assertThat(mine.get(0).inviterName()).isEqualTo("Ada Lovelace");
  }

  @Test
  void aRepetitionByKeySendsNothingAgain() {
    Caller named = ada.naming("once");
    InvitationView made = node.invite(named, "grace@example.com");
    assertThat(node.invite(named, "grace@example.com")).isEqualTo(made);
    InvitationView again = node.ask(new ResendInvitation(ada.naming("twice"), made.id()));
    assertThat(node.ask(new ResendInvitation(ada.naming("twice"), made.id()))).isEqualTo(again);
    node.ask(new CancelInvitation(ada.naming("thrice"), made.id()));
    node.ask(new CancelInvitation(ada.naming("thrice"), made.id()));
    assertThat(node.events())
        .containsExactly(
            "invitation.sent done", "invitation.resent done", "invitation.cancelled done");
  }

  @Test
  void anOrganizationHasABoundedNumberPending() {
    test.execute(
        """
        INSERT INTO invitations.invitation (id, organization_id, link_id, address, role_ids,
               team_ids, inviter_id, admission, organization_name, expires_at)
        SELECT gen_random_uuid(), '%s', gen_random_uuid(), 'x' || i || '@example.com',
               ARRAY[gen_random_uuid()], '{}', gen_random_uuid(), gen_random_uuid(), 'x',
               now() + interval '1 hour'
          FROM generate_series(1, %d) AS i\
        """
            .formatted(ada.organization(), Sending.MOST_PENDING - 1));
    node.invite(ada, "last@example.com");
    assertThat(
            node.refusal(
                new SendInvitations(ada, List.of(InvitationsNode.to("beyond@example.com")))))
        .isEqualTo(Failure.TOO_MANY_INVITATIONS);
    node.invite(ada, "last@example.com");
  }

  @Test
  void ofManyWhoInviteOneAddressAtOnceOneInvitationIsLeft() {
    List<Optional<Failure>> outcomes =
        node.race(
            IntStream.range(0, 16)
                .mapToObj(
                    i ->
                        new SendInvitations(
                            ada,
                            List.of(
                                InvitationsNode.to("grace@example.com"),
                                InvitationsNode.to("other" + i % 3 + "@example.com")))));
    assertThat(outcomes).containsOnly(Optional.empty());
    assertThat(list(ada, InvitationState.PENDING)).hasSize(4);
  }

  @Test
  void ofManyWhoResendAtOnceTheLastTokenCounts() {
    InvitationView made = node.invite(ada, "grace@example.com");
    List<Optional<Failure>> outcomes =
        node.race(IntStream.range(0, 16).mapToObj(i -> new ResendInvitation(ada, made.id())));
    assertThat(outcomes).containsOnly(Optional.empty());
    assertThat(test.column("SELECT count(*) FROM kernel.settlement")).containsExactly("16");
    assertThat(joining(node.token(made.id()))).isNull();
  }

  @Test
  void everyActCostsWhatItMay() {
    List<InvitationView> made = new ArrayList<>();
    assertThat(
            node.statements(
                () ->
                    made.addAll(
                        node.invite(
                            ada,
                            IntStream.range(0, 50)
                                .mapToObj(i -> "person%d@example.com".formatted(i))))))
        .isEqualTo(6);
    InvitationId id = made.get(0).id();
    assertThat(node.statements(() -> list(ada, null))).isEqualTo(1);
    assertThat(node.statements(() -> node.ask(new ResendInvitation(ada, id)))).isEqualTo(7);
    assertThat(node.statements(() -> node.ask(new CancelInvitation(ada, id)))).isEqualTo(6);
  }
}
