package dev.latchkey.sessions;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.events.EventType;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.InvalidKeyset;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysIT {

  private static final Duration NEVER = Duration.ofHours(1);
  private static final String AGE =
      "UPDATE sessions.signing_key SET created_at = created_at - interval '30 days'";

  private final People people = new People();
  private TestDatabase test;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    people.named("ada");
  }

  @Test
  void ofManyNodesThatStartTogetherOneMakesTheFirstKey() {
    try (Node one = Node.bare(test);
        Node other = Node.bare(test)) {
      one.get(one.vertx.deployVerticle(new FakeAccounts(people)));
      one.get(one.vertx.deployVerticle(new FakeMfa(people)));
      one.get(
          Future.all(
              one.deploy(Node.KEYSET, Node.CONFIG, KeySchedule.STANDARD, 4),
              other.deploy(Node.KEYSET, Node.CONFIG, KeySchedule.STANDARD, 4)));

      assertThat(keyIds()).hasSize(1);
      assertThat(test.column("SELECT 1 FROM kernel.event WHERE type = 'signing.key_created'"))
          .hasSize(1);
      Stream.generate(() -> one.signIn("ada"))
          .limit(8)
          .forEach(each -> assertThat(kid(each)).isEqualTo(keyIds().get(0)));
    }
  }

  @Test
  void ofKeysThatAreAddedAtTheSameMomentOneIsKept() throws Exception {
    try (Node node = Node.bare(test)) {
      SigningKeyStore store = new SigningKeyStore(node.database);
      SigningKeyStore.Succession succession = KeySchedule.STANDARD.succession(Node.CONFIG);
      NewSigningKey key = NewSigningKey.make(Ids.next());
      for (int round = 0; round < 20; round++) {
        test.execute("DELETE FROM sessions.signing_key");
        List<Future<Void>> racers =
            IntStream.range(0, 8)
                .mapToObj(each -> new NewSigningKey(Ids.next(), key.publicJwk(), key.privateKey()))
                .map(each -> store.add(each, new byte[0], succession, created(each)))
                .toList();
        node.get(Future.all(racers));

        assertThat(keyIds()).hasSize(1);
      }
    }
  }

  private static Change created(NewSigningKey key) {
    return Change.bySystem(EventType.SIGNING_KEY_CREATED).about("signing_key", key.id());
  }

  @Test
  void anotherApplicationVerifiesATokenByTheDescribedKeys() throws Exception {
    try (Node node = Node.start(test, people)) {
      Jwt token = Jwt.of(node.signIn("ada"));
      Map<String, String> key = node.ask(new DescribeKeys()).keys().get(0);

      assertThat(key).containsOnlyKeys("kty", "kid", "use", "alg", "n", "e");
      assertThat(token.headerJson())
          .isEqualTo(
              new JsonObject().put("typ", "JWT").put("alg", "RS256").put("kid", key.get("kid")));
      Signature rs256 = Signature.getInstance("SHA256withRSA");
      rs256.initVerify(publicKey(key));
      rs256.update(token.signed());
      assertThat(rs256.verify(token.signatureBytes())).isTrue();
      assertThat(token.payload().fieldNames())
          .containsExactlyInAnyOrder("iss", "sub", "sid", "fam", "org", "iat", "exp", "jti", "acr");
      assertThat(token.payload().getString("iss")).isEqualTo(Node.ISSUER);
      assertThat(token.payload().getString("acr")).isEqualTo("aal1");
    }
  }

  @Test
  void keysChangeHandsInTheMiddleOfTrafficWithoutARefusedRequest() {
    SessionsConfig brief =
        new SessionsConfig(
            Duration.ofDays(30),
            Duration.ofDays(7),
            Duration.ofSeconds(4),
            Duration.ofSeconds(10),
            Optional.empty(),
            Duration.ofDays(30),
            Duration.ofMinutes(5));
    KeySchedule hasty =
        new KeySchedule(
            Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(1), NEVER);
    try (Node one = Node.start(test, people, brief, hasty);
        Node other = Node.start(test, people, brief, hasty)) {
      String old = keyIds().get(0);
      Set<String> seen = ConcurrentHashMap.newKeySet();
      Traffic traffic = new Traffic(List.of(one, other), seen);
      traffic.start(8);
      Eventually.passes(() -> assertThat(seen).containsExactly(old));

      test.execute(AGE);
      Eventually.passes(() -> assertThat(keyIds()).hasSize(2));
      Eventually.passes(() -> assertThat(described(one)).hasSize(2));
      Eventually.passes(() -> assertThat(keyIds()).hasSize(1).doesNotContain(old));
      Eventually.passes(() -> assertThat(described(other)).hasSize(1).doesNotContain(old));

      assertThat(traffic.stop(one)).isGreaterThan(100);
      assertThat(seen).hasSize(2);
    }
  }

  @Test
  void aNodeThatMeetsAnUnknownKeyLooksForItButNotAtEveryToken() {
    KeySchedule still = new KeySchedule(NEVER, Duration.ZERO, Duration.ofHours(1), NEVER);
    try (Node late = Node.bare(test)) {
      late.get(late.vertx.deployVerticle(new FakeAccounts(people)));
      late.get(late.vertx.deployVerticle(new FakeMfa(people)));
      late.get(late.deploy(Node.KEYSET, Node.CONFIG, still, 1));
      String old = keyIds().get(0);
      test.execute(AGE);
      try (Node early = Node.start(test, people, Node.CONFIG, still)) {
        SignedIn signedIn = early.signIn("ada");
        assertThat(kid(signedIn)).isNotEqualTo(old);

        late.authenticate(signedIn);

        long asked =
            late.statements(
                () -> IntStream.range(0, 50).forEach(each -> askByUnknownKey(late, signedIn)));
        assertThat(asked).isZero();
        late.authenticate(signedIn);
      }
    }
  }

  @Test
  void theStoredPrivateKeyIsNotReadable() {
    try (Node node = Node.start(test, people)) {
      String stored =
          test.column("SELECT encode(private_key, 'hex') FROM sessions.signing_key").get(0);
      byte[] plain =
          Node.KEYSET.decrypt(
              java.util.HexFormat.of().parseHex(stored), "sessions.signing_key:" + keyIds().get(0));

      assertThat(stored).doesNotContain(java.util.HexFormat.of().formatHex(plain, 100, 200));
      node.signIn("ada");
    }
  }

  @Test
  void anotherKeysetStopsTheStart() {
    try (Node node = Node.start(test, people);
        Node stranger = Node.bare(test)) {
      Future<String> start =
          stranger.deploy(Keyset.generate(), Node.CONFIG, KeySchedule.STANDARD, 1);

      assertThatThrownBy(() -> start.await(5, SECONDS))
          .isInstanceOf(InvalidKeyset.class)
          .hasMessageContaining("encrypted under another keyset");
      node.signIn("ada");
    }
  }

  private static void askByUnknownKey(Node node, SignedIn signedIn) {
    Jwt token = Jwt.of(signedIn);
    JsonObject header = token.headerJson().put("kid", Ids.next().toString());
    node.refusal(new Authenticate(token.with(header).text(), Node.ORIGIN));
  }

  private List<String> keyIds() {
    return test.column("SELECT id FROM sessions.signing_key ORDER BY created_at");
  }

  private static List<String> described(Node node) {
    return node.ask(new DescribeKeys()).keys().stream().map(key -> key.get("kid")).toList();
  }

  private static String kid(SignedIn signedIn) {
    return Jwt.of(signedIn).headerJson().getString("kid");
  }

  private static PublicKey publicKey(Map<String, String> jwk) throws Exception {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(jwk.get("n")), number(jwk.get("e"))));
  }

  private static BigInteger number(String text) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(text));
  }

  /** Clients that use each token on any node and refresh it now and then. */
  private static final class Traffic {

    private final List<Node> nodes;
    private final Set<String> seenKeys;
    private Future<Integer> clients = Future.succeededFuture(0);
    private volatile boolean stopping;

    Traffic(List<Node> nodes, Set<String> seenKeys) {
      this.nodes = nodes;
      this.seenKeys = seenKeys;
    }

    void start(int count) {
      List<Future<Integer>> each =
          IntStream.range(0, count)
              .mapToObj(client -> use(held(nodes.get(client % 2).signIn("ada")), client, 0))
              .toList();
      clients = Future.all(each).map(all -> each.stream().mapToInt(Future::result).sum());
    }

    /** How many requests were answered; fails when one was refused. */
    int stop(Node node) {
      stopping = true;
      return node.get(clients);
    }

    private record Held(SignedIn signedIn, long sinceNanos) {
      boolean isOld() {
        return System.nanoTime() - sinceNanos > Duration.ofMillis(500).toNanos();
      }
    }

    private static Held held(SignedIn signedIn) {
      return new Held(signedIn, System.nanoTime());
    }

    private Future<Integer> use(Held held, int client, int answered) {
      seenKeys.add(kid(held.signedIn()));
      if (stopping) {
        return Future.succeededFuture(answered);
      }
      Node node = nodes.get((client + answered) % 2);
      return node.bus
          .ask(new Authenticate(held.signedIn().accessToken(), Node.ORIGIN))
          .compose(caller -> pause(node))
          .compose(paused -> next(node, held))
          .compose(next -> use(next, client, answered + 1));
    }

    private static Future<Held> next(Node node, Held held) {
      return held.isOld()
          ? node.bus
              .ask(new RefreshLogin(held.signedIn().refreshToken(), Node.ORIGIN))
              .map(Traffic::held)
          : Future.succeededFuture(held);
    }

    private static Future<Long> pause(Node node) {
      return Future.future(promise -> node.vertx.setTimer(10, promise::complete));
    }
  }
}
