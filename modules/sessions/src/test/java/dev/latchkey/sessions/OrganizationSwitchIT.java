package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrganizationSwitchIT {

  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private final OrganizationId other = new OrganizationId(Ids.next());
  private TestDatabase test;
  private Node node;
  private SignedIn first;
  private Caller caller;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    node = Node.start(test, people);
    ada.elsewhere.add(other);
    first = node.signIn("ada");
    caller = node.authenticate(first);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private SignedIn switched(Caller asking, OrganizationId organization) {
    return node.ask(new SwitchOrganization(asking, organization));
  }

  @Test
  void theSameLoginActsInTheOtherOrganization() {
    SignedIn switched = switched(caller, other);
    Caller there = node.authenticate(switched);
    assertThat(switched.loginId()).isEqualTo(first.loginId());
    assertThat(there.organization()).isEqualTo(other);
    assertThat(there.authenticatedAt()).isEqualTo(caller.authenticatedAt());
    assertThat(node.authenticate(node.refresh(switched)).organization()).isEqualTo(other);
    assertThat(
            test.column("SELECT organization_id FROM kernel.event WHERE type = 'login.switched'"))
        .containsExactly(other.toString());
  }

  @Test
  void theEarlierTokensAreDeadAtOnceAndStayDeadOnTheWayBack() {
    SignedIn there = switched(caller, other);
    assertThat(node.refusalOf(first)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(first)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);

    SignedIn back = switched(node.authenticate(there), ada.organization);
    assertThat(node.authenticate(back).organization()).isEqualTo(ada.organization);
    assertThat(node.refusalOf(first)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalOf(there)).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(node.refusalToRefresh(there)).isEqualTo(Failure.INVALID_REFRESH_TOKEN);
  }

  @Test
  void whereTheCallerIsNoActiveMemberIsNotFoundAndChangesNothing() {
    assertThat(node.refusal(new SwitchOrganization(caller, new OrganizationId(Ids.next()))))
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(node.authenticate(first).organization()).isEqualTo(ada.organization);
    node.refresh(first);
  }

  @Test
  void aDeadLoginIsNotRevived() {
    node.ask(new EndLogin(caller, caller.login()));
    assertThat(node.refusal(new SwitchOrganization(caller, other)))
        .isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void ofManySwitchesAtOnceTheTokensOfOneCount() {
    List<Future<SignedIn>> switches =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    node.bus.ask(
                        new SwitchOrganization(caller, i % 2 == 0 ? other : ada.organization)))
            .toList();
    node.get(Future.join(switches).otherwiseEmpty());
    long counting =
        switches.stream().filter(Future::succeeded).filter(each -> counts(each.result())).count();
    assertThat(counting).isEqualTo(1);
  }

  private boolean counts(SignedIn signedIn) {
    try {
      node.authenticate(signedIn);
      return true;
    } catch (dev.latchkey.api.bus.Refusal dead) {
      return false;
    }
  }
}
