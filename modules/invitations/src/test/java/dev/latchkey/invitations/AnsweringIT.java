package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.InvitationTerms;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.invitations.AcceptInvitation;
import dev.latchkey.api.invitations.CancelInvitation;
import dev.latchkey.api.invitations.DeclineInvitation;
import dev.latchkey.api.invitations.InvitationAccepted;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.JoinByInvitation;
import dev.latchkey.api.invitations.ResendInvitation;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnsweringIT {

  private final TestDatabase test = TestDatabase.with("invitations");
  private final Caller ada = InvitationsNode.caller();
  private final Caller grace = InvitationsNode.caller();
  private InvitationsNode node;
  private InvitationView made;
  private String token;

  @BeforeEach
  void start() {
    node = InvitationsNode.start(test);
    made = node.invite(ada, "grace@example.com");
    token = node.token(made.id());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static JoinByInvitation join(String token) {
    return new JoinByInvitation(token, "a long enough password", "Grace", InvitationsNode.ORIGIN);
  }

  private static DeclineInvitation decline(String token) {
    return new DeclineInvitation(token, InvitationsNode.ORIGIN);
  }

  /** Every way to use a token. */
  private Stream<Request<?>> uses(String used) {
    return Stream.of(new AcceptInvitation(grace, used), join(used), decline(used));
  }

  private void assertDead(String used) {
    uses(used)
        .forEach(
            each ->
                assertThat(node.refusal(each))
                    .as(each.getClass().getSimpleName())
                    .isEqualTo(Failure.LINK_INVALID));
  }

  private InvitationState state() {
    return node.describe(ada, made.id()).state();
  }

  @Test
  void whoeverIsSignedInJoinsOnTheTermsThatWereMailed() {
    InvitationAccepted accepted = node.ask(new AcceptInvitation(grace, token));
    assertThat(accepted.userId()).isEqualTo(grace.person());
    assertThat(accepted.organization().id()).isEqualTo(ada.organization());
    InvitationTerms terms = node.accounts.asked.get(0);
    assertThat(terms.email()).isEqualTo("grace@example.com");
    assertThat(terms.inviter()).isEqualTo(ada.person());
    assertThat(terms.admission()).isEqualTo(node.accounts.admission);
    assertThat(terms.roleIds()).containsExactly(FakeAccounts.MEMBER);
    assertThat(terms.expiresAt()).isEqualTo(made.expiresAt());
    InvitationView after = node.describe(ada, made.id());
    assertThat(after.state()).isEqualTo(InvitationState.ACCEPTED);
    assertThat(after.userId()).isEqualTo(grace.person());
    assertThat(after.endedAt()).isNotNull();
    assertDead(token);
  }

  @Test
  void whoeverHasNoAccountJoinsWithAPassword() {
    InvitationAccepted accepted = node.ask(join(token));
    assertThat(node.describe(ada, made.id()).userId()).isEqualTo(accepted.userId());
    assertDead(token);
  }

  @Test
  void whoeverDeclinesCanNotComeBack() {
    assertThat(node.ask(decline(token))).isEqualTo(Done.DONE);
    assertThat(state()).isEqualTo(InvitationState.DECLINED);
    assertDead(token);
    assertThat(node.accounts.asked).isEmpty();
    assertThat(node.events()).contains("invitation.declined done");
  }

  @Test
  void aTokenThatIsChangedInAnyCharacterIsNone() {
    byte[] text = token.getBytes(StandardCharsets.US_ASCII);
    for (int place = 0; place < text.length; place++) {
      for (int bit = 0; bit < 7; bit++) {
        byte[] flipped = text.clone();
        flipped[place] ^= (byte) (1 << bit);
        String forged = new String(flipped, StandardCharsets.US_ASCII);
        assertThat(node.refusal(join(forged))).isEqualTo(Failure.LINK_INVALID);
      }
    }
    for (String wrong : List.of("", "x", token + "A", token.substring(1), token.toUpperCase())) {
      assertDead(wrong);
    }
    assertThat(node.accounts.asked).isEmpty();
    node.ask(join(token));
  }

  @Test
  void aTokenOfAnotherPurposeOrInstallationOrRowIsNone() {
    UUID link = UUID.fromString(test.column("SELECT link_id FROM invitations.invitation").get(0));
    LinkTokens own = new LinkTokens(InvitationsNode.KEYSET);
    for (String purpose : List.of("email_proof", "password_reset", "marker")) {
      assertDead(own.issue(new Purpose(purpose), link));
    }
    LinkTokens foreign = new LinkTokens(dev.latchkey.kernel.secret.Keyset.generate());
    assertDead(foreign.issue(new Purpose("invitation"), link));
    assertDead(own.issue(new Purpose("invitation"), Ids.next()));
    assertDead(own.issue(new Purpose("invitation"), made.id().value()));
  }

  @Test
  void whatHasExpiredOrWasCancelledOrReissuedIsDead() {
    node.ask(new ResendInvitation(ada, made.id()));
    assertDead(token);
    String second = node.token(made.id());
    node.letExpire(made.id());
    assertDead(second);
    node.ask(new ResendInvitation(ada, made.id()));
    assertDead(second);
    String third = node.token(made.id());
    node.ask(new CancelInvitation(ada, made.id()));
    assertDead(third);
    assertThat(node.accounts.asked).isEmpty();
  }

  @Test
  void aTokenThatAccountsRefusesStaysGood() {
    for (Failure refused :
        List.of(
            Failure.PASSWORD_TOO_SHORT,
            Failure.PASSWORD_REQUIRED,
            Failure.SIGN_IN_TO_ACCEPT,
            Failure.LINK_INVALID,
            Failure.BUSY)) {
      node.accounts.admissionRefused = refused;
      assertThat(node.refusal(join(token))).isEqualTo(refused);
    }
    node.accounts.admissionRefused = null;
    node.ask(join(token));
  }

  @Test
  void whatAStrangerWasRefusedStandsInTheTrailOfTheOrganization() {
    node.ask(new CancelInvitation(ada, made.id()));
    node.refusal(join(token));
    node.refusal(decline(token));
    node.refusal(join("forged"));
    assertThat(
            test.column(
                "SELECT concat_ws(' ', organization_id, subject_id, data->>'request',"
                    + " data->>'code') FROM kernel.event WHERE outcome = 'refused'"
                    + " ORDER BY sequence"))
        .containsExactly(
            "%s %s JoinByInvitation link_invalid".formatted(ada.organization(), made.id()),
            "%s %s DeclineInvitation link_invalid".formatted(ada.organization(), made.id()));
  }

  @Test
  void ofManyWhoAcceptAtOnceOneDoes() {
    Function<Integer, Request<?>> use =
        i -> i % 2 == 0 ? join(token) : new AcceptInvitation(grace, token);
    List<Optional<Failure>> outcomes = node.race(IntStream.range(0, 16).boxed().map(use));
    assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Optional::isPresent)
        .containsOnly(Optional.of(Failure.LINK_INVALID));
    assertThat(test.column("SELECT 1 FROM kernel.event WHERE type = 'invitation.accepted'"))
        .hasSize(1);
    assertThat(state()).isEqualTo(InvitationState.ACCEPTED);
  }

  @Test
  void anInvitationEndsInOneWayHoweverManyTryAtOnce() {
    for (int round = 0; round < 8; round++) {
      InvitationView each = node.invite(ada, "round%d@example.com".formatted(round));
      String used = node.token(each.id());
      List<Optional<Failure>> outcomes =
          node.race(
              IntStream.range(0, 4)
                  .boxed()
                  .flatMap(
                      i ->
                          Stream.of(
                              join(used),
                              decline(used),
                              new CancelInvitation(ada, each.id()),
                              new AcceptInvitation(grace, used))));
      assertThat(outcomes).as("round " + round).filteredOn(Optional::isEmpty).hasSize(1);
      long accepted =
          test.column(
                  "SELECT 1 FROM kernel.event WHERE type = 'invitation.accepted'"
                      + " AND data->>'invitation' = '%s'".formatted(each.id()))
              .size();
      InvitationState state = node.describe(ada, each.id()).state();
      assertThat(state == InvitationState.ACCEPTED).isEqualTo(accepted == 1);
      assertThat(state).isNotEqualTo(InvitationState.PENDING);
    }
  }

  @Test
  void whoeverAcceptsWhileItIsResentIsEitherInOrHasTheOldToken() {
    for (int round = 0; round < 8; round++) {
      InvitationView each = node.invite(ada, "round%d@example.com".formatted(round));
      String used = node.token(each.id());
      List<Optional<Failure>> outcomes =
          node.race(Stream.of(join(used), new ResendInvitation(ada, each.id())));
      boolean joined = outcomes.get(0).isEmpty();
      assertThat(node.describe(ada, each.id()).state())
          .isEqualTo(joined ? InvitationState.ACCEPTED : InvitationState.PENDING);
      if (joined) {
        assertThat(outcomes.get(1)).contains(Failure.INVITATION_OVER);
      } else {
        assertThat(outcomes.get(0)).contains(Failure.LINK_INVALID);
      }
    }
  }

  @Test
  void anAcceptanceWhoseNodeDiedIsNotedLater() {
    node.accounts.silent = true;
    assertThat(node.refusal(join(token))).isEqualTo(Failure.UNAVAILABLE);
    assertThat(state()).isEqualTo(InvitationState.PENDING);
    assertThat(node.refusal(new CancelInvitation(ada, made.id())))
        .as("somebody is a member by it")
        .isEqualTo(Failure.INVITATION_OVER);
    node.accounts.silent = false;
    assertDead(token);
    node.get(node.vertx.deployVerticle(new EventsVerticle(node.database, 24)));
    Eventually.passes(() -> assertThat(state()).isEqualTo(InvitationState.ACCEPTED));
    assertThat(node.describe(ada, made.id()).userId()).isNotNull();
  }
}
