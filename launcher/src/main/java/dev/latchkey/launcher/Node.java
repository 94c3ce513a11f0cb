package dev.latchkey.launcher;

import dev.latchkey.accounts.AccountsVerticle;
import dev.latchkey.api.Latchkey;
import dev.latchkey.api.accounts.OfferSetUp;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.notifications.NotificationsVerticle;
import dev.latchkey.router.ManagementVerticle;
import dev.latchkey.router.RouterShared;
import dev.latchkey.router.RouterVerticle;
import dev.latchkey.router.exchange.Drain;
import dev.latchkey.sessions.SessionsVerticle;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running Latchkey: the modules of this JVM, wired. Started and stopped by one thread, which
 * may block.
 */
final class Node {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  /** SIGTERM ends the process within 10 s: eight for requests, one for the modules. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(8);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final NodeConfig config;
  private final Storage storage;
  private final Vertx vertx;
  private final Bus bus;
  private final Database database;
  private final PasswordHasher hasher;
  private final PrometheusMeterRegistry registry;
  private final Drain drain;
  private URI url = URI.create("http://127.0.0.1");
  private Optional<String> router = Optional.empty();

  private Node(NodeConfig config, Storage storage, Vertx vertx, Bus bus) {
    this.config = config;
    this.storage = storage;
    this.vertx = vertx;
    this.bus = bus;
    this.database = Database.open(vertx, storage.server(), config.database().pool());
    this.hasher = new PasswordHasher(vertx, config.hasher());
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.drain = new Drain();
  }

  /** Starts a node; the database and Vert.x come up side by side. */
  static Node start(NodeConfig config) throws Exception {
    CompletableFuture<Storage> storage =
        CompletableFuture.supplyAsync(() -> Storage.open(config.place()));
    Vertx vertx =
        Clustering.start(config.cluster(), new VertxOptions().setPreferNativeTransport(true));
    Node node = new Node(config, join(storage), vertx, Latchkey.connect(vertx));
    node.deploy();
    return node;
  }

  private static Storage join(CompletableFuture<Storage> storage) {
    try {
      return storage.join();
    } catch (java.util.concurrent.CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  private void deploy() throws Exception {
    if (!await(storage.fingerprint().isIn(database))) {
      storage.migrate();
    }
    RouterShared shared = RouterShared.load(config.http(), bus, registry, drain);
    await(
        Future.all(
            deploy(1, () -> new EventsVerticle(database)),
            deploy(
                config.instances().accounts(),
                () ->
                    new AccountsVerticle(database, storage.keyset(), hasher, config.accounts()))));
    RouterVerticle.Deployed deployed =
        await(RouterVerticle.deploy(vertx, config.http(), shared, config.instances().router()));
    router = Optional.of(deployed.deploymentId());
    url = listeningAt(deployed.port());
    String issuer = config.sessions().issuer().orElseGet(() -> publicUrl().toString());
    await(
        Future.all(
            deploy(
                config.instances().sessions(),
                () -> new SessionsVerticle(database, storage.keyset(), config.sessions(), issuer)),
            deploy(
                1,
                () ->
                    new NotificationsVerticle(
                        database, storage.keyset(), config.mail(), publicUrl()))));
    await(manage());
    new Gauges(database, hasher).bindTo(registry);
    hasher.warmUp().onFailure(failure -> LOG.warn("The hasher did not warm up", failure));
  }

  private Future<?> manage() {
    return config.management().enabled()
        ? deploy(
            1,
            () ->
                new ManagementVerticle(
                    config.management().endpoint(), drain, this::databaseAnswers, registry))
        : Future.succeededFuture();
  }

  private Future<String> deploy(int instances, Supplier<Deployable> verticle) {
    return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances));
  }

  private Future<Boolean> databaseAnswers() {
    return database.any("SELECT 1");
  }

  private static <T> T await(Future<T> step) throws Exception {
    return step.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private URI listeningAt(int port) {
    String host = config.http().endpoint().host();
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    String scheme = config.http().tls().isPresent() ? "https" : "http";
    String literal = reachable.contains(":") ? "[" + reachable + "]" : reachable;
    return URI.create(scheme + "://" + literal + ":" + port);
  }

  private URI publicUrl() {
    return config.publicUrl().orElse(url);
  }

  /** Where it listens. */
  URI url() {
    return url;
  }

  /** A fresh set-up token, while there is no organisation. */
  Optional<String> offerSetUp() throws Exception {
    return Optional.ofNullable(await(bus.ask(new OfferSetUp())).token());
  }

  /**
   * Lets running requests finish, then stops everything. The modules answer until the last request
   * has its answer.
   */
  void stop() {
    drain.begin();
    within(DRAIN_PATIENCE, router.map(vertx::undeploy).orElseGet(Future::succeededFuture));
    within(STOP_PATIENCE, vertx.close());
    hasher.close();
    storage.close();
  }

  private static void within(Duration patience, Future<?> step) {
    try {
      step.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception late) {
      LOG.warn("Not everything stopped in time: {}", late.toString());
    }
  }
}
