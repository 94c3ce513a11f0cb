package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.sessions.Authenticate;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody keeps a connection busy for longer than the deadlines allow. */
class DeadlinesIT {

  private static final String BODY_BEGINS =
      "POST /api/v1/password/forgot HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Content-Length: 1000\r\n\r\n{";

  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform =
        Platform.with(
            Map.of(
                "LATCHKEY_HTTP_HEADER_TIMEOUT", "1s",
                "LATCHKEY_HTTP_REQUEST_TIMEOUT", "2s",
                "LATCHKEY_HTTP_IDLE_TIMEOUT", "3s"));
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  /** Writes a character every 100 ms until the other side has had enough. */
  private static void trickle(Wire wire, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      while (System.nanoTime() < end) {
        wire.write(" ");
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    } catch (java.io.IOException closed) {
      return;
    }
  }

  private static Duration timed(Wire wire) throws Exception {
    long start = System.nanoTime();
    wire.readToEnd();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void aSilentConnectionIsClosed() throws Exception {
    try (Wire wire = platform.wire()) {
      assertThat(timed(wire)).isBetween(Duration.ofMillis(800), Duration.ofMillis(2500));
    }
  }

  @Test
  void aHeadThatComesByteByByteIsCutOff() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      long start = System.nanoTime();
      trickle(wire, Duration.ofSeconds(5));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void aBodyThatStopsIsAnsweredAndCutOff() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write(BODY_BEGINS);
      long start = System.nanoTime();
      assertThat(wire.readToEnd())
          .startsWith("HTTP/1.1 408 ")
          .contains("\"code\":\"request_timeout\"");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1800), Duration.ofSeconds(5));
    }
  }

  @Test
  void aBodyThatComesByteByByteIsCutOff() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write(BODY_BEGINS);
      long start = System.nanoTime();
      trickle(wire, Duration.ofSeconds(8));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void aBodyThatNobodyWantsIsCutOffToo() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write(BODY_BEGINS.replace("/api/v1/password/forgot", "/nothing"));
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 404 ");
      long start = System.nanoTime();
      trickle(wire, Duration.ofSeconds(8));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void aModuleThatNeverAnswersDoesNotKeepTheClientWaiting() throws Exception {
    Promise<Record> slow = Promise.promise();
    platform.modules.answer(DescribeMe.class, ask -> slow.future());
    var answer = platform.http.as("good").get("/api/v1/me");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    platform.modules.usual(DescribeMe.class);
    slow.complete(FakeModules.me(7));
    assertThat(platform.http.as("good").get("/api/v1/me").status()).isEqualTo(200);
  }

  @Test
  void aCallerWhoIsFoundTooLateGetsNothingDone() throws Exception {
    Promise<Record> slow = Promise.promise();
    AtomicReference<Record> asked = new AtomicReference<>();
    platform.modules.answer(
        Authenticate.class,
        ask -> {
          asked.set(ask);
          return slow.future();
        });
    assertThat(platform.http.as("slow").delete("/api/v1/me").status()).isEqualTo(503);
    platform.modules.knowsTokensAgain();
    slow.complete(platform.modules.callerOf((Authenticate) asked.get()));
    assertThat(platform.http.as("good").get("/api/v1/me").status()).isEqualTo(200);
    assertThat(platform.modules.wasAsked(CloseAccount.class)).isFalse();
  }

  @Test
  void aConnectionMayRestBetweenRequestsButNotForever() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 404 ");
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      wire.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 404 ");
      assertThat(timed(wire)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    }
  }

  @Test
  void anUnwantedBodyThatHasComeLeavesTheConnectionUsable() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write("POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 404 ");
      wire.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 404 ");
    }
  }
}
