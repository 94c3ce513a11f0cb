package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuessIT {

  private static final String WRONG = "AAAA-AAAA-AAAA-AAAA";

  private final TestDatabase test = TestDatabase.with("mfa");
  private MfaNode node;
  private MfaNode.App ada;
  private PersonId person;

  @BeforeEach
  void start() {
    node = MfaNode.start(test);
    ada = node.enrol(MfaNode.caller());
    person = ada.caller().person();
    node.forgetSteps();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private String wrong() {
    String right = node.code(ada.secret());
    return (right.charAt(0) == '0' ? '1' : '0') + right.substring(1, 5) + "x";
  }

  /** As if so many guesses had been wrong, and no wait were left. */
  private void failed(String authenticator, int failures) {
    test.execute(
        ("INSERT INTO kernel.guess VALUES ('%s', '%s', %d, true, NULL, now()) ON CONFLICT (subject,"
                + " authenticator) DO UPDATE SET failures = excluded.failures")
            .formatted(person, authenticator, failures));
  }

  private String failures(String authenticator) {
    return String.join(
        ",",
        test.column(
            "SELECT failures FROM kernel.guess WHERE authenticator = '" + authenticator + "'"));
  }

  private void assertRefused(VerifySecondFactor request) {
    assertThat(node.refusal(request)).isEqualTo(Failure.SECOND_FACTOR_INVALID);
  }

  @Test
  void everyRefusalAnswersAlikeAndCostsAlike() {
    String used = node.code(ada.secret());
    node.ask(MfaNode.totp(person, used));
    PersonId nobody = new PersonId(Ids.next());
    Map<String, VerifySecondFactor> refused = new LinkedHashMap<>();
    refused.put("wrong", MfaNode.totp(person, wrong()));
    refused.put("used", MfaNode.totp(person, used));
    refused.put("no code at all", MfaNode.totp(person, "let me in"));
    refused.put("nobody", MfaNode.totp(nobody, "123456"));
    refused.put("wrong recovery code", MfaNode.recovery(person, WRONG));
    refused.put("no recovery code at all", MfaNode.recovery(person, "let me in"));
    refused.put("nobody's recovery code", MfaNode.recovery(nobody, WRONG));
    refused.forEach(
        (what, request) ->
            assertThat(node.statements(() -> assertRefused(request))).as(what).isEqualTo(2));

    failed("totp", 100);
    failed("recovery_code", 100);
    node.forgetSteps();
    assertThat(node.statements(() -> assertRefused(MfaNode.totp(person, node.code(ada.secret())))))
        .as("locked")
        .isEqualTo(2);
    String code = ada.recoveryCodes().get(0);
    assertThat(node.statements(() -> assertRefused(MfaNode.recovery(person, code))))
        .as("locked recovery code")
        .isEqualTo(2);
    assertThat(test.column("SELECT 1 FROM kernel.event WHERE outcome = 'refused'")).hasSize(9);
  }

  @Test
  void aRightCodeForgetsTheWrongOnesOfItsKind() {
    assertRefused(MfaNode.totp(person, wrong()));
    assertRefused(MfaNode.totp(person, wrong()));
    assertRefused(MfaNode.recovery(person, WRONG));
    assertThat(failures("totp")).isEqualTo("2");

    node.ask(MfaNode.totp(person, node.code(ada.secret())));
    assertThat(failures("totp")).isEmpty();
    assertThat(failures("recovery_code")).isEqualTo("1");

    node.ask(MfaNode.recovery(person, ada.recoveryCodes().get(0)));
    assertThat(failures("recovery_code")).isEmpty();
  }

  @Test
  void whoeverIsLockedOutOfTheAppHasRecoveryCodes() {
    failed("totp", 100);
    assertRefused(MfaNode.totp(person, node.code(ada.secret())));
    node.ask(MfaNode.recovery(person, ada.recoveryCodes().get(0)));
    assertRefused(MfaNode.totp(person, node.code(ada.secret())));
    assertThat(test.column("SELECT cardinality(recovery_codes) FROM mfa.person"))
        .containsExactly("9");
  }

  @Test
  void aGuessDuringAWaitIsNotLookedAtAndUsesNothingUp() {
    failed("totp", 19);
    failed("recovery_code", 19);
    assertRefused(MfaNode.totp(person, wrong()));
    assertRefused(MfaNode.recovery(person, WRONG));
    assertRefused(MfaNode.totp(person, node.code(ada.secret())));
    assertRefused(MfaNode.recovery(person, ada.recoveryCodes().get(0)));
    test.execute("UPDATE kernel.guess SET blocked_until = now()");
    node.ask(MfaNode.totp(person, node.code(ada.secret())));
    node.ask(MfaNode.recovery(person, ada.recoveryCodes().get(0)));
  }

  @Test
  void whatIsBoundAnewHasNoGuessesBehindIt() {
    failed("totp", 100);
    failed("recovery_code", 100);
    node.ask(new ReplaceRecoveryCodes(ada.caller()));
    assertThat(failures("recovery_code")).isEmpty();
    assertThat(failures("totp")).isEqualTo("100");

    node.ask(new RemoveTotp(ada.caller()));
    assertThat(failures("totp")).isEmpty();
    failed("totp", 100);
    node.enrol(ada.caller());
    assertThat(failures("totp")).isEmpty();
  }

  @Test
  void guessesAtTheConfirmingCodeAreCountedPerSetUp() {
    var eve = MfaNode.caller();
    byte[] secret = MfaNode.secret(node.ask(new BeginTotp(eve)));
    for (int guess = 0; guess < 20; guess++) {
      assertThat(node.refusal(new ConfirmTotp(eve, "x"))).isEqualTo(Failure.SECOND_FACTOR_INVALID);
    }
    assertThat(node.refusal(new ConfirmTotp(eve, node.code(secret))))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    node.enrol(eve);
  }
}
