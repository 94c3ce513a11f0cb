package dev.latchkey.router.management;

import dev.latchkey.router.exchange.Drain;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether new clients may be sent here: the service is not about to stop, and what it depends on
 * answers in time.
 */
final class Readiness {

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  /** Half of what load balancers commonly wait (chosen, not measured). */
  private static final long PATIENCE_MILLIS = 1000;

  private final Drain drain;
  private final Supplier<Future<Boolean>> dependencies;

  Readiness(Drain drain, Supplier<Future<Boolean>> dependencies) {
    this.drain = drain;
    this.dependencies = dependencies;
  }

  /** Never fails: what can't be found out is not ready. */
  Future<Boolean> check() {
    if (drain.hasBegun()) {
      return Future.succeededFuture(false);
    }
    return Future.succeededFuture()
        .compose(now -> dependencies.get())
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .otherwise(
            cause -> {
              LOG.warn("Not ready: {}", cause.toString());
              return false;
            });
  }
}
