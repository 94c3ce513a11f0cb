package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2EngineTest {
  private final Argon2Engine c = new NativeArgon2();
  private final Argon2Engine java = new BouncyCastleArgon2();

  /** RFC 9106 section 5.3, whose secret and associated data our own hashes do without. */
  @Test
  void bouncyCastleComputesTheVectorOfRfc9106() {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .withSalt(filled(16, 2))
            .withSecret(filled(8, 3))
            .withAdditional(filled(12, 4))
            .build());
    byte[] tag = new byte[32];
    generator.generateBytes(filled(32, 1), tag);

    assertThat(HexFormat.of().formatHex(tag))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  @ParameterizedTest
  @CsvSource({"19456,2,1", "7168,5,1", "64,1,4", "47104,1,2", "256,32,3"})
  void bothEnginesAnswerTheSameBytes(int memoryKib, int iterations, int parallelism) {
    var parameters = new Argon2Parameters(memoryKib, iterations, parallelism);
    byte[] salt = RandomBytes.next(16);
    for (String password :
        new String[] {"", "correct horse", "\u00e9\ud83d\ude00\0x", "x".repeat(4096)}) {
      byte[] text = password.getBytes(UTF_8);
      assertThat(c.hash(parameters, text, salt, 32))
          .isEqualTo(java.hash(parameters, text, salt, 32));
    }
  }

  @Test
  void theNativeEngineIsChosenWhereItLoads() {
    assertThat(Argon2Engines.choose(NativeArgon2::new)).isInstanceOf(NativeArgon2.class);
  }

  @Test
  void bouncyCastleIsChosenWhereTheNativeEngineFails() {
    Argon2Engine chosen =
        Argon2Engines.choose(
            () -> {
              throw new UnsatisfiedLinkError("no library");
            });
    assertThat(chosen).isInstanceOf(BouncyCastleArgon2.class);
  }

  @Test
  void bouncyCastleIsChosenWhereTheNativeEngineAnswersWrongly() {
    Argon2Engine wrong = (parameters, password, salt, hashBytes) -> new byte[hashBytes];

    assertThat(Argon2Engines.choose(() -> wrong)).isInstanceOf(BouncyCastleArgon2.class);
  }

  @Test
  void aMachineWithoutThePlaceToUnpackTheLibraryHashesByBouncyCastle(@TempDir Path directory)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djna.tmpdir=" + directory.resolve("missing"),
                "-Djna.nounpack=true",
                "-Djna.nosys=true",
                "-cp",
                System.getProperty("java.class.path"),
                PrintEngine.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
          .contains("engine=BouncyCastleArgon2");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs in a process of its own, because a library that was loaded stays loaded. */
  static final class PrintEngine {
    private PrintEngine() {}

    public static void main(String[] arguments) {
      System.out.println("engine=" + Argon2Engines.preferred().getClass().getSimpleName());
    }
  }

  private static byte[] filled(int length, int octet) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) octet);
    return bytes;
  }
}
