package dev.latchkey.router;

import dev.latchkey.router.config.Endpoint;
import dev.latchkey.router.exchange.Drain;
import dev.latchkey.router.management.ManagementPages;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Health checks and metrics on a port of their own, without credentials: {@code GET /health/live},
 * {@code GET /health/ready} and {@code GET /metrics}. Deployed once.
 */
public final class ManagementVerticle extends VerticleBase {

  private static final int IDLE_SECONDS = 30;

  private final Endpoint endpoint;
  private final Drain drain;
  private final Supplier<Future<Boolean>> dependencies;
  private final PrometheusMeterRegistry registry;
  private @Nullable HttpServer server;

  /**
   * @param dependencies whether what the service needs answers; called at each {@code
   *     /health/ready}, given one second, and a failure means no
   * @param registry what {@code /metrics} shows
   */
  public ManagementVerticle(
      Endpoint endpoint,
      Drain drain,
      Supplier<Future<Boolean>> dependencies,
      PrometheusMeterRegistry registry) {
    this.endpoint = endpoint;
    this.drain = drain;
    this.dependencies = dependencies;
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    var pages = new ManagementPages(vertx, drain, dependencies, registry);
    HttpServer listening = vertx.createHttpServer(options).requestHandler(pages);
    server = listening;
    return listening.listen(endpoint.port(), endpoint.host());
  }

  /** The port that was picked; only once it is deployed. */
  public int port() {
    return server == null ? 0 : server.actualPort();
  }
}
