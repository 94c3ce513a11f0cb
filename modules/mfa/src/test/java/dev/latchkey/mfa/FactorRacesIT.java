package dev.latchkey.mfa;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.ListPasskeys;
import dev.latchkey.api.mfa.ListTrustedDevices;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.OfferPasskeySignIn;
import dev.latchkey.api.mfa.PasskeyAdded;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.TrustedDeviceToken;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.api.mfa.VerifyPasskey;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/** Two nodes on one database, asked at once. */
class FactorRacesIT {

  private static final TestDatabase TEST = TestDatabase.with("mfa");

  private static final List<MfaNode> NODES = new ArrayList<>();

  private MfaNode node;
  private Caller ada;
  private PersonId person;
  private MfaNode.App app;

  @BeforeAll
  static void startNodes() {
    NODES.add(MfaNode.start(TEST));
    NODES.add(MfaNode.start(TEST));
  }

  @AfterAll
  static void stopNodes() {
    NODES.forEach(MfaNode::close);
  }

  @BeforeEach
  void enrol() {
    node = NODES.get(0);
    ada = MfaNode.caller();
    person = ada.person();
    app = node.enrol(ada);
    node.forgetSteps();
  }

  /** Those answers that were no refusals, of so many requests at once to all nodes in turn. */
  private static <R extends Record> List<R> race(int requests, IntFunction<Request<R>> request) {
    List<Future<R>> asked =
        IntStream.range(0, requests)
            .mapToObj(each -> NODES.get(each % NODES.size()).bus.ask(request.apply(each)))
            .toList();
    try {
      Future.join(asked).otherwiseEmpty().await(30, SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException(late);
    }
    assertThat(asked)
        .filteredOn(Future::failed)
        .extracting(Future::cause)
        .allSatisfy(cause -> assertThat(cause).isInstanceOf(Refusal.class))
        .noneMatch(
            cause -> ((Refusal) cause).failure().kind().name().matches("INTERNAL|UNAVAILABLE"));
    return asked.stream().filter(Future::succeeded).map(Future::result).toList();
  }

  @RepeatedTest(25)
  void aCodeOfAnAppIsGoodOnceHoweverManyBringIt() {
    String code = node.code(app.secret());
    String grouped = code.substring(0, 3) + " " + code.substring(3);
    assertThat(race(32, each -> MfaNode.totp(person, each % 3 == 0 ? grouped : code))).hasSize(1);
  }

  @RepeatedTest(25)
  void ofTheCodesOfThreeStepsNoneIsGoodTwice() {
    List<String> codes =
        List.of(node.code(app.secret(), -1), node.code(app.secret()), node.code(app.secret(), 1));
    int accepted = race(18, each -> MfaNode.totp(person, codes.get(each % 3))).size();
    assertThat(accepted).isBetween(1, 3);
    assertThat(race(3, each -> MfaNode.totp(person, codes.get(each))).size() + accepted)
        .isBetween(1, 3);
  }

  @RepeatedTest(25)
  void aRecoveryCodeIsGoodOnceHoweverManyBringIt() {
    String code = app.recoveryCodes().get(0);
    assertThat(race(32, each -> MfaNode.recovery(person, code))).hasSize(1);
    assertThat(TEST.column(remaining())).containsExactly("9");
  }

  @RepeatedTest(10)
  void differentRecoveryCodesAtOnceAreAllGoodAndCountedRight() {
    assertThat(race(10, each -> MfaNode.recovery(person, app.recoveryCodes().get(each))))
        .hasSize(10);
    assertThat(TEST.column(remaining())).containsExactly("0");
    assertThat(
            TEST.column(
                "SELECT (data->>'remaining')::int FROM kernel.event WHERE type ="
                    + " 'recovery.code_used' AND subject_id = '%s' ORDER BY 1".formatted(person)))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  private String remaining() {
    return "SELECT cardinality(recovery_codes) FROM mfa.person WHERE person_id = '%s'"
        .formatted(person);
  }

  @RepeatedTest(10)
  void ofManyReplacementsOneSetOfCodesIsGood() {
    List<RecoveryCodes> answers = race(16, each -> new ReplaceRecoveryCodes(ada));
    assertThat(answers).hasSize(16);
    assertThat(race(16, each -> MfaNode.recovery(person, answers.get(each).codes().get(0))))
        .hasSize(1);
    assertThat(node.factors(ada).generation()).isEqualTo(17);
  }

  @RepeatedTest(10)
  void aCodeThatIsUsedWhileItIsReplacedIsGoodAtMostOnceAndLeavesTheNewOnesWhole() {
    String code = app.recoveryCodes().get(0);
    List<Record> answers =
        race(
            16,
            each ->
                asRecord(
                    each == 7 ? new ReplaceRecoveryCodes(ada) : MfaNode.recovery(person, code)));
    assertThat(answers.stream().filter(RecoveryCodes.class::isInstance)).hasSize(1);
    assertThat(answers).hasSizeLessThanOrEqualTo(2);
    assertThat(TEST.column(remaining())).containsExactly("10");
  }

  @SuppressWarnings("unchecked")
  private static Request<Record> asRecord(Request<? extends Record> request) {
    return (Request<Record>) request;
  }

  @RepeatedTest(25)
  void theTokenOfADeviceIsGoodOnceHoweverManyBringIt() {
    String token = node.ask(new TrustDevice(person, null, 1, 1, "Laptop", MfaNode.ORIGIN)).token();
    List<TrustedDeviceToken> next =
        race(32, each -> new UseTrustedDevice(person, 1, token, MfaNode.ORIGIN));
    assertThat(next).hasSize(1);
    node.ask(new UseTrustedDevice(person, 1, next.get(0).token(), MfaNode.ORIGIN));
  }

  @RepeatedTest(5)
  void thereAreNeverMoreThanTenDevices() {
    race(32, each -> new TrustDevice(person, null, 1, 1, "Device " + each, MfaNode.ORIGIN));
    assertThat(
            TEST.column(
                "SELECT count(*) FROM mfa.trusted_device WHERE person_id = '%s'".formatted(person)))
        .containsExactly("10");
    assertThat(node.ask(new ListTrustedDevices(ada)).items()).hasSize(10);
  }

  @RepeatedTest(10)
  void noDeviceOutlivesAChangeOfTheFactors() {
    race(
        16,
        each ->
            asRecord(
                each == 5
                    ? new ReplaceRecoveryCodes(ada)
                    : new TrustDevice(person, null, 1, 1, "Device " + each, MfaNode.ORIGIN)));
    assertThat(node.ask(new ListTrustedDevices(ada)).items()).isEmpty();
    assertThat(
            TEST.column(
                "SELECT 1 FROM mfa.trusted_device WHERE person_id = '%s'".formatted(person)))
        .isEmpty();
  }

  @RepeatedTest(10)
  void aSetUpIsConfirmedOnce() {
    Caller eve = MfaNode.caller();
    String code = node.code(MfaNode.secret(node.ask(new BeginTotp(eve))));
    assertThat(race(16, each -> new ConfirmTotp(eve, code))).hasSize(1);
    assertThat(node.factors(eve).generation()).isEqualTo(1);
  }

  @RepeatedTest(5)
  void parallelGuessesDoNotSlipPastTheLimit() {
    race(64, each -> MfaNode.totp(person, "wrong"));
    assertThat(
            TEST.column("SELECT failures FROM kernel.guess WHERE subject = '%s'".formatted(person)))
        .containsExactly("20");
  }

  private String made(Browser browser) {
    return browser.make(node.ask(new OfferPasskey(ada)));
  }

  @RepeatedTest(25)
  void anAnswerOfAPasskeyIsGoodOnceHoweverManyBringIt() {
    Browser browser = new Browser();
    node.ask(new AddPasskey(ada, "Laptop", made(browser)));
    String used = browser.use(node.ask(new OfferPasskeySignIn(person)));
    assertThat(race(16, each -> new VerifyPasskey(person, null, used, MfaNode.ORIGIN))).hasSize(1);
  }

  @RepeatedTest(10)
  void aPasskeyIsAddedOnceHoweverManyBringIt() {
    String made = made(new Browser());
    assertThat(race(16, each -> new AddPasskey(ada, "Laptop", made))).hasSize(1);
    assertThat(node.ask(new ListPasskeys(ada)).items()).hasSize(1);
  }

  @RepeatedTest(10)
  void ofManyFirstPasskeysOneBringsRecoveryCodes() {
    node.ask(new RemoveTotp(ada));
    List<String> made = IntStream.range(0, 8).mapToObj(each -> made(new Browser())).toList();
    List<PasskeyAdded> added = race(8, each -> new AddPasskey(ada, "Key", made.get(each)));
    assertThat(added).hasSize(8);
    assertThat(added.stream().filter(each -> each.recoveryCodes() != null)).hasSize(1);
    assertThat(TEST.column(remaining())).containsExactly("10");
  }

  /** One credential, answered to an offer of each. */
  @RepeatedTest(10)
  void aPasskeyIsOfOnePersonHoweverManyBringIt() {
    JsonObject shared = new JsonObject(made(new Browser()));
    List<Caller> people = Stream.generate(MfaNode::caller).limit(8).toList();
    List<String> brought =
        people.stream()
            .map(each -> new Browser().make(node.ask(new OfferPasskey(each))))
            .map(own -> withAttestationOf(shared, new JsonObject(own)))
            .toList();
    assertThat(race(8, each -> new AddPasskey(people.get(each), "Key", brought.get(each))))
        .hasSize(1);
    assertThat(people.stream().filter(each -> node.factors(each).enabled())).hasSize(1);
  }

  private static String withAttestationOf(JsonObject shared, JsonObject own) {
    String attestation = shared.getJsonObject("response").getString("attestationObject");
    own.getJsonObject("response").put("attestationObject", attestation);
    return own.put("id", shared.getString("id")).put("rawId", shared.getString("id")).encode();
  }

  @RepeatedTest(5)
  void thereAreNeverMoreThanTwentyPasskeys() {
    node.ask(new AddPasskey(ada, "Laptop", made(new Browser())));
    TEST.execute(
        """
        INSERT INTO mfa.passkey (id, person_id, credential_id, public_key, aaguid, sign_count,
               backup_eligible, backed_up, name)
        SELECT gen_random_uuid(), person_id, uuid_send(gen_random_uuid()), public_key, aaguid, 0,
               false, false, 'Copy'
          FROM mfa.passkey, generate_series(1, 18) WHERE person_id = '%s'
        """
            .formatted(person));
    List<String> made = IntStream.range(0, 8).mapToObj(each -> made(new Browser())).toList();
    assertThat(race(8, each -> new AddPasskey(ada, "Key", made.get(each)))).hasSize(1);
    assertThat(node.ask(new ListPasskeys(ada)).items()).hasSize(PasskeyStore.MOST);
  }

  /** Two signatures whose counters cross on their way: the one that falls is refused. */
  @RepeatedTest(10)
  void aCounterNeverFallsUnderARace() {
    Browser browser = new Browser();
    node.ask(new AddPasskey(ada, "Laptop", made(browser)));
    List<String> used =
        IntStream.range(0, 8)
            .mapToObj(each -> browser.use(node.ask(new OfferPasskeySignIn(person))))
            .toList();
    int accepted =
        race(8, each -> new VerifyPasskey(person, null, used.get(7 - each), MfaNode.ORIGIN)).size();
    assertThat(accepted).isBetween(1, 8);
    assertThat(
            TEST.column(
                "SELECT count(*) FROM kernel.event WHERE subject_id = '%s' AND (data->>'counterFell')::bool"
                    .formatted(person)))
        .containsExactly(String.valueOf(8 - accepted));
  }
}
