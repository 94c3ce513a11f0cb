package dev.latchkey.notifications;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.api.notifications.PushPlatform;
import dev.latchkey.api.notifications.PushTokenView;
import dev.latchkey.api.notifications.RegisterPushToken;
import dev.latchkey.api.notifications.UnregisterPushToken;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.notifications.push.PushTokens;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushTokensIT {

  private static final String PHONE = "fcm:cX7kq2VwR0-9:secret";

  private final TestDatabase test = TestDatabase.with("notifications");
  private final Caller ada = caller();
  private final Caller eve = caller();
  private TestNode node;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    node = new TestNode(test, TestNode.toDirectory(directory)).start();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  private static Caller caller() {
    return signedIn(new PersonId(Ids.next()));
  }

  private static Caller signedIn(PersonId person) {
    return new Caller(
        person,
        new LoginId(Ids.next()),
        new OrganizationId(Ids.next()),
        Set.of(),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        true,
        false,
        Origin.SYSTEM,
        null);
  }

  private <R extends Record> R ask(Request<R> request) {
    return get(node.bus.ask(request));
  }

  private static <R> R get(Future<R> asked) {
    try {
      return asked.await(20, SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private PushTokenView register(Caller caller, String token) {
    return ask(new RegisterPushToken(caller, token, PushPlatform.ANDROID));
  }

  private Future<PushTokenView> registering(Caller caller, String token) {
    return node.bus.ask(new RegisterPushToken(caller, token, PushPlatform.ANDROID));
  }

  /** The ids of a person's tokens, the one that was seen last first. */
  private List<String> of(Caller caller) {
    return test.column(
        "SELECT id FROM notifications.push_token WHERE person_id = '%s' ORDER BY last_seen_at DESC"
            .formatted(caller.person()));
  }

  private List<String> events() {
    return test.column(
        "SELECT concat_ws(' ', type, coalesce(data->>'reason', data->>'platform'), organization_id)"
            + " FROM kernel.event WHERE type LIKE 'push.%' ORDER BY sequence");
  }

  @Test
  void aTokenIsKeptEncryptedForItsPersonAndNowhereToBeRead() {
    PushTokenView view = register(ada, PHONE);
    assertThat(view.platform()).isEqualTo(PushPlatform.ANDROID);
    assertThat(view.createdAt()).isEqualTo(view.lastSeenAt());
    assertThat(events()).containsExactly("push.token_registered android " + ada.organization());
    for (String table : List.of("notifications.push_token", "kernel.event")) {
      assertThat(test.column("SELECT t::text FROM " + table + " t"))
          .isNotEmpty()
          .noneMatch(row -> row.contains("cX7kq2") || row.contains(hex("cX7kq2")));
    }
    byte[] kept = bytes("SELECT encode(token, 'hex') FROM notifications.push_token");
    String context = "notifications.push_token.token ";
    assertThat(TestNode.KEYSET.decrypt(kept, context + ada.person())).asString().isEqualTo(PHONE);
    assertThatThrownBy(() -> TestNode.KEYSET.decrypt(kept, context + eve.person()))
        .isInstanceOf(RuntimeException.class);
    assertThat(new RegisterPushToken(ada, PHONE, PushPlatform.WEB))
        .asString()
        .doesNotContain("fcm");
    assertThat(new UnregisterPushToken(ada, PHONE)).asString().doesNotContain("fcm");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  private byte[] bytes(String query) {
    return HexFormat.of().parseHex(test.column(query).get(0));
  }

  @Test
  void whoRegistersAgainRefreshesPlatformLoginAndTime() {
    PushTokenView first = register(ada, PHONE);
    test.execute(
        "UPDATE notifications.push_token SET created_at = created_at - interval '1 day',"
            + " last_seen_at = last_seen_at - interval '1 day'");
    PushTokenView again = register(ada, PHONE);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.createdAt()).isBefore(first.createdAt());
    assertThat(again.lastSeenAt()).isAfter(first.lastSeenAt());
    assertThat(events()).as("to be seen again is not worth a record").hasSize(1);

    Caller later = signedIn(ada.person());
    PushTokenView moved = ask(new RegisterPushToken(later, PHONE, PushPlatform.WEB));
    assertThat(moved.id()).isEqualTo(first.id());
    assertThat(moved.platform()).isEqualTo(PushPlatform.WEB);
    assertThat(test.column("SELECT credential_id FROM notifications.push_token"))
        .containsExactly(String.valueOf(later.login()));
    assertThat(events()).hasSize(2);
  }

  @Test
  void theOneThatWasNotSeenForLongestMakesRoom() {
    String first = register(ada, "token0").id().toString();
    String second = register(ada, "token1").id().toString();
    for (int i = 2; i < 20; i++) {
      register(ada, "token" + i);
    }
    register(ada, "token0");
    assertThat(of(ada)).hasSize(20).contains(first, second);
    register(ada, "token20");
    assertThat(of(ada)).hasSize(20).contains(first).doesNotContain(second);
    assertThat(test.column("SELECT data->'evicted'->>0 FROM kernel.event WHERE data ? 'evicted'"))
        .containsExactly(second);
  }

  @Test
  void ofSixteenAtOnceNoneGetsPastTheBound() {
    register(eve, "eve's");
    for (int i = 0; i < 12; i++) {
      register(ada, "token" + i);
    }
    List<Future<PushTokenView>> asked =
        IntStream.range(0, 16).mapToObj(i -> registering(ada, "other" + i)).toList();
    get(Future.join(asked));
    assertThat(of(ada)).hasSize(20);
    assertThat(of(ada).subList(0, 16))
        .containsExactlyInAnyOrderElementsOf(
            asked.stream().map(each -> each.result().id().toString()).toList());
    assertThat(of(eve)).hasSize(1);
  }

  @Test
  void ofSixteenRegistrationsOfOneTokenOneRowIsLeft() {
    get(Future.join(IntStream.range(0, 16).mapToObj(i -> registering(ada, PHONE)).toList()));
    assertThat(of(ada)).hasSize(1);
    assertThat(events()).hasSize(1);
  }

  @Test
  void aDeviceThatHasChangedHandsTakesNothingOfTheOneBefore() {
    String before = register(ada, PHONE).id().toString();
    register(ada, "tablet");
    PushTokenView after = register(eve, PHONE);
    assertThat(after.id().toString()).isNotEqualTo(before);
    assertThat(of(ada)).hasSize(1).doesNotContain(before);
    assertThat(of(eve)).containsExactly(after.id().toString());
    assertThat(events())
        .containsExactly(
            "push.token_registered android " + ada.organization(),
            "push.token_registered android " + ada.organization(),
            "push.token_removed device_changed_hands",
            "push.token_registered android " + eve.organization());
    assertThat(
            test.column(
                "SELECT e::text FROM kernel.event e WHERE organization_id = '%s'"
                    .formatted(eve.organization())))
        .noneMatch(row -> row.contains(ada.person().toString()));
  }

  @Test
  void ofSixteenPeopleWithOneDeviceOneHasIt() {
    List<Caller> people = IntStream.range(0, 16).mapToObj(i -> caller()).toList();
    for (int round = 0; round < 4; round++) {
      get(Future.join(people.stream().map(each -> registering(each, PHONE)).toList()));
      assertThat(test.column("SELECT 1 FROM notifications.push_token")).hasSize(1);
    }
  }

  /** Each takes the other's device while both are at their bound. */
  @Test
  void twoWhoSwapDevicesDontWaitForEachOther() {
    for (int i = 0; i < 20; i++) {
      register(ada, "a" + i);
      register(eve, "e" + i);
    }
    for (int round = 0; round < 10; round++) {
      String adas = (round % 2 == 0 ? "a" : "e") + "0";
      String eves = (round % 2 == 0 ? "e" : "a") + "0";
      get(Future.all(registering(ada, eves), registering(eve, adas)));
    }
    assertThat(of(ada)).hasSizeBetween(19, 20);
    assertThat(of(eve)).hasSizeBetween(19, 20);
  }

  @Test
  void onlyOnesOwnIsUnregistered() {
    register(ada, PHONE);
    ask(new UnregisterPushToken(eve, PHONE));
    ask(new UnregisterPushToken(ada, "another"));
    ask(new UnregisterPushToken(ada, "no token at all"));
    assertThat(of(ada)).hasSize(1);
    assertThat(events()).hasSize(1);
    ask(new UnregisterPushToken(ada, PHONE));
    ask(new UnregisterPushToken(ada, PHONE));
    assertThat(of(ada)).isEmpty();
    assertThat(events())
        .hasSize(2)
        .endsWith("push.token_removed unregistered " + ada.organization());
  }

  @Test
  void aTokenIsFoundAgainAfterTheKeysetWasRotated() {
    PushTokenView before = register(ada, PHONE);
    PushTokens rotated = new PushTokens(node.database, TestNode.KEYSET.rotated());
    PushTokenView after =
        get(rotated.register(new RegisterPushToken(ada, PHONE, PushPlatform.IOS)));
    assertThat(after.id()).isEqualTo(before.id());
    get(rotated.unregister(new UnregisterPushToken(ada, PHONE)));
    assertThat(of(ada)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "tök", "line\nbreak"})
  void whatIsNoTokenIsRefused(String token) {
    assertThatThrownBy(() -> register(ada, token))
        .isInstanceOfSatisfying(
            Refusal.class,
            refused -> assertThat(refused.failure().code()).isEqualTo("invalid_request"));
  }

  @Test
  void aTokenHasAtMost512Characters() {
    register(ada, "x".repeat(512));
    assertThatThrownBy(() -> register(ada, "x".repeat(513))).isInstanceOf(Refusal.class);
  }

  @Test
  void aTokenEndsWithTheApiTokenThatHasRegisteredIt() {
    TokenId token = new TokenId(Ids.next());
    register(through(ada, token), PHONE);
    register(ada, "another");
    node.append(Change.by(ada, EventType.TOKEN_DELETED).about("token", token.value()));
    Eventually.passes(() -> assertThat(of(ada)).hasSize(1));
  }

  private static Caller through(Caller person, TokenId token) {
    return new Caller(
        person.person(),
        null,
        person.organization(),
        Set.of(Permission.ME_WRITE),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        false,
        false,
        false,
        Origin.SYSTEM,
        null,
        new ApiToken(token, TokenOwner.PERSON, "Report"),
        null);
  }

  @Test
  void aTokenEndsWithItsLogin() {
    register(ada, PHONE);
    Caller elsewhere = signedIn(ada.person());
    String kept = register(elsewhere, "tablet").id().toString();
    node.append(
        Change.by(ada, EventType.LOGIN_ENDED)
            .about("login", Objects.requireNonNull(ada.login()).value()));
    Eventually.passes(() -> assertThat(of(ada)).containsExactly(kept));
  }

  @ParameterizedTest
  @CsvSource({"USER_ANONYMISED", "PERSON_CLOSED", "USER_REMOVED", "USER_DISABLED"})
  void nothingIsLeftOfWhoeverIsGoneOrComesBackWithWhoeverLeft(EventType type) {
    register(ada, PHONE);
    String eves = register(eve, "eve's").id().toString();
    node.append(Change.by(eve, type).about("person", ada.person().value()));
    Eventually.passes(() -> assertThat(of(ada)).isEmpty());
    assertThat(of(eve)).containsExactly(eves);
  }

  @Test
  void whatIsRegisteredAfterComingBackStays() {
    node.append(Change.by(eve, EventType.USER_DISABLED).about("person", ada.person().value()));
    caughtUp();
    String back = register(ada, PHONE).id().toString();
    test.execute("UPDATE kernel.subscription SET position = 0 WHERE name = 'push-tokens'");
    node.append(Change.by(eve, EventType.USER_ENABLED).about("person", ada.person().value()));
    caughtUp();
    assertThat(of(ada)).containsExactly(back);
  }

  private void caughtUp() {
    Eventually.passes(
        () ->
            assertThat(
                    test.column(
                        "SELECT position = (SELECT max(position) FROM kernel.event)"
                            + " AND NOT EXISTS (SELECT FROM kernel.event WHERE position IS NULL)"
                            + " FROM kernel.subscription WHERE name = 'push-tokens'"))
                .containsExactly("t"));
  }
}
