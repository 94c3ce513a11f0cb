package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.EndForMfaReset;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FactorResetIT {

  private final TestDatabase test = TestDatabase.with("mfa");
  private final Caller admin = MfaNode.caller();
  private MfaNode node;
  private MfaNode.App grace;

  @BeforeEach
  void start() {
    node = MfaNode.start(test);
    grace = node.enrol(MfaNode.caller());
    node.ask(new TrustDevice(grace.caller().person(), null, 1, 1, "Laptop", MfaNode.ORIGIN));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private ResetMfa reset() {
    return new ResetMfa(admin, grace.caller().person());
  }

  @Test
  void nothingOfTheFactorsIsLeftButTheirGeneration() {
    node.refusal(MfaNode.totp(grace.caller().person(), "x"));
    node.refusal(MfaNode.recovery(grace.caller().person(), "x"));
    assertThat(node.ask(reset())).isEqualTo(Done.DONE);
    assertThat(node.accounts.resets)
        .containsExactly(new EndForMfaReset(admin, grace.caller().person()));
    assertThat(node.factors(grace.caller())).isEqualTo(new Factors(Set.of(), 2));
    assertThat(
            test.column(
                "SELECT 'totp' FROM mfa.totp UNION ALL SELECT 'device' FROM mfa.trusted_device"
                    + " UNION ALL SELECT 'guess' FROM kernel.guess UNION ALL"
                    + " SELECT 'code' FROM mfa.person WHERE recovery_codes <> '{}'"))
        .isEmpty();
    assertThat(node.events()).endsWith("mfa.reset done person {}");
    assertThat(
            test.column(
                "SELECT concat_ws(' ', actor_id, subject_id, organization_id) FROM kernel.event"
                    + " WHERE type = 'mfa.reset'"))
        .containsExactly(
            admin.person() + " " + grace.caller().person() + " " + admin.organization());
  }

  @Test
  void aSetUpThatWaitsForItsConfirmationGoesToo() {
    Caller eve = MfaNode.caller();
    node.ask(new BeginTotp(eve));
    node.ask(new ResetMfa(admin, eve.person()));
    assertThat(test.column("SELECT 1 FROM mfa.totp WHERE confirmed_at IS NULL")).isEmpty();
  }

  @Test
  void whatAccountsRefusesChangesNothing() {
    for (Failure failure :
        List.of(
            Failure.NOT_FOUND,
            Failure.EXTERNAL_ACCOUNT,
            Failure.OUTRANKED,
            Failure.NOT_YOURSELF,
            Failure.UNAVAILABLE)) {
      node.accounts.resetRefused = failure;
      assertThat(node.refusal(reset())).isEqualTo(failure);
    }
    assertThat(node.factors(grace.caller()).generation()).isEqualTo(1);
    node.prove(grace);
  }

  @Test
  void itCanBeRepeated() {
    node.ask(reset());
    node.ask(reset());
    assertThat(node.factors(grace.caller()).generation()).isEqualTo(3);
  }

  @Test
  void itTakesThePermission() {
    Caller nobody =
        new Caller(
            admin.person(),
            admin.login(),
            admin.organization(),
            Set.of(),
            admin.assurance(),
            admin.authenticatedAt(),
            true,
            false,
            admin.origin(),
            null);
    assertThat(node.refusal(new ResetMfa(nobody, grace.caller().person())))
        .isEqualTo(Failure.FORBIDDEN);
    assertThat(node.accounts.resets).isEmpty();
  }

  @Test
  void itCostsEightStatements() {
    assertThat(node.statements(() -> node.ask(reset()))).isEqualTo(8);
  }
}
