package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeparturesIT {

  private final TestDatabase test = TestDatabase.with("mfa");
  private final Caller ada = MfaNode.caller();
  private final Caller eve = MfaNode.caller();
  private MfaNode node;

  @BeforeEach
  void start() {
    node = MfaNode.start(test);
    node.get(node.vertx.deployVerticle(new EventsVerticle(node.database, 24)));
    for (Caller each : List.of(ada, eve)) {
      node.enrol(each);
      String made = new Browser().make(node.ask(new OfferPasskey(each)));
      node.ask(new AddPasskey(each, "Laptop", made));
      node.ask(new TrustDevice(each.person(), null, 1, 2, "Laptop", MfaNode.ORIGIN));
      node.refusal(MfaNode.totp(each.person(), "x"));
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void append(Change change) {
    node.get(node.database.change("SELECT kernel.append_event($1)", change.toJson()));
  }

  private Change left(EventType type) {
    return Change.by(eve, type).about("person", ada.person().value());
  }

  /** Whose rows there are, in whatever table. */
  private List<String> owners() {
    return test.column(
        "SELECT person_id FROM mfa.person UNION SELECT person_id FROM mfa.totp UNION"
            + " SELECT person_id FROM mfa.passkey UNION"
            + " SELECT person_id FROM mfa.trusted_device UNION SELECT subject FROM kernel.guess");
  }

  @ParameterizedTest
  @CsvSource({"USER_ANONYMISED,false", "PERSON_CLOSED,false", "USER_REMOVED,true"})
  void nothingOfSomebodyWhoIsGoneIsLeft(EventType type, boolean accountGone) {
    append(left(type).with("accountGone", accountGone));
    Eventually.passes(() -> assertThat(owners()).containsExactly(eve.person().toString()));
  }

  @Test
  void whoeverOnlyLeavesAnOrganizationKeepsTheirFactors() {
    append(left(EventType.USER_REMOVED).with("accountGone", false));
    append(left(EventType.USER_DISABLED));
    append(left(EventType.USER_ANONYMISED).about("organization", ada.person().value()));
    caughtUp();
    assertThat(owners()).hasSize(2);
    assertThat(node.factors(ada).enabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"USER_DISABLED", "USER_REMOVED"})
  void noTrustedDeviceComesBackWithWhoeverWasDisabledOrRemoved(EventType type) {
    append(left(type).with("accountGone", false));
    caughtUp();
    assertThat(devices()).containsExactly(eve.person().toString());
    node.ask(new TrustDevice(ada.person(), null, 1, 2, "Tablet", MfaNode.ORIGIN));
    test.execute("UPDATE kernel.subscription SET position = 0 WHERE name = 'mfa.departures'");
    append(left(EventType.USER_UPDATED));
    caughtUp();
    assertThat(devices()).as("one that was trusted afterwards lives").hasSize(2);
  }

  private List<String> devices() {
    return test.column("SELECT person_id FROM mfa.trusted_device");
  }

  private void caughtUp() {
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT position = (SELECT max(position) FROM kernel.event)"
                            + " AND NOT EXISTS (SELECT FROM kernel.event WHERE position IS NULL)"
                            + " FROM kernel.subscription WHERE name = 'mfa.departures'"))
                .containsExactly("t"));
  }
}
