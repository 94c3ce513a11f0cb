package dev.latchkey.launcher;

import dev.latchkey.accounts.AccountsVerticle;
import dev.latchkey.api.Latchkey;
import dev.latchkey.api.accounts.OfferSetUp;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.invitations.InvitationsVerticle;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.mfa.MfaVerticle;
import dev.latchkey.mfa.RelyingPartyConfig;
import dev.latchkey.notifications.NotificationsVerticle;
import dev.latchkey.router.ManagementVerticle;
import dev.latchkey.router.RouterShared;
import dev.latchkey.router.RouterVerticle;
import dev.latchkey.router.Surfaces;
import dev.latchkey.router.config.Endpoint;
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
import java.util.concurrent.CompletionException;
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

  /** SIGTERM ends the process within 10 s: seven for requests, the rest for the modules. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(7);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final NodeConfig config;
  private final Storage storage;
  private final Vertx vertx;
  private final Bus bus;
  private final Database database;
  private final PasswordHasher hasher;
  private final PrometheusMeterRegistry registry;
  private final Drain drain = new Drain();
  private URI url = URI.create("http://127.0.0.1");
  private Optional<String> router = Optional.empty();

  private Node(
      NodeConfig config, Storage storage, Vertx vertx, Bus bus, PrometheusMeterRegistry registry) {
    this.config = config;
    this.storage = storage;
    this.vertx = vertx;
    this.bus = bus;
    this.database = Database.open(vertx, storage.server(), config.database().pool());
    this.hasher = new PasswordHasher(vertx, config.hasher());
    this.registry = registry;
  }

  /** Starts a node; the database, Vert.x and the contracts come up side by side. */
  static Node start(NodeConfig config) throws Exception {
    CompletableFuture<Storage> storage =
        CompletableFuture.supplyAsync(() -> Storage.open(config.place()));
    CompletableFuture<Surfaces> surfaces =
        CompletableFuture.supplyAsync(() -> Surfaces.read(config.surfaces()));
    Vertx vertx =
        Clustering.start(config.cluster(), new VertxOptions().setPreferNativeTransport(true));
    Bus bus = Latchkey.connect(vertx);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Node node = new Node(config, join(storage), vertx, bus, registry);
    node.deploy(surfaces);
    return node;
  }

  private static <T> T join(CompletableFuture<T> part) {
    try {
      return part.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /** The router before those who need to know the port that it got. */
  private void deploy(CompletableFuture<Surfaces> surfaces) throws Exception {
    Future<Boolean> upToDate = storage.fingerprint().isIn(database);
    if (!await(upToDate)) {
      storage.migrate();
      await(storage.admits(database));
    }
    storage.warnOfOwner();
    await(Future.all(deployEvents(), deployAccounts()));
    deployRouter(RouterShared.of(config.http(), join(surfaces), bus, registry, drain));
    await(Future.all(deploySessions(), deployMfa(), deployInvitations(), deployNotifications()));
    deployManagement();
    new Gauges(database, hasher).bindTo(registry);
    hasher.warmUp().onFailure(failure -> LOG.warn("The hasher did not warm up", failure));
  }

  private Future<?> deployEvents() {
    return deploy(1, () -> new EventsVerticle(database, config.keptMonths()));
  }

  private Future<?> deployAccounts() {
    return deploy(
        config.instances().accounts(),
        () -> new AccountsVerticle(database, storage.keyset(), hasher, config.accounts()));
  }

  private Future<?> deploySessions() {
    String issuer = config.sessions().issuer().orElseGet(() -> publicUrl().toString());
    return deploy(
        config.instances().sessions(),
        () -> new SessionsVerticle(database, storage.keyset(), config.sessions(), issuer));
  }

  private Future<?> deployMfa() {
    RelyingPartyConfig party = config.mfa().relyingParty(config.mail().product(), publicUrl());
    return deploy(
        config.instances().mfa(),
        () -> new MfaVerticle(database, storage.keyset(), config.mfa(), party));
  }

  private Future<?> deployInvitations() {
    return deploy(
        config.instances().invitations(),
        () -> new InvitationsVerticle(database, storage.keyset(), config.invitations()));
  }

  private Future<?> deployNotifications() {
    NotificationsVerticle notifications =
        new NotificationsVerticle(database, storage.keyset(), config.mail(), publicUrl());
    return deploy(1, () -> notifications)
        .onSuccess(id -> OutboxGauges.watching(vertx, notifications::status).bindTo(registry));
  }

  private void deployRouter(RouterShared shared) throws Exception {
    RouterVerticle.Deployed deployed =
        await(
            listening(
                "http",
                config.http().endpoint(),
                RouterVerticle.deploy(vertx, config.http(), shared, config.instances().router())));
    router = Optional.of(deployed.deploymentId());
    url = listeningAt(deployed.port());
  }

  private void deployManagement() throws Exception {
    if (config.management().enabled()) {
      Endpoint endpoint = config.management().endpoint();
      Supplier<Deployable> verticle =
          () -> new ManagementVerticle(endpoint, drain, this::databaseAnswers, registry);
      await(listening("management", endpoint, deploy(1, verticle)));
    }
  }

  private static <T> Future<T> listening(String group, Endpoint endpoint, Future<T> deployment) {
    return deployment.recover(
        cause ->
            Future.failedFuture(
                new StartFailure(
                    "%s:%d can't be listened at: %s. See %s.host, %s.port and the TLS files."
                        .formatted(
                            endpoint.host(), endpoint.port(), cause.getMessage(), group, group),
                    cause)));
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
    within(
        STOP_PATIENCE, Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()));
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
