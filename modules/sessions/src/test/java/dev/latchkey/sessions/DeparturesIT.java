package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeparturesIT {

  private static final String ALIVE = "SELECT id FROM sessions.login WHERE ended_at IS NULL";

  private final TestDatabase test = TestDatabase.with("sessions");
  private final People people = new People();
  private Node node;

  @BeforeEach
  void start() {
    people.named("ada");
    node = Node.start(test, people);
    node.get(node.vertx.deployVerticle(new EventsVerticle(node.database, 24)));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void append(Change change) {
    node.get(node.database.change("SELECT kernel.append_event($1)", change.toJson()));
  }

  private Change left(Caller caller, EventType type) {
    return Change.by(caller, type).about("person", caller.person().value());
  }

  private List<String> alive() {
    return test.column(ALIVE);
  }

  @ParameterizedTest
  @CsvSource({"USER_ANONYMISED,false", "PERSON_CLOSED,false", "USER_REMOVED,true"})
  void nothingOfSomebodyWhoIsGoneIsLeft(EventType type, boolean accountGone) {
    SignedIn signedIn = node.signIn("ada");
    Caller ada = node.authenticate(signedIn);
    append(left(ada, type).with("accountGone", accountGone));
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT concat(device, ip_address, user_agent, browser) FROM sessions.login"
                            + " WHERE ended_at IS NOT NULL"))
                .containsExactly(""));
    assertThat(alive()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"USER_DISABLED", "USER_REMOVED"})
  void whoeverLeftAnOrganizationHasNoLoginThereThatCouldComeAlive(EventType type) {
    Caller ada = node.authenticate(node.signIn("ada"));
    UUID elsewhere = Ids.next();
    append(left(ada, type).in(elsewhere));
    append(left(ada, type));
    Eventually.passes(() -> assertThat(alive()).isEmpty());
    assertThat(test.column("SELECT end_reason FROM sessions.login"))
        .containsExactly("left_organization");
  }

  @Test
  void aLoginThatWasOpenedAfterwardsLives() {
    Caller ada = node.authenticate(node.signIn("ada"));
    append(left(ada, EventType.USER_DISABLED));
    Eventually.passes(() -> assertThat(alive()).isEmpty());
    node.signIn("ada");
    append(left(ada, EventType.USER_UPDATED));
    test.execute("UPDATE kernel.subscription SET position = 0 WHERE name = 'departures'");
    append(left(ada, EventType.USER_UPDATED));
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT position = (SELECT max(position) FROM kernel.event)"
                            + " AND NOT EXISTS (SELECT FROM kernel.event WHERE position IS NULL)"
                            + " FROM kernel.subscription WHERE name = 'departures'"))
                .containsExactly("t"));
    assertThat(alive()).hasSize(1);
  }

  @Test
  void loginsOfOneOrganizationAreEnded() {
    Caller ada = node.authenticate(node.signIn("ada"));
    var organization = java.util.Objects.requireNonNull(ada.organization());
    var elsewhere = new dev.latchkey.api.id.OrganizationId(Ids.next());
    assertThat(node.ask(new EndLoginsIn(ada.person(), elsewhere, "test"))).isEqualTo(Done.DONE);
    assertThat(alive()).hasSize(1);
    node.ask(new EndLoginsIn(ada.person(), organization, "test"));
    assertThat(alive()).isEmpty();
    assertThat(test.column("SELECT type FROM kernel.event WHERE type = 'login.ended'")).hasSize(1);
  }
}
