package dev.latchkey.router.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.exchange.Exchange;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * How often one client address may ask without credentials: as many requests at once as a minute
 * allows, refilled evenly. Shared by all servers of a node; thread-safe. {@link
 * Failure#TOO_MANY_REQUESTS} beyond, with the time until the next request is free.
 */
public final class PublicRequestLimit implements Handler<RoutingContext> {

  /** How many addresses are remembered; some 25 MB (chosen, not measured). */
  private static final int MAX_CLIENTS = 100_000;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int requestsPerMinute;
  private final TimeMeter clock;
  private final Cache<ClientKey, Bucket> buckets;

  /** Allows this many requests per minute and address. */
  public PublicRequestLimit(int requestsPerMinute) {
    this(requestsPerMinute, TimeMeter.SYSTEM_NANOTIME);
  }

  PublicRequestLimit(int requestsPerMinute, TimeMeter clock) {
    this.requestsPerMinute = requestsPerMinute;
    this.clock = clock;
    // A bucket that was not used for a window is full, so forgetting it changes nothing.
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_CLIENTS)
            .expireAfterAccess(WINDOW)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public void handle(RoutingContext context) {
    Duration wait = take(ClientKey.of(Exchange.of(context).client()));
    if (wait.isZero()) {
      context.next();
    } else {
      context.fail(Failure.TOO_MANY_REQUESTS.refusal().retryAfter(wait));
    }
  }

  /** Takes one request; answers zero, or how long to wait for the next one. */
  Duration take(ClientKey client) {
    ConsumptionProbe probe =
        buckets.get(client, unseen -> fullBucket()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  private Bucket fullBucket() {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(
            limit -> limit.capacity(requestsPerMinute).refillGreedy(requestsPerMinute, WINDOW))
        .build();
  }
}
