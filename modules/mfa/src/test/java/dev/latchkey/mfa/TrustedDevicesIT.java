package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TrustedDeviceId;
import dev.latchkey.api.mfa.ListTrustedDevices;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.api.mfa.RevokeTrustedDevice;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.TrustedDeviceView;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrustedDevicesIT {

  private static final Origin ELSEWHERE = new Origin("198.51.100.9", null, "request-2");

  private final TestDatabase test = TestDatabase.with("mfa");
  private MfaNode node;
  private Caller ada;

  @BeforeEach
  void start() {
    node = MfaNode.start(test);
    ada = MfaNode.caller();
    node.enrol(ada);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private String trust(@Nullable String name) {
    return node.ask(new TrustDevice(ada.person(), null, 1, 1, name, MfaNode.ORIGIN)).token();
  }

  private UseTrustedDevice use(String token) {
    return new UseTrustedDevice(ada.person(), 1, null, token, ELSEWHERE);
  }

  private Failure refused(String token) {
    return node.refusal(use(token));
  }

  private List<TrustedDeviceView> list() {
    return node.ask(new ListTrustedDevices(ada)).items();
  }

  private void assertDead(String token) {
    assertThat(refused(token)).isEqualTo(Failure.TRUSTED_DEVICE_UNKNOWN);
    assertThat(list()).isEmpty();
  }

  @Test
  void aTrustedDeviceIsKnownByATokenThatIsReplacedAtEachUse() {
    String first = trust("Laptop");
    assertThat(first).startsWith("ltd_").hasSize(52);
    String second = node.ask(use(first)).token();
    assertThat(second).startsWith("ltd_").isNotEqualTo(first);
    assertThat(refused(first)).isEqualTo(Failure.TRUSTED_DEVICE_UNKNOWN);
    String third = node.ask(use(second)).token();
    assertThat(refused(second)).isEqualTo(Failure.TRUSTED_DEVICE_UNKNOWN);
    node.ask(use(third));
    assertThat(list()).hasSize(1);
  }

  @Test
  void onlyADigestOfTheTokenIsStored() {
    String token = trust("Laptop");
    String stored = test.column("SELECT encode(digest, 'hex') FROM mfa.trusted_device").get(0);
    assertThat(HexFormat.of().parseHex(stored)).hasSize(32);
    assertThat(test.column("SELECT concat(d::text) FROM mfa.trusted_device d").get(0))
        .doesNotContain(token.substring(4));
    assertThat(use(token).toString()).doesNotContain(token);
    assertThat(node.ask(use(token)).toString()).isEqualTo("TrustedDeviceToken[]");
  }

  @Test
  void theListTellsThemApart() {
    String named = trust("  Laptop\u0000 ");
    trust(null);
    node.ask(use(named));
    List<TrustedDeviceView> devices = list();
    assertThat(devices)
        .extracting(TrustedDeviceView::name)
        .containsExactly("Laptop", "Firefox on Linux");
    assertThat(devices)
        .extracting(TrustedDeviceView::ipAddress)
        .containsExactly("198.51.100.9", "192.0.2.7");
    TrustedDeviceView device = devices.get(0);
    assertThat(Duration.between(device.createdAt(), device.expiresAt()))
        .isEqualTo(Duration.ofDays(30));
    assertThat(device.lastUsedAt()).isAfter(device.createdAt());
    assertThat(node.ask(new ListTrustedDevices(MfaNode.caller())).items()).isEmpty();
  }

  @Test
  void useDoesNotProlongTrust() {
    String token = trust("Laptop");
    test.execute("UPDATE mfa.trusted_device SET expires_at = now() + interval '1 hour'");
    token = node.ask(use(token)).token();
    assertThat(
            test.column(
                "SELECT expires_at < now() + interval '61 minutes' FROM mfa.trusted_device"))
        .containsExactly("t");
    test.execute("UPDATE mfa.trusted_device SET expires_at = now()");
    assertDead(token);
  }

  @Test
  void itIsTiedToThePersonTheirLoginsAndTheirFactors() {
    String token = trust("Laptop");
    Caller eve = MfaNode.caller();
    node.enrol(eve);
    for (UseTrustedDevice other :
        List.of(
            new UseTrustedDevice(eve.person(), 1, null, token, ELSEWHERE),
            new UseTrustedDevice(ada.person(), 2, null, token, ELSEWHERE),
            new UseTrustedDevice(ada.person(), 0, null, token, ELSEWHERE),
            use(token + "A"),
            use("ltd_" + "A".repeat(48)),
            use(""),
            use("tpt_" + token.substring(4)))) {
      assertThat(node.refusal(other)).isEqualTo(Failure.TRUSTED_DEVICE_UNKNOWN);
    }
    node.ask(use(token));
  }

  @Test
  void aChangeOfThePasswordTakesItOffTheListToo() {
    trust("Laptop");
    node.accounts.loginGeneration = 2;
    assertThat(list()).isEmpty();
  }

  @Test
  void newRecoveryCodesEndTrust() {
    String token = trust("Laptop");
    node.ask(new ReplaceRecoveryCodes(ada));
    assertDead(token);
  }

  @Test
  void theEndOfTheLastFactorEndsTrustForGood() {
    String token = trust("Laptop");
    node.ask(new RemoveTotp(ada));
    assertDead(token);
    node.enrol(ada);
    assertDead(token);
  }

  @Test
  void aResetEndsTrust() {
    String token = trust("Laptop");
    node.ask(new ResetMfa(MfaNode.caller(), ada.person()));
    assertDead(token);
  }

  @Test
  void aDeviceOfAnotherGenerationIsDeadEvenWhereItsRowWasLeft() {
    String token = trust("Laptop");
    test.execute("UPDATE mfa.person SET generation = generation + 1");
    assertDead(token);
  }

  @Test
  void nothingIsTrustedThatWasProvenUnderOtherFactorsOrNone() {
    for (int generation : new int[] {0, 2}) {
      assertThat(
              node.refusal(
                  new TrustDevice(ada.person(), null, 1, generation, "Laptop", MfaNode.ORIGIN)))
          .isEqualTo(Failure.TRUSTED_DEVICE_UNKNOWN);
    }
    node.ask(new RemoveTotp(ada));
    assertThat(node.refusal(new TrustDevice(ada.person(), null, 1, 2, "Laptop", MfaNode.ORIGIN)))
        .isEqualTo(Failure.TRUSTED_DEVICE_UNKNOWN);
    PersonId nobody = new PersonId(Ids.next());
    assertThat(node.refusal(new TrustDevice(nobody, null, 1, 0, "Laptop", MfaNode.ORIGIN)))
        .isEqualTo(Failure.TRUSTED_DEVICE_UNKNOWN);
    assertThat(test.column("SELECT 1 FROM mfa.trusted_device")).isEmpty();
  }

  @Test
  void theOneThatWasNotUsedForLongestMakesRoomForTheEleventh() {
    List<String> tokens = new ArrayList<>();
    for (int number = 1; number <= 10; number++) {
      tokens.add(trust("Device " + number));
    }
    tokens.set(0, node.ask(use(tokens.get(0))).token());
    trust("Device 11");
    assertThat(list()).hasSize(10).extracting(TrustedDeviceView::name).doesNotContain("Device 2");
    assertThat(refused(tokens.get(1))).isEqualTo(Failure.TRUSTED_DEVICE_UNKNOWN);
    node.ask(use(tokens.get(0)));
  }

  @Test
  void aRevokedDeviceIsDeadAtOnceAndOnlyItsOwnerRevokesIt() {
    String token = trust("Laptop");
    TrustedDeviceId id = list().get(0).id();
    assertThat(node.refusal(new RevokeTrustedDevice(MfaNode.caller(), id)))
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(node.ask(new RevokeTrustedDevice(ada, id))).isEqualTo(Done.DONE);
    assertDead(token);
    assertThat(node.refusal(new RevokeTrustedDevice(ada, id))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.events())
        .containsExactly(
            "totp.added done person {}",
            "device.trusted done person {\"device\": \"%s\"}".formatted(id),
            "device.revoked done person {\"device\": \"%s\"}".formatted(id));
    assertThat(
            test.column(
                "SELECT personal->>'deviceName' FROM kernel.event WHERE type = 'device.trusted'"))
        .containsExactly("Laptop");
  }

  @Test
  void hostileTriesKeepNobodyOut() {
    String token = trust("Laptop");
    for (int guess = 0; guess < 110; guess++) {
      refused("ltd_" + "A".repeat(48));
    }
    node.ask(use(token));
    assertThat(test.column("SELECT 1 FROM kernel.guess")).isEmpty();
  }

  @Test
  void whatHasExpiredIsSweptAway() {
    trust("Laptop");
    trust("Tablet");
    test.execute(
        "UPDATE mfa.trusted_device SET expires_at = now() - interval '1 second' WHERE name ="
            + " 'Laptop'");
    node.get(new TrustedDeviceStore(node.database).purge());
    assertThat(test.column("SELECT name FROM mfa.trusted_device")).containsExactly("Tablet");
  }

  @Test
  void everyActCostsWhatItMay() {
    assertThat(node.statements(() -> trust("Laptop"))).isEqualTo(3);
    String token = trust("Tablet");
    assertThat(node.statements(() -> node.ask(use(token)))).isEqualTo(1);
    assertThat(node.statements(() -> refused(token))).isEqualTo(1);
    assertThat(node.statements(() -> refused("x"))).isZero();
    assertThat(node.statements(this::list)).isEqualTo(1);
    assertThat(node.statements(() -> node.ask(new RevokeTrustedDevice(ada, list().get(0).id()))))
        .isEqualTo(2);
  }
}
