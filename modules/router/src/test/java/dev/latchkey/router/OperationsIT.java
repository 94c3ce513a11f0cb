package dev.latchkey.router;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.router.config.Endpoint;
import dev.latchkey.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see: health, metrics, and a stop that loses no request. */
class OperationsIT {

  private final AtomicReference<Future<Boolean>> database =
      new AtomicReference<>(Future.succeededFuture(true));

  private Platform platform;
  private ManagementVerticle management;
  private Http operator;

  @BeforeEach
  void start() throws Exception {
    platform = Platform.with(Map.of());
    management =
        new ManagementVerticle(
            new Endpoint("127.0.0.1", 0), platform.drain, database::get, platform.registry);
    platform.vertx.deployVerticle(management).await(10, SECONDS);
    operator = new Http(platform.vertx, management.port());
  }

  @AfterEach
  void stop() throws Exception {
    platform.close();
  }

  @Test
  void itIsLiveAndReady() throws Exception {
    assertThat(operator.get("/health/live").status()).isEqualTo(200);
    var ready = operator.get("/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().getString("status")).isEqualTo("ready");
    assertThat(operator.get("/").status()).isEqualTo(404);
    assertThat(operator.post("/health/live", ready.json()).status()).isEqualTo(405);
  }

  @Test
  void withoutItsDatabaseItIsLiveButNotReady() throws Exception {
    database.set(Future.succeededFuture(false));
    assertThat(operator.get("/health/ready").status()).isEqualTo(503);
    database.set(Future.failedFuture("no route to host"));
    assertThat(operator.get("/health/ready").status()).isEqualTo(503);
    assertThat(operator.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void aDatabaseThatHangsIsGivenASecond() throws Exception {
    database.set(Promise.<Boolean>promise().future());
    long start = System.nanoTime();
    assertThat(operator.get("/health/ready").status()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void requestsAreCountedByOperationAndStatusAndNeverByPath() throws Exception {
    platform.http.as("good").get("/api/v1/me");
    platform.http.get("/api/v1/me");
    platform.http.get("/secret-path?token=abc");
    String metrics = operator.get("/metrics").body().toString();
    assertThat(metrics)
        .contains("latchkey_http_requests_seconds_count{operation=\"describeMe\",status=\"2xx\"} 1")
        .contains("latchkey_http_requests_seconds_count{operation=\"describeMe\",status=\"4xx\"} 1")
        .contains("latchkey_http_requests_seconds_count{operation=\"-\",status=\"4xx\"} 1")
        .contains("latchkey_http_requests_seconds_bucket{operation=\"describeMe\"")
        .doesNotContain("secret-path")
        .doesNotContain("abc");
  }

  @Test
  void aClientThatWentAwayIsNoSuccess() throws Exception {
    AtomicReference<Boolean> asked = new AtomicReference<>();
    platform.modules.answer(
        DescribeMe.class,
        ask -> {
          asked.set(true);
          return Promise.<Record>promise().future();
        });
    try (Wire wire = platform.wire()) {
      wire.write(Wire.head("GET /api/v1/me HTTP/1.1", "Host: x", "Authorization: Bearer good"));
      Eventually.value("the request", asked::get);
    }
    Eventually.passes(
        () -> assertThat(platform.registry.scrape()).contains("\"describeMe\",status=\"4xx\"} 1"));
  }

  @Test
  void whileItDrainsItIsNotReadyAndSendsClientsElsewhere() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(wire.readAnswer().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("connection: close");
      platform.drain.begin();
      assertThat(operator.get("/health/ready").status()).isEqualTo(503);
      assertThat(operator.get("/health/live").status()).isEqualTo(200);
      wire.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(wire.readToEnd().toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
    }
  }

  @Test
  void aStopLetsARunningRequestFinish() throws Exception {
    Promise<Record> slow = Promise.promise();
    AtomicReference<Boolean> asked = new AtomicReference<>();
    platform.modules.answer(
        DescribeMe.class,
        ask -> {
          asked.set(true);
          return slow.future();
        });
    try (Wire running = platform.wire();
        Wire idle = platform.wire()) {
      running.write("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n");
      Eventually.value("the request", asked::get);
      Future<?> stopped = platform.undeployRouter();
      assertThat(idle.readToEnd()).isEmpty();
      assertThat(operator.get("/health/ready").status()).isEqualTo(503);
      assertThat(stopped.isComplete()).isFalse();
      slow.complete(FakeModules.me(7));
      assertThat(running.readToEnd()).startsWith("HTTP/1.1 200 ");
      stopped.await(3, SECONDS);
    }
  }
}
