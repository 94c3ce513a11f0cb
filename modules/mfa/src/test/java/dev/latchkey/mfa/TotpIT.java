package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.MfaStatus;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.TotpSetup;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.testing.TestDatabase;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TotpIT {

  private static final Set<FactorMethod> BOTH =
      Set.of(FactorMethod.TOTP, FactorMethod.RECOVERY_CODE);

  private final TestDatabase test = TestDatabase.with("mfa");
  private final Caller ada = MfaNode.caller();
  private MfaNode node;

  @BeforeEach
  void start() {
    node = MfaNode.start(test);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void later(String table, String column, String by) {
    test.execute("UPDATE mfa.%s SET %s = %s - interval '%s'".formatted(table, column, column, by));
  }

  @Test
  void anAppIsBoundByItsFirstCode() {
    assertThat(node.factors(ada)).isEqualTo(new Factors(Set.of(), 0));
    TotpSetup setUp = node.ask(new BeginTotp(ada));
    assertThat(setUp.secret()).matches("[A-Z2-7]{32}");
    assertThat(setUp.uri())
        .isEqualTo(
            "otpauth://totp/Analytical%20Engines:ada%40example.com?secret="
                + setUp.secret()
                + "&issuer=Analytical%20Engines&algorithm=SHA1&digits=6&period=30");
    assertThat(setUp.qrCode()).isEqualTo(QrPicture.dataUri(setUp.uri()));
    assertThat(node.factors(ada).enabled()).isFalse();

    String code = node.code(MfaNode.secret(setUp));
    List<String> codes = node.ask(new ConfirmTotp(ada, code)).codes();

    assertThat(codes).hasSize(10).allMatch(each -> each.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
    assertThat(node.factors(ada)).isEqualTo(new Factors(BOTH, 1));
    assertThat(node.events()).containsExactly("totp.added done person {}");
    assertThat(test.column("SELECT concat(subject_kind, subject_id, actor_id) FROM kernel.event"))
        .containsExactly("person" + ada.person() + ada.person());
  }

  @Test
  void noCodesAreMadeForWhoeverIsToSeeNone() {
    String code = node.code(MfaNode.secret(node.ask(new BeginTotp(ada))));
    assertThat(node.ask(new ConfirmTotp(ada, code, false)).codes()).isEmpty();
    assertThat(node.factors(ada)).isEqualTo(new Factors(Set.of(FactorMethod.TOTP), 1));
    assertThat(node.events()).containsExactly("totp.added done person {}");
    assertThat(node.ask(new ReplaceRecoveryCodes(ada)).codes()).hasSize(10);
  }

  @Test
  void codesOfBeforeStayWhereNoneAreAskedFor() {
    test.execute(
        "INSERT INTO mfa.person (person_id, generation, recovery_codes)"
            + " VALUES ('%s', 1, ARRAY['a'::bytea, 'b'::bytea])".formatted(ada.person()));
    String code = node.code(MfaNode.secret(node.ask(new BeginTotp(ada))));
    node.ask(new ConfirmTotp(ada, code, false));
    assertThat(node.ask(new DescribeMfa(ada)).recoveryCodesRemaining()).isEqualTo(2);
  }

  @Test
  void somebodyWithoutAnAddressIsToldByTheirHandle() {
    node.accounts.email = null;
    assertThat(node.ask(new BeginTotp(ada)).uri())
        .startsWith("otpauth://totp/Analytical%20Engines:ada?");
  }

  @Test
  void theStatusSaysWhatThereIs() {
    assertThat(node.ask(new DescribeMfa(ada)))
        .isEqualTo(new MfaStatus(false, Set.of(), false, 0, 0, false));
    MfaNode.App app = node.enrol(ada);
    node.ask(MfaNode.recovery(ada.person(), app.recoveryCodes().get(3)));
    node.accounts.secondFactorRequired = true;
    assertThat(node.ask(new DescribeMfa(ada)))
        .isEqualTo(new MfaStatus(true, BOTH, true, 0, 9, true));
    assertThat(node.ask(new DescribeMfa(ada.owingSecondFactor())).enabled()).isTrue();

    node.accounts.gone = true;
    assertThat(node.refusal(new DescribeMfa(ada))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void theCodeThatConfirmedDoesNotSignIn() {
    TotpSetup setUp = node.ask(new BeginTotp(ada));
    String code = node.code(MfaNode.secret(setUp));
    node.ask(new ConfirmTotp(ada, code));
    assertThat(node.refusal(MfaNode.totp(ada.person(), code)))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(node.ask(MfaNode.totp(ada.person(), node.code(MfaNode.secret(setUp), 1))))
        .isEqualTo(new SecondFactorProven(FactorMethod.TOTP, 1));
  }

  @Test
  void aCodeCountsOnceHoweverItIsWrittenAndNoneBeforeItAfterwards() {
    MfaNode.App app = node.enrol(ada);
    node.forgetSteps();
    String earlier = node.code(app.secret(), -1);
    String code = node.code(app.secret());
    node.ask(MfaNode.totp(ada.person(), " " + code.substring(0, 3) + "-" + code.substring(3)));
    for (String replayed :
        List.of(code, code.substring(0, 3) + " " + code.substring(3), code + " ", earlier)) {
      assertThat(node.refusal(MfaNode.totp(ada.person(), replayed)))
          .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    }
    assertThat(node.ask(MfaNode.totp(ada.person(), node.code(app.secret(), 1))).generation())
        .isEqualTo(1);
  }

  @Test
  void codesOfTwoStepsAwayAreWrong() {
    MfaNode.App app = node.enrol(ada);
    node.forgetSteps();
    for (int steps : new int[] {-3, 3}) {
      assertThat(node.refusal(MfaNode.totp(ada.person(), node.code(app.secret(), steps))))
          .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    }
  }

  @Test
  void aSetUpLivesTenMinutes() {
    TotpSetup setUp = node.ask(new BeginTotp(ada));
    later("totp", "created_at", "601 seconds");
    assertThat(node.refusal(new ConfirmTotp(ada, node.code(MfaNode.secret(setUp)))))
        .isEqualTo(Failure.TOTP_NOT_BEGUN);

    setUp = node.ask(new BeginTotp(ada));
    later("totp", "created_at", "590 seconds");
    node.ask(new ConfirmTotp(ada, node.code(MfaNode.secret(setUp))));
  }

  @Test
  void beginningAgainMakesTheSecretOfBeforeWorthless() {
    byte[] first = MfaNode.secret(node.ask(new BeginTotp(ada)));
    byte[] second = MfaNode.secret(node.ask(new BeginTotp(ada)));
    assertThat(node.refusal(new ConfirmTotp(ada, node.code(first))))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    node.ask(new ConfirmTotp(ada, node.code(second)));
    assertThat(node.events())
        .containsExactly(
            "second.factor_refused refused person {\"method\": \"totp\", \"confirming\": true}",
            "totp.added done person {}");
  }

  @Test
  void whatIsBeingSetUpProvesNothing() {
    byte[] secret = MfaNode.secret(node.ask(new BeginTotp(ada)));
    assertThat(node.refusal(MfaNode.totp(ada.person(), node.code(secret))))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
  }

  @Test
  void nothingIsConfirmedTwiceOrOutOfTheBlue() {
    assertThat(node.refusal(new ConfirmTotp(ada, "123456"))).isEqualTo(Failure.TOTP_NOT_BEGUN);
    MfaNode.App app = node.enrol(ada);
    assertThat(node.refusal(new ConfirmTotp(ada, node.code(app.secret(), 1))))
        .isEqualTo(Failure.TOTP_NOT_BEGUN);
    assertThat(node.refusal(new BeginTotp(ada))).isEqualTo(Failure.TOTP_ACTIVE);
    assertThat(test.column("SELECT 1 FROM kernel.guess")).isEmpty();
    node.prove(app);
  }

  @Test
  void aRowMovedToAnotherPersonDoesNotDecrypt() {
    MfaNode.App app = node.enrol(ada);
    Caller eve = MfaNode.caller();
    node.enrol(eve);
    test.execute(
        "UPDATE mfa.totp SET last_step = 0, secret = (SELECT secret FROM mfa.totp WHERE person_id ="
            + " '%s') WHERE person_id = '%s'".formatted(ada.person(), eve.person()));
    assertThat(node.refusal(MfaNode.totp(eve.person(), node.code(app.secret()))))
        .isEqualTo(Failure.INTERNAL);
    node.prove(app);
  }

  @Test
  void nothingLegibleIsStored() {
    MfaNode.App app = node.enrol(ada);
    String secret = HexFormat.of().formatHex(app.secret());
    assertThat(test.column("SELECT encode(secret, 'hex') FROM mfa.totp").get(0))
        .hasSize(2 * (20 + 33))
        .doesNotContain(secret);
    String everything =
        test.column("SELECT string_agg(e::text, ' ') FROM kernel.event e").get(0)
            + test.column("SELECT encode(recovery_codes[1], 'escape') FROM mfa.person").get(0);
    app.recoveryCodes()
        .forEach(code -> assertThat(everything).doesNotContain(code, code.replace("-", "")));
    assertThat(test.column("SELECT length(mac) FROM mfa.person, unnest(recovery_codes) AS mac"))
        .hasSize(10)
        .containsOnly("32");
  }

  @Test
  void aRemovedAppIsGoneWithEverythingThatHungOnIt() {
    MfaNode.App app = node.enrol(ada);
    assertThat(node.ask(new RemoveTotp(ada))).isEqualTo(Done.DONE);
    assertThat(node.factors(ada)).isEqualTo(new Factors(Set.of(), 2));
    assertThat(node.refusal(MfaNode.totp(ada.person(), node.code(app.secret(), 1))))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(node.refusal(MfaNode.recovery(ada.person(), app.recoveryCodes().get(0))))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(node.refusal(new RemoveTotp(ada))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.refusal(new ReplaceRecoveryCodes(ada))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.factors(ada).generation()).isEqualTo(2);
    assertThat(node.events()).contains("totp.removed done person {}").hasSize(4);

    node.enrol(ada);
    assertThat(node.factors(ada)).isEqualTo(new Factors(BOTH, 3));
  }

  @Test
  void whereOneIsDemandedTheLastFactorStays() {
    MfaNode.App app = node.enrol(ada);
    node.accounts.secondFactorRequired = true;
    assertThat(node.refusal(new RemoveTotp(ada))).isEqualTo(Failure.SECOND_FACTOR_REQUIRED);
    assertThat(node.factors(ada)).isEqualTo(new Factors(BOTH, 1));
    node.ask(MfaNode.recovery(ada.person(), app.recoveryCodes().get(0)));
    assertThat(node.refusal(new RemoveTotp(MfaNode.caller()))).isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void changesWantAFreshProof() {
    Caller stale = MfaNode.caller(ada.person(), false);
    for (var request :
        List.of(
            new BeginTotp(stale),
            new ConfirmTotp(stale, "123456"),
            new RemoveTotp(stale),
            new ReplaceRecoveryCodes(stale))) {
      assertThat(node.refusal(request)).isEqualTo(Failure.REAUTHENTICATION_REQUIRED);
    }
  }

  @Test
  void exactlyOneFactorIsShown() {
    for (SecondFactor none : List.of(new SecondFactor(null, null), new SecondFactor("1", "2"))) {
      assertThat(node.refusal(new VerifySecondFactor(ada.person(), null, none, MfaNode.ORIGIN)))
          .isEqualTo(Failure.INVALID_REQUEST);
    }
    assertThat(node.events()).isEmpty();
  }

  @Test
  void aCodeIsNobodyElses() {
    MfaNode.App app = node.enrol(ada);
    Caller eve = MfaNode.caller();
    node.enrol(eve);
    node.forgetSteps();
    assertThat(node.refusal(MfaNode.totp(eve.person(), node.code(app.secret()))))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
    assertThat(node.refusal(MfaNode.recovery(eve.person(), app.recoveryCodes().get(0))))
        .isEqualTo(Failure.SECOND_FACTOR_INVALID);
  }

  @Test
  void unconfirmedSetUpsAreSweptAway() {
    node.ask(new BeginTotp(ada));
    node.enrol(MfaNode.caller());
    later("totp", "created_at", "11 minutes");
    node.get(new TotpStore(node.database, MfaNode.CONFIG.guesses()).purge());
    assertThat(test.column("SELECT confirmed_at FROM mfa.totp")).hasSize(1).doesNotContainNull();
  }

  @Test
  void everyActCostsWhatItMay() {
    PersonId person = ada.person();
    assertThat(node.statements(() -> node.ask(new BeginTotp(ada)))).isEqualTo(1);
    byte[] secret = MfaNode.secret(node.ask(new BeginTotp(ada)));
    String code = node.code(secret);
    assertThat(node.statements(() -> node.ask(new ConfirmTotp(ada, code)))).isEqualTo(8);
    assertThat(node.statements(() -> node.factors(ada))).isEqualTo(1);
    assertThat(node.statements(() -> node.ask(new DescribeMfa(ada)))).isEqualTo(1);
    node.forgetSteps();
    assertThat(node.statements(() -> node.ask(MfaNode.totp(person, code)))).isEqualTo(2);
    assertThat(node.statements(() -> node.ask(new RemoveTotp(ada)))).isEqualTo(9);
  }
}
