package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.TotpSetup;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.testing.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryCodesIT {

  private final TestDatabase test = TestDatabase.with("mfa");
  private final Keyset keyset = Keyset.generate();
  private MfaNode node;
  private MfaNode.App ada;

  @BeforeEach
  void start() {
    node = MfaNode.start(test, keyset);
    ada = node.enrol(MfaNode.caller());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private SecondFactorProven use(MfaNode by, String code) {
    return by.ask(MfaNode.recovery(ada.caller().person(), code));
  }

  private Failure refused(String code) {
    return node.refusal(MfaNode.recovery(ada.caller().person(), code));
  }

  @Test
  void eachIsGoodOnceHoweverItIsWritten() {
    for (String code : ada.recoveryCodes()) {
      String typed = code.replace('-', ' ').toLowerCase(Locale.ROOT);
      assertThat(use(node, typed)).isEqualTo(new SecondFactorProven(FactorMethod.RECOVERY_CODE, 1));
      assertThat(refused(code)).isEqualTo(Failure.SECOND_FACTOR_INVALID);
      assertThat(refused(typed)).isEqualTo(Failure.SECOND_FACTOR_INVALID);
    }
    assertThat(node.factors(ada.caller())).isEqualTo(new Factors(Set.of(FactorMethod.TOTP), 1));
  }

  @Test
  void eachUseIsToldWithHowManyRemain() {
    use(node, ada.recoveryCodes().get(9));
    use(node, ada.recoveryCodes().get(0));
    refused("AAAA-AAAA-AAAA-AAAA");
    assertThat(node.events())
        .containsExactly(
            "totp.added done person {}",
            "recovery.code_used done person {\"remaining\": 9}",
            "recovery.code_used done person {\"remaining\": 8}",
            "second.factor_refused refused anonymous {\"method\": \"recovery_code\"}");
    assertThat(
            test.column(
                "SELECT DISTINCT concat_ws(' ', subject_kind, subject_id, personal->>'ipAddress')"
                    + " FROM kernel.event"))
        .containsExactly("person " + ada.caller().person() + " 192.0.2.7");
  }

  @Test
  void newOnesMakeThoseOfBeforeWorthless() {
    RecoveryCodes fresh = node.ask(new ReplaceRecoveryCodes(ada.caller()));
    assertThat(fresh.codes()).hasSize(10).doesNotContainAnyElementsOf(ada.recoveryCodes());
    assertThat(refused(ada.recoveryCodes().get(0))).isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(use(node, fresh.codes().get(0)).generation()).isEqualTo(2);
    assertThat(node.events()).contains("recovery.codes_replaced done person {}");
  }

  @Test
  void withoutASecondFactorThereAreNone() {
    Caller eve = MfaNode.caller();
    assertThat(node.refusal(new ReplaceRecoveryCodes(eve))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.factors(eve)).isEqualTo(new Factors(Set.of(), 0));
    assertThat(test.column("SELECT 1 FROM mfa.person")).hasSize(1);
  }

  @Test
  void theyOutliveARotationOfTheKeyset() {
    try (MfaNode rotated = MfaNode.start(test, keyset.rotated())) {
      use(rotated, ada.recoveryCodes().get(0));
      assertThat(refused(ada.recoveryCodes().get(0))).isEqualTo(Failure.SECOND_FACTOR_INVALID);
      rotated.prove(ada);
    }
  }

  @Test
  void whatIsStoredIsTiedToThePerson() {
    MfaNode.App eve = node.enrol(MfaNode.caller());
    test.execute(
        "UPDATE mfa.person SET recovery_codes = (SELECT recovery_codes FROM mfa.person WHERE"
            + " person_id = '%s') WHERE person_id = '%s'"
                .formatted(ada.caller().person(), eve.caller().person()));
    assertThat(node.refusal(MfaNode.recovery(eve.caller().person(), ada.recoveryCodes().get(0))))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
  }

  @Test
  void noMessageShowsASecretByAccident() {
    TotpSetup setUp = new TotpSetup("MZXW6YTB", "otpauth://", "data:");
    assertThat(
            List.of(
                    new RecoveryCodes(ada.recoveryCodes()).toString(),
                    setUp.toString(),
                    new ConfirmTotp(ada.caller(), "123456").toString(),
                    MfaNode.totp(ada.caller().person(), "123456").toString(),
                    new TotpStore.Prompt(true, ada.secret(), java.time.Instant.EPOCH).toString())
                .toString())
        .doesNotContain("123456", "MZXW6YTB", ada.recoveryCodes().get(0));
  }
}
