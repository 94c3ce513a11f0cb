package dev.latchkey.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever is not exactly a token of ours is refused alike, and nothing of it is logged. */
class AccessTokenAttackIT {

  private final People people = new People();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private TestDatabase test;
  private Node node;
  private SignedIn signedIn;
  private Jwt token;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    people.named("ada");
    node = Node.start(test, people);
    signedIn = node.signIn("ada");
    token = Jwt.of(signedIn);
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void stop() {
    root().detachAppender(log);
    node.authenticate(signedIn);
    node.close();
    assertThat(log.list).filteredOn(each -> each.getLevel().levelInt > 20_000).isEmpty();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void everyFlippedCharacterIsFound() {
    String text = signedIn.accessToken();
    for (int i = 0; i < text.length(); i++) {
      char wrong = text.charAt(i) == 'A' ? 'B' : 'A';
      assertRefused(text.substring(0, i) + wrong + text.substring(i + 1));
      char flipped = (char) (text.charAt(i) ^ 1);
      assertRefused(text.substring(0, i) + flipped + text.substring(i + 1));
    }
  }

  @Test
  void everyTruncationIsFound() {
    String text = signedIn.accessToken();
    for (int i = 0; i < text.length(); i++) {
      assertRefused(text.substring(0, i));
    }
  }

  @Test
  void nothingMayBeAddedOrSpeltInAnotherWay() {
    String text = signedIn.accessToken();
    List.of(".", "..", ".A", "A", "=", "==", " ", "\n", "\0")
        .forEach(each -> assertRefused(text + each));
    List.of(" ", ".", "A", "\ufeff").forEach(each -> assertRefused(each + text));
    assertRefused(text.replace('-', '+').replace('_', '/') + "==");
    assertRefused(token.header() + "==." + token.body() + "." + token.signature());
    String last = token.signature().substring(0, 341);
    for (char each :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      String respelt = last + each;
      if (!respelt.equals(token.signature())) {
        assertRefused(token.header() + "." + token.body() + "." + respelt);
      }
    }
    assertRefused("x".repeat(100_000));
    assertRefused(text + "." + text);
    List.of("", ".", "..", "...", "a.b.c", "null", signedIn.refreshToken())
        .forEach(this::assertRefused);
  }

  @Test
  void noAlgorithmButOursCounts() throws Exception {
    for (String algorithm :
        List.of("none", "None", "NONE", "", "HS256", "HS512", "RS384", "PS256", "ES256", "rs256")) {
      Jwt other = token.with(token.headerJson().put("alg", algorithm));
      assertRefused(other.text());
      assertRefused(other.header() + "." + other.body());
      assertRefused(other.header() + "." + other.body() + ".");
      for (byte[] secret : publicKeySpellings()) {
        assertRefused(other.signed(hmac(secret, other.signed())).text());
      }
    }
    assertRefused(token.with(removed(token.headerJson(), "alg")).text());
  }

  private List<byte[]> publicKeySpellings() {
    Map<String, String> jwk = node.ask(new DescribeKeys()).keys().get(0);
    String json = new JsonObject(new java.util.LinkedHashMap<String, Object>(jwk)).encode();
    return List.of(
        json.getBytes(UTF_8),
        jwk.get("n").getBytes(UTF_8),
        Base64.getUrlDecoder().decode(jwk.get("n")),
        new byte[1]);
  }

  @Test
  void onlyTheKeyThatTheHeaderNamesCounts() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair attacker = generator.generateKeyPair();
    NewSigningKey forged = NewSigningKey.make(Ids.next());
    JsonObject header = token.headerJson();
    List<JsonObject> headers =
        List.of(
            header,
            header.copy().put("kid", forged.id().toString()),
            header.copy().put("kid", "../../etc/passwd"),
            header.copy().put("kid", "' OR 1=1 --"),
            header.copy().put("kid", 7),
            header.copy().putNull("kid"),
            removed(header, "kid"),
            header.copy().put("jwk", forged.publicJwk()),
            header.copy().put("jku", "https://attacker.example/jwks"),
            header.copy().put("x5c", List.of("AAAA")),
            header.copy().put("crit", List.of("exp")),
            header.copy().put("b64", false),
            new JsonObject());
    for (JsonObject each : headers) {
      Jwt other = token.with(each);
      assertRefused(other.signed(sign(attacker.getPrivate(), other)).text());
    }
  }

  @Test
  void evenOurOwnSignatureIsWorthNothingUnderAnotherHeaderOrForOtherClaims() throws Exception {
    PrivateKey ours = ourKey();
    assertThat(node.ask(new Authenticate(signed(ours, token).text(), Node.ORIGIN)).login())
        .isEqualTo(signedIn.loginId());

    assertRefused(signed(ours, token.with(token.headerJson().put("crit", List.of("exp")))).text());
    assertRefused(signed(ours, token.with(token.headerJson().put("typ", "JOSE"))).text());
    List<Consumer<JsonObject>> lies =
        List.of(
            claims -> claims.put("sub", Ids.next().toString()),
            claims -> claims.put("sid", Ids.next().toString()),
            claims -> claims.put("org", Ids.next().toString()),
            claims -> claims.remove("org"),
            claims -> claims.remove("sub"),
            claims -> claims.remove("sid"),
            claims -> claims.remove("fam"),
            claims -> claims.put("fam", 0),
            claims -> claims.put("fam", 2),
            claims -> claims.put("fam", "1"),
            claims -> claims.remove("exp"),
            claims -> claims.remove("iss"),
            claims -> claims.put("iss", "https://other.example.org"),
            claims -> claims.put("iss", 7),
            claims -> claims.put("sub", "nobody"),
            claims -> claims.put("sub", List.of("a")),
            claims -> claims.put("sid", 7),
            claims -> claims.put("exp", "tomorrow"),
            claims -> claims.put("exp", claims.getLong("iat") - 1),
            claims -> claims.put("exp", 0),
            claims -> claims.put("exp", -1));
    for (Consumer<JsonObject> lie : lies) {
      JsonObject claims = token.payload();
      lie.accept(claims);
      assertRefused(signed(ours, token.saying(claims)).text());
    }
    assertRefused(
        signed(ours, new Jwt(token.header(), Jwt.encode("[]".getBytes(UTF_8)), "")).text());
    assertRefused(
        signed(ours, new Jwt(token.header(), Jwt.encode("{".getBytes(UTF_8)), "")).text());
  }

  private PrivateKey ourKey() throws Exception {
    String id = test.column("SELECT id FROM sessions.signing_key").get(0);
    String stored =
        test.column("SELECT encode(private_key, 'hex') FROM sessions.signing_key").get(0);
    byte[] key =
        Node.KEYSET.decrypt(
            HexFormat.of().parseHex(stored), SigningKeys.context(java.util.UUID.fromString(id)));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
  }

  private static Jwt signed(PrivateKey key, Jwt token) throws Exception {
    return token.signed(sign(key, token));
  }

  private static byte[] sign(PrivateKey key, Jwt token) throws Exception {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(token.signed());
    return signature.sign();
  }

  private static byte[] hmac(byte[] secret, byte[] text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return mac.doFinal(text);
  }

  private static JsonObject removed(JsonObject json, String field) {
    JsonObject copy = json.copy();
    copy.remove(field);
    return copy;
  }

  private void assertRefused(String text) {
    assertThat(node.refusal(new Authenticate(text, Node.ORIGIN)))
        .as(text)
        .isEqualTo(Failure.UNAUTHENTICATED);
  }
}
