package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.ListPasskeys;
import dev.latchkey.api.mfa.MfaStatus;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.OfferPasskeySignIn;
import dev.latchkey.api.mfa.PasskeyAdded;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyProven;
import dev.latchkey.api.mfa.PasskeyView;
import dev.latchkey.api.mfa.RemovePasskey;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.RenamePasskey;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.VerifyPasskey;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasskeysIT {

  private static final Set<FactorMethod> BOTH =
      Set.of(FactorMethod.PASSKEY, FactorMethod.RECOVERY_CODE);

  private static final String REFUSED =
      """
      SELECT concat_ws(' ', data->>'passkey', data->>'counterFell')
        FROM kernel.event WHERE type = 'second.factor_refused'\
      """;

  private final TestDatabase test = TestDatabase.with("mfa");
  private final Caller ada = MfaNode.caller();
  private final Caller eve = MfaNode.caller();
  private final Browser browser = new Browser();
  private MfaNode node;

  @BeforeEach
  void start() {
    node = MfaNode.start(test);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private PasskeyAdded add(Caller caller, Browser by) {
    return node.ask(new AddPasskey(caller, "Laptop", by.make(node.ask(new OfferPasskey(caller)))));
  }

  private PasskeyOffer offer(@Nullable Caller caller) {
    return node.ask(new OfferPasskeySignIn(caller == null ? null : caller.person()));
  }

  private static VerifyPasskey verify(@Nullable Caller caller, String credential) {
    return new VerifyPasskey(
        caller == null ? null : caller.person(), null, credential, MfaNode.ORIGIN);
  }

  private void assertRefused(@Nullable Caller caller, String credential) {
    assertThat(node.refusal(verify(caller, credential))).isEqualTo(Failure.SECOND_FACTOR_INVALID);
  }

  private void assertNotAdded(String credential) {
    assertThat(node.refusal(new AddPasskey(ada, "Laptop", credential)))
        .isEqualTo(Failure.PASSKEY_REFUSED);
  }

  private void later(String by) {
    test.execute("UPDATE mfa.ceremony SET expires_at = expires_at - interval '%s'".formatted(by));
  }

  @Test
  void theFirstBringsRecoveryCodes() {
    PasskeyAdded added = add(ada, browser);
    PasskeyView view = added.passkey();
    assertThat(Objects.requireNonNull(added.recoveryCodes()).codes()).hasSize(10);
    assertThat(view.name()).isEqualTo("Laptop");
    assertThat(view.lastUsedAt()).isNull();
    assertThat(node.ask(new ListPasskeys(ada)).items()).containsExactly(view);
    assertThat(node.factors(ada)).isEqualTo(new Factors(BOTH, 1));
    assertThat(node.ask(new DescribeMfa(ada)))
        .isEqualTo(new MfaStatus(true, BOTH, false, 1, 10, false));
    node.ask(MfaNode.recovery(ada.person(), added.recoveryCodes().codes().get(0)));
    assertThat(node.events())
        .startsWith("passkey.added done person {\"passkey\": \"%s\"}".formatted(view.id()));
    assertThat(test.column("SELECT max(personal->>'passkeyName') FROM kernel.event"))
        .containsExactly("Laptop");
  }

  @Test
  void anotherLeavesTheRecoveryCodesAsTheyAre() {
    List<String> codes = Objects.requireNonNull(add(ada, browser).recoveryCodes()).codes();
    JsonObject options = Browser.options(node.ask(new OfferPasskey(ada)));
    assertThat(options.getJsonArray("excludeCredentials").getJsonObject(0).getString("id"))
        .isEqualTo(credentialId());
    assertThat(add(ada, new Browser()).recoveryCodes()).isNull();
    node.ask(MfaNode.recovery(ada.person(), codes.get(0)));
    assertThat(node.factors(ada).generation()).isEqualTo(2);

    MfaNode.App app = node.enrol(eve);
    assertThat(add(eve, new Browser()).recoveryCodes()).isNull();
    node.ask(MfaNode.recovery(eve.person(), app.recoveryCodes().get(0)));
    assertThat(node.factors(eve).methods()).containsExactlyInAnyOrder(FactorMethod.values());
  }

  private String credentialId() {
    String hexadecimal =
        test.column("SELECT encode(credential_id, 'base64') FROM mfa.passkey").get(0);
    return Browser.text(Base64.getMimeDecoder().decode(hexadecimal));
  }

  @Test
  void itProvesTheSecondStep() {
    add(ada, browser);
    assertThat(node.ask(verify(ada, browser.use(offer(ada)))))
        .isEqualTo(new PasskeyProven(ada.person(), true, 1));
    assertThat(node.ask(verify(ada, browser.useUnverified(offer(ada)))))
        .isEqualTo(new PasskeyProven(ada.person(), false, 1));
    assertThat(node.ask(new ListPasskeys(ada)).items().get(0).lastUsedAt()).isNotNull();
    assertThat(node.events()).hasSize(1);
  }

  @Test
  void itIsASecondFactorLikeTheOthers() {
    add(ada, browser);
    SecondFactor proof = new SecondFactor(null, null, browser.use(offer(ada)));
    VerifySecondFactor request = new VerifySecondFactor(ada.person(), null, proof, MfaNode.ORIGIN);
    assertThat(node.ask(request)).isEqualTo(new SecondFactorProven(FactorMethod.PASSKEY, 1));
    assertThat(node.refusal(request)).isEqualTo(Failure.SECOND_FACTOR_INVALID);
    SecondFactor two = new SecondFactor("123456", null, browser.use(offer(ada)));
    assertThat(node.refusal(new VerifySecondFactor(ada.person(), null, two, MfaNode.ORIGIN)))
        .isEqualTo(Failure.INVALID_REQUEST);
  }

  @Test
  void itSignsInWithoutAPassword() {
    add(ada, browser);
    add(eve, new Browser());
    assertThat(node.ask(verify(null, browser.use(offer(null)))))
        .isEqualTo(new PasskeyProven(ada.person(), true, 1));
  }

  @Test
  void withoutAPasswordTheUserMustBeVerified() {
    PasskeyId passkey = add(ada, browser).passkey().id();
    assertRefused(null, browser.useUnverified(offer(null)));
    assertRefused(null, "{}");
    assertThat(node.events())
        .contains(
            "second.factor_refused refused anonymous {\"method\": \"passkey\", \"passkey\": \"%s\"}"
                .formatted(passkey),
            "second.factor_refused refused anonymous {\"method\": \"passkey\"}");
  }

  @Test
  void whoeverHasNoneCanNotBeAskedForOne() {
    assertThat(node.refusal(new OfferPasskeySignIn(ada.person()))).isEqualTo(Failure.NOT_FOUND);
    assertRefused(ada, "{}");
  }

  @Test
  void aPageElsewhereGetsNobodyIn() {
    add(ada, browser);
    browser.at("https://id.example.com");
    assertRefused(ada, browser.use(offer(ada)));
    assertRefused(null, browser.use(offer(null)));
    assertNotAdded(new Browser().at("https://evil.org").make(node.ask(new OfferPasskey(ada))));
    browser.at("https://app.example.org");
    node.ask(verify(ada, browser.use(offer(ada))));
  }

  @Test
  void anotherRelyingPartyGetsNobodyIn() {
    JsonObject options = Browser.options(node.ask(new OfferPasskey(ada)));
    options.getJsonObject("rp").put("id", "evil.org");
    assertNotAdded(browser.make(options));
    assertThat(node.factors(ada).enabled()).isFalse();
  }

  @Test
  void anOfferIsGoodForOneAnswerRightOrWrong() {
    add(ada, browser);
    String used = browser.use(offer(ada));
    node.ask(verify(ada, used));
    assertRefused(ada, used);

    PasskeyOffer offer = offer(ada);
    String wrong = browser.at("https://evil.org").use(offer);
    assertRefused(ada, wrong);
    assertRefused(ada, browser.at(Browser.ORIGIN).use(offer));
  }

  @Test
  void anOfferLivesFiveMinutes() {
    add(ada, browser);
    PasskeyOffer offer = offer(ada);
    later("290 seconds");
    node.ask(verify(ada, browser.use(offer)));
    offer = offer(ada);
    PasskeyOffer creation = node.ask(new OfferPasskey(ada));
    later("301 seconds");
    assertRefused(ada, browser.use(offer));
    assertNotAdded(new Browser().make(creation));
  }

  @Test
  void expiredOffersAreRemovedHoweverMany() {
    test.execute(
        """
        INSERT INTO mfa.ceremony (digest, kind, expires_at)
        SELECT uuid_send(gen_random_uuid()), 'use', now() - interval '1 s'
          FROM generate_series(1, %d)
        """
            .formatted(2 * CeremonyStore.PURGED_AT_ONCE + 1));
    add(ada, browser);
    PasskeyOffer offer = offer(ada);
    node.get(new CeremonyStore(node.database).purge());
    assertThat(test.column("SELECT count(*) FROM mfa.ceremony WHERE expires_at < now()"))
        .containsExactly("0");
    node.ask(verify(ada, browser.use(offer)));
  }

  @Test
  void anOfferIsGoodForWhatItWasMadeForOnly() {
    add(ada, browser);
    Browser hers = new Browser();
    add(eve, hers);
    assertRefused(null, browser.use(offer(ada)));
    assertRefused(ada, browser.use(offer(null)));
    assertRefused(eve, browser.use(offer(ada)));
    assertNotAdded(new Browser().make(node.ask(new OfferPasskey(eve))));

    JsonObject creation = Browser.options(node.ask(new OfferPasskey(ada)));
    JsonObject mixed =
        Browser.options(offer(ada)).put("challenge", creation.getString("challenge"));
    assertRefused(ada, browser.use(mixed));
  }

  @Test
  void anotherPersonsPasskeyGetsNobodyIn() {
    add(ada, browser);
    Browser hers = new Browser();
    add(eve, hers);
    JsonObject options =
        Browser.options(offer(ada))
            .put("allowCredentials", Browser.options(offer(eve)).getJsonArray("allowCredentials"));
    assertRefused(ada, hers.use(options));
    assertThat(
            test.column("SELECT DISTINCT subject_id FROM kernel.event WHERE outcome = 'refused'"))
        .containsExactly(ada.person().toString());
  }

  @Test
  void aRemovedPasskeyGetsNobodyIn() {
    PasskeyView added = add(ada, browser).passkey();
    PasskeyOffer offer = offer(ada);
    node.ask(new RemovePasskey(ada, added.id()));
    assertRefused(ada, browser.use(offer));
    assertRefused(null, browser.use(offer(null)));
  }

  @Test
  void aCounterThatFallsIsRefusedAndGoesOnRecord() {
    PasskeyId passkey = add(ada, browser).passkey().id();
    node.ask(verify(ada, browser.use(offer(ada))));
    test.execute("UPDATE mfa.passkey SET sign_count = sign_count + 10");
    assertRefused(ada, browser.use(offer(ada)));
    assertThat(test.column(REFUSED)).containsExactly("%s true".formatted(passkey));
  }

  @Test
  void ofAPasskeyThatWasRemovedMeanwhileNoCounterFell() {
    PasskeyId passkey = add(ada, browser).passkey().id();
    Change refusal =
        FactorEvents.refused(ada.person(), null, MfaNode.ORIGIN, FactorMethod.PASSKEY)
            .with("passkey", passkey.toString())
            .with("counterFell", true);
    node.ask(new RemovePasskey(ada, passkey));
    PasskeyStore.Use use = new PasskeyStore.Use(passkey, 9, false);
    assertThat(node.get(new PasskeyStore(node.database).settle(Optional.of(use), refusal)))
        .isEmpty();
    assertThat(test.column(REFUSED)).containsExactly(passkey.toString());
  }

  @Test
  void anAuthenticatorThatDoesNotCountStaysGood() {
    browser.authenticator.setCountUpEnabled(false);
    add(ada, browser);
    node.ask(verify(ada, browser.use(offer(ada))));
    node.ask(verify(ada, browser.use(offer(ada))));
    assertThat(test.column("SELECT sign_count FROM mfa.passkey")).containsExactly("0");
  }

  @Test
  void anOfferMakesOnePasskey() {
    PasskeyOffer offer = node.ask(new OfferPasskey(ada));
    String made = browser.make(offer);
    node.ask(new AddPasskey(ada, "Laptop", made));
    assertNotAdded(made);
    assertNotAdded(new Browser().make(offer));
    assertThat(node.factors(ada).generation()).isEqualTo(1);
  }

  @Test
  void aCredentialIsOfOnePersonOnly() {
    String made = browser.make(node.ask(new OfferPasskey(ada)));
    node.ask(new AddPasskey(ada, "Laptop", made));
    JsonObject hers = new JsonObject(new Browser().make(node.ask(new OfferPasskey(eve))));
    hers.getJsonObject("response")
        .put(
            "attestationObject",
            new JsonObject(made).getJsonObject("response").getString("attestationObject"));
    hers.put("id", new JsonObject(made).getString("id")).put("rawId", hers.getString("id"));
    assertThat(node.refusal(new AddPasskey(eve, "Laptop", hers.encode())))
        .isEqualTo(Failure.PASSKEY_KNOWN);
    assertThat(node.factors(eve)).isEqualTo(new Factors(Set.of(), 0));
  }

  @Test
  void thereAreTwentyAtMost() {
    add(ada, browser);
    IntStream.range(1, PasskeyStore.MOST)
        .forEach(
            each ->
                test.execute(
                    "INSERT INTO mfa.passkey (id, person_id, credential_id, public_key, aaguid,"
                        + " sign_count, backup_eligible, backed_up, name) SELECT '%s', person_id,"
                            .formatted(Ids.next())
                        + " '\\x%02x', public_key, aaguid, 0, false, false, 'Copy' FROM mfa.passkey LIMIT 1"
                            .formatted(each)));
    String made = new Browser().make(node.ask(new OfferPasskey(ada)));
    assertThat(node.refusal(new AddPasskey(ada, "Laptop", made)))
        .isEqualTo(Failure.TOO_MANY_PASSKEYS);
    assertThat(node.ask(new ListPasskeys(ada)).items()).hasSize(20);
  }

  @Test
  void itsNameIsThePersonsChoice() {
    PasskeyId passkey = add(ada, browser).passkey().id();
    assertThat(node.ask(new RenamePasskey(ada, passkey, " Desk\u0000top ")).name())
        .isEqualTo("Desktop");
    assertThat(node.ask(new RenamePasskey(ada, passkey, "x".repeat(101))).name()).hasSize(100);
    assertThat(node.refusal(new RenamePasskey(ada, passkey, " ")))
        .isEqualTo(Failure.INVALID_REQUEST);
    assertThat(node.refusal(new RenamePasskey(eve, passkey, "Mine"))).isEqualTo(Failure.NOT_FOUND);
    String made = new Browser().make(node.ask(new OfferPasskey(ada)));
    assertThat(node.refusal(new AddPasskey(ada, "", made))).isEqualTo(Failure.INVALID_REQUEST);
    assertThat(node.events())
        .contains("passkey.renamed done person {\"passkey\": \"%s\"}".formatted(passkey));
  }

  @Test
  void withTheLastFactorTheRecoveryCodesGo() {
    PasskeyId first = add(ada, browser).passkey().id();
    PasskeyId second = add(ada, new Browser()).passkey().id();
    assertThat(node.refusal(new RemovePasskey(eve, first))).isEqualTo(Failure.NOT_FOUND);
    node.ask(new RemovePasskey(ada, first));
    assertThat(node.ask(new DescribeMfa(ada)).recoveryCodesRemaining()).isEqualTo(10);
    node.ask(new RemovePasskey(ada, second));
    assertThat(node.factors(ada)).isEqualTo(new Factors(Set.of(), 4));
    assertThat(test.column("SELECT cardinality(recovery_codes) FROM mfa.person"))
        .contains("0")
        .doesNotContain("10");
    assertThat(node.refusal(new RemovePasskey(ada, second))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.refusal(new ReplaceRecoveryCodes(ada))).isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void theLastFactorStaysWhereOneIsDemandedWhateverItIs() {
    node.enrol(ada);
    PasskeyId passkey = add(ada, browser).passkey().id();
    node.accounts.secondFactorRequired = true;
    node.ask(new RemoveTotp(ada));
    assertThat(node.refusal(new RemovePasskey(ada, passkey)))
        .isEqualTo(Failure.SECOND_FACTOR_REQUIRED);
    assertThat(node.factors(ada)).isEqualTo(new Factors(BOTH, 3));
    node.ask(verify(ada, browser.use(offer(ada))));

    node.enrol(ada);
    node.ask(new RemovePasskey(ada, passkey));
    assertThat(node.refusal(new RemoveTotp(ada))).isEqualTo(Failure.SECOND_FACTOR_REQUIRED);
  }

  @Test
  void devicesAreTrustedByWhoeverHasOnlyPasskeysAndNoMoreAfterAChange() {
    add(ada, browser);
    node.ask(new TrustDevice(ada.person(), null, 1, 1, "Laptop", MfaNode.ORIGIN));
    assertThat(test.column("SELECT name FROM mfa.trusted_device")).containsExactly("Laptop");
    add(ada, new Browser());
    assertThat(test.column("SELECT name FROM mfa.trusted_device")).isEmpty();
  }

  @Test
  void aResetTakesThemAll() {
    add(ada, browser);
    add(ada, new Browser());
    node.ask(new ResetMfa(eve, ada.person()));
    assertThat(node.factors(ada).enabled()).isFalse();
    assertThat(node.ask(new ListPasskeys(ada)).items()).isEmpty();
  }

  @Test
  void eachActCostsAFewStatements() {
    assertThat(node.statements(() -> node.ask(new OfferPasskey(ada)))).isEqualTo(1);
    String made = browser.make(node.ask(new OfferPasskey(ada)));
    assertThat(node.statements(() -> node.ask(new AddPasskey(ada, "Laptop", made)))).isEqualTo(9);
    assertThat(node.statements(() -> offer(ada))).isEqualTo(1);
    String used = browser.use(offer(ada));
    assertThat(node.statements(() -> node.ask(verify(ada, used)))).isEqualTo(2);
    assertThat(node.statements(() -> assertRefused(ada, used))).isEqualTo(2);
    assertThat(node.statements(() -> assertRefused(ada, "{}"))).isEqualTo(1);
  }

  @Test
  void noMessageShowsACredentialByAccident() {
    PersonId person = ada.person();
    assertThat(
            List.of(
                    new AddPasskey(ada, "Laptop", "secret-text"),
                    new VerifyPasskey(person, null, "secret-text", MfaNode.ORIGIN),
                    new PasskeyOffer("secret-text"))
                .toString())
        .doesNotContain("secret-text");
  }
}
