package dev.latchkey.router.exchange;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What remains of a request: one log line and one measurement. Neither holds its path, its query or
 * anything else that a client chose, but the request id. Thread-safe.
 */
public final class RequestRecord {

  private static final Logger ACCESS = LoggerFactory.getLogger("dev.latchkey.router.access");
  private static final Set<HttpMethod> KNOWN_METHODS = Set.copyOf(HttpMethod.values());
  private static final String METER = "latchkey.http.requests";

  /** Where the histogram has its steps (chosen, not measured). */
  private static final Duration[] STEPS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private record Key(String operation, int statusClass) {}

  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  /** Measures into this registry. */
  public RequestRecord(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Keeps a request of that operation ({@link Exchange#operation}). */
  public void keep(HttpMethod method, Exchange exchange, int status) {
    keep(method, exchange.operation(), status, exchange.elapsedNanos(), exchange.requestId());
  }

  /** Keeps a request that could not even be read. */
  public void keepUnreadable(HttpMethod method, int status, String requestId) {
    keep(method, Exchange.NO_OPERATION, status, 0, requestId);
  }

  private void keep(HttpMethod method, String operation, int status, long nanos, String requestId) {
    timers
        .computeIfAbsent(new Key(operation, status / 100), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    String name = KNOWN_METHODS.contains(method) ? method.name() : "OTHER";
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    ACCESS.info("{} {} {} {} ms {}", name, operation, status, millis, requestId);
  }

  private Timer timer(Key key) {
    return Timer.builder(METER)
        .description("Requests by operation and class of status")
        .tag("operation", key.operation)
        .tag("status", key.statusClass + "xx")
        .serviceLevelObjectives(STEPS)
        .register(registry);
  }
}
