package dev.latchkey.router;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.latchkey.api.Messages;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.RecordCodec;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.router.config.HttpConfig;
import dev.latchkey.router.config.SurfacesConfig;
import dev.latchkey.router.exchange.Drain;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** The router over fake modules, on a port of its own, with the shipped settings but for some. */
public final class Platform implements AutoCloseable {

  private static final int INSTANCES = 2;

  public final Vertx vertx = Vertx.vertx();
  public final FakeModules modules = new FakeModules();
  public final Drain drain = new Drain();
  public final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  public final int port;
  private final RouterVerticle.Deployed router;
  public final Http http;

  private Platform(Map<String, String> chosen) throws Exception {
    Map<String, String> environment = new HashMap<>(chosen);
    environment.putIfAbsent("LATCHKEY_HTTP_PORT", "0");
    environment.putIfAbsent("LATCHKEY_LIMITS_PUBLIC_REQUESTS_PER_MINUTE", "100000");
    Settings settings = Settings.load(Optional.empty(), environment);
    HttpConfig config = HttpConfig.from(settings);
    vertx.eventBus().registerCodec(new RecordCodec(Messages.ALL));
    vertx.deployVerticle(modules).await(10, SECONDS);
    RouterShared shared =
        RouterShared.of(
            config, Surfaces.read(SurfacesConfig.from(settings)), new Bus(vertx), registry, drain);
    router = RouterVerticle.deploy(vertx, config, shared, INSTANCES).await(10, SECONDS);
    port = router.port();
    http = new Http(vertx, port);
  }

  /**
   * Starts with these settings.
   *
   * @param settings by the names of their environment variables
   */
  public static Platform with(Map<String, String> settings) throws Exception {
    return new Platform(settings);
  }

  /** A bare connection to it. */
  public Wire wire() throws Exception {
    return new Wire(port);
  }

  /** Begins to stop the router alone. */
  public Future<Void> undeployRouter() {
    return vertx.undeploy(router.deploymentId());
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }
}
