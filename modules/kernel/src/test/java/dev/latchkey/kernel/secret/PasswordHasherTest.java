package dev.latchkey.kernel.secret;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {
  private static final String PASSWORD = "correct horse battery staple";

  /** From the reference implementation's own tests. */
  private static final String REFERENCE =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

  private final Vertx vertx = Vertx.vertx();
  private PasswordHasher hasher;

  @BeforeEach
  void open() {
    hasher = new PasswordHasher(vertx, HasherOptions.defaults());
  }

  @AfterEach
  void close() throws TimeoutException {
    hasher.close();
    vertx.close().await(5, SECONDS);
  }

  @Test
  void aPasswordIsVerifiedAgainstItsHash() {
    String phc = await(hasher.hash(PASSWORD));

    assertThat(phc).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[^$]{22}\\$[^$]{43}");
    assertThat(verify(phc, PASSWORD)).isTrue();
    assertThat(verify(phc, PASSWORD + " ")).isFalse();
    assertThat(verify(phc, "")).isFalse();
  }

  @Test
  void twoHashesOfAPasswordHaveTheirOwnSalt() {
    assertThat(await(hasher.hash(PASSWORD))).isNotEqualTo(await(hasher.hash(PASSWORD)));
  }

  @Test
  void aHashOfTheReferenceImplementationIsVerified() {
    assertThat(verify(REFERENCE, "password")).isTrue();
    assertThat(verify(REFERENCE, "differentpassword")).isFalse();
  }

  @Test
  void eitherEngineVerifiesWhatTheOtherHashed() {
    var options = HasherOptions.defaults();
    try (var java = new PasswordHasher(vertx, options, BouncyCastleArgon2::new, System::nanoTime);
        var c = new PasswordHasher(vertx, options, NativeArgon2::new, System::nanoTime)) {
      assertThat(await(java.verify(await(c.hash(PASSWORD)), PASSWORD))).isTrue();
      assertThat(await(c.verify(await(java.hash(PASSWORD)), PASSWORD))).isTrue();
      assertThat(await(c.verify(await(java.hash(PASSWORD)), "another"))).isFalse();
    }
  }

  @Test
  void aPasswordTypedInAnotherNormalFormIsVerified() {
    assertThat(verify(await(hasher.hash("caf\u00e9 au lait")), "cafe\u0301 au lait")).isTrue();
  }

  @Test
  void aRandomPasswordIsHashedAtOnceAndVerified() {
    String random = hasher.hashRandom(PASSWORD);

    assertThat(hasher.count()).isZero();
    assertThat(random).matches("\\$random-sha256\\$v=1\\$[^$]{22}\\$[^$]{43}");
    assertThat(verify(random, PASSWORD)).isTrue();
    assertThat(verify(random, PASSWORD + " ")).isFalse();
    assertThat(verify(random, "")).isFalse();
    assertThat(hasher.hashRandom(PASSWORD)).isNotEqualTo(random);
    assertThat(hasher.needsRehash(random)).isFalse();
    assertThatThrownBy(() -> hasher.hashRandom("x".repeat(1025)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHashOfARandomPasswordIsPlainSha256OverSaltAndText() {
    String zeroes =
        "$random-sha256$v=1$AAAAAAAAAAAAAAAAAAAAAA$u1ob/Gz3Nrgl4tfIh08eyR18BgX9s8unXbF5AzsFmRw";

    assertThat(verify(zeroes, "password")).isTrue();
    assertThat(verify(zeroes, "Password")).isFalse();
  }

  @Test
  void everyKindOfVerificationCostsExactlyOneHash() {
    String phc = await(hasher.hash(PASSWORD));
    String random = hasher.hashRandom(PASSWORD);
    assertThat(costsOneHash(random, PASSWORD)).isTrue();
    List<Boolean> answers =
        List.of(
            costsOneHash(phc, PASSWORD),
            costsOneHash(phc, "wrong"),
            costsOneHash(random, "wrong"),
            costsOneHash(random, "x".repeat(1025)),
            costsOneHash(null, PASSWORD),
            costsOneHash("", PASSWORD),
            costsOneHash("$2b$12$abcdefghijklmnopqrstuv", PASSWORD),
            costsOneHash(phc, "x".repeat(1025)),
            costsOneHash(phc, "x".repeat(10_000_000)),
            costsOneHash(phc, "\ud83d"),
            costsOneHash(null, "x".repeat(1025)));

    assertThat(answers.get(0)).isTrue();
    assertThat(answers.subList(1, answers.size())).containsOnly(false);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "*",
        "$random-sha256$v=1$AAAAAAAAAAAAAAAAAAAAAA$",
        "$random-sha256$v=2$AAAAAAAAAAAAAAAAAAAAAA$u1ob/Gz3Nrgl4tfIh08eyR18BgX9s8unXbF5AzsFmRw",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4\n",
      })
  void aMissingMalformedOrAbsurdHashMatchesNothing(@Nullable String phc) {
    assertThat(verify(phc, "password")).isFalse();
    assertThat(hasher.count()).isEqualTo(1);
  }

  @Test
  void aTooLongPasswordIsNotHashed() {
    Future<String> hash = hasher.hash("x".repeat(1025));

    assertThatThrownBy(() -> await(hash)).isInstanceOf(IllegalArgumentException.class);
    assertThat(hasher.count()).isZero();
  }

  @Test
  void aHashAtAnotherCostWantsToBeReplaced() {
    var stronger =
        new HasherOptions(new Argon2Parameters(19_456, 3, 1), 1, 1, Duration.ofSeconds(2));
    String phc = await(hasher.hash(PASSWORD));
    try (var next = new PasswordHasher(vertx, stronger)) {
      assertThat(hasher.needsRehash(phc)).isFalse();
      assertThat(next.needsRehash(phc)).isTrue();
      assertThat(await(next.verify(phc, PASSWORD))).isTrue();
    }
    assertThat(hasher.needsRehash(REFERENCE)).isTrue();
    assertThat(hasher.needsRehash("malformed")).isTrue();
  }

  @Test
  void theAnswerComesOnTheCallersContext() {
    Context caller = vertx.getOrCreateContext();
    CompletableFuture<@Nullable Context> answeredOn = new CompletableFuture<>();
    caller.runOnContext(
        start ->
            hasher.hash(PASSWORD).onComplete(end -> answeredOn.complete(Vertx.currentContext())));

    assertThat(answeredOn.orTimeout(5, SECONDS).join()).isSameAs(caller);
  }

  @Test
  void warmingUpIsNotCounted() {
    await(hasher.warmUp());

    assertThat(hasher.count()).isZero();
  }

  private boolean costsOneHash(@Nullable String phc, String password) {
    long before = hasher.count();
    boolean matches = verify(phc, password);
    assertThat(hasher.count()).isEqualTo(before + 1);
    return matches;
  }

  private boolean verify(@Nullable String phc, String password) {
    return await(hasher.verify(phc, password));
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(10, SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("no answer in 10 s", late);
    }
  }
}
