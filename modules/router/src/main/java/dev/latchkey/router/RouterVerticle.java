package dev.latchkey.router;

import dev.latchkey.router.config.Endpoint;
import dev.latchkey.router.config.HttpConfig;
import dev.latchkey.router.contract.CanonicalPath;
import dev.latchkey.router.contract.Mount;
import dev.latchkey.router.exchange.Cors;
import dev.latchkey.router.exchange.Exchanges;
import dev.latchkey.router.exchange.RequestHead;
import dev.latchkey.router.problem.Problems;
import dev.latchkey.router.problem.UnreadableRequests;
import dev.latchkey.router.surface.Surface;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One server of the public port. Several of them share the port, each with an event loop of its
 * own. Stopping lets running requests finish for as long as {@code http.drain-timeout}.
 */
public final class RouterVerticle extends VerticleBase {

  /** All servers that listen at a picked port must listen at the same one. */
  private static final int PICKED_PORT_ID = 1;

  private static final int[] FAILURES_WITHOUT_ROUTE = {400, 404, 405, 413, 417, 500};

  private final HttpConfig config;
  private final RouterShared shared;
  private @Nullable HttpServer server;

  private RouterVerticle(HttpConfig config, RouterShared shared) {
    this.config = config;
    this.shared = shared;
  }

  /**
   * Servers that share a port.
   *
   * @param deploymentId what to undeploy
   * @param port where they listen
   */
  public record Deployed(String deploymentId, int port) {}

  /** Deploys this many servers; fails when the port is taken, or the certificate can't be read. */
  public static Future<Deployed> deploy(
      Vertx vertx, HttpConfig config, RouterShared shared, int instances) {
    Queue<RouterVerticle> servers = new ConcurrentLinkedQueue<>();
    Supplier<Deployable> verticle =
        () -> {
          RouterVerticle server = new RouterVerticle(config, shared);
          servers.add(server);
          return server;
        };
    return config
        .tls()
        .map(certificate -> ServerKey.check(vertx, certificate))
        .orElseGet(Future::succeededFuture)
        .compose(
            readable ->
                vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances)))
        .map(id -> new Deployed(id, servers.element().port()));
  }

  @Override
  public Future<?> start() {
    Exchanges exchanges = exchanges();
    HttpServer listening =
        vertx
            .createHttpServer(Servers.options(config))
            .connectionHandler(exchanges::opened)
            .invalidRequestHandler(new UnreadableRequests(shared.record()))
            .requestHandler(router(exchanges));
    server = listening;
    return listening.listen(address(config.endpoint()));
  }

  @Override
  public Future<?> stop() {
    shared.drain().begin();
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(config.times().drain().toMillis(), TimeUnit.MILLISECONDS);
  }

  private int port() {
    return server == null ? 0 : server.actualPort();
  }

  private Exchanges exchanges() {
    HttpConfig.Times times = config.times();
    return new Exchanges(
        vertx,
        new Exchanges.Patience(times.header(), times.request(), times.idle()),
        config.clients().trustedProxies(),
        shared.record(),
        shared.drain());
  }

  private Router router(Exchanges exchanges) {
    Router router = Router.router(vertx);
    router.route().handler(exchanges::begin).failureHandler(Problems::answer);
    router.route().handler(new RequestHead(config.sizes().maxUriBytes()));
    router.route().handler(new Cors(config.clients().corsOrigins()));
    router.route().handler(this::claim);
    router.route().handler(new CanonicalPath(this::mayEndInSlash));
    shared.documentation().mount(router);
    shared.problemPages().mount(router);
    for (Surface surface : shared.surfaces()) {
      surface.mount(router, shared.limit(), config.sizes().maxBodyBytes());
    }
    Mount.nothingElse(router);
    for (int status : FAILURES_WITHOUT_ROUTE) {
      router.errorHandler(status, context -> refused(exchanges, context));
    }
    return router;
  }

  private Optional<Surface> surface(String path) {
    return shared.surfaces().stream()
        .filter(each -> each.contract().manners().own(path))
        .findFirst();
  }

  private void claim(RoutingContext context) {
    surface(String.valueOf(context.request().path())).ifPresent(it -> it.claim(context));
    context.next();
  }

  private boolean mayEndInSlash(String path) {
    return surface(path).filter(it -> it.contract().manners().slashAtEnd()).isPresent();
  }

  /** The router refuses some requests, such as those without a host, before it asks any route. */
  private static void refused(Exchanges exchanges, RoutingContext context) {
    exchanges.beginRefused(context);
    Problems.answer(context);
  }

  private static SocketAddress address(Endpoint endpoint) {
    return endpoint.port() == 0
        ? SocketAddress.sharedRandomPort(PICKED_PORT_ID, endpoint.host())
        : SocketAddress.inetSocketAddress(endpoint.port(), endpoint.host());
  }
}
