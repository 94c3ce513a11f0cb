package dev.latchkey.sessions;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.latchkey.api.Latchkey;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.api.sessions.RefreshLogin;
import dev.latchkey.api.sessions.SignIn;
import dev.latchkey.api.sessions.SignedIn;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** A node of the service: a Vert.x instance with this module and a stand-in for accounts. */
final class Node implements AutoCloseable {

  static final String ISSUER = "https://id.example.org";
  static final Origin ORIGIN =
      new Origin(
          "192.0.2.7",
          "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "request-1");

  static final SessionsConfig CONFIG =
      new SessionsConfig(
          Duration.ofDays(30),
          Duration.ofDays(7),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10),
          Optional.empty(),
          Duration.ofDays(30),
          Duration.ofMinutes(5));

  /** One keyset for all nodes of a test. */
  static final Keyset KEYSET = Keyset.generate();

  final Vertx vertx = Vertx.vertx();
  final Bus bus = Latchkey.connect(vertx);
  final Database database;

  private Node(TestDatabase test) {
    this.database = test.open(vertx);
  }

  static Node start(TestDatabase test, People people) {
    return start(test, people, CONFIG, KeySchedule.STANDARD);
  }

  static Node start(TestDatabase test, People people, SessionsConfig config, KeySchedule schedule) {
    Node node = new Node(test);
    node.get(node.vertx.deployVerticle(new FakeAccounts(people)));
    node.get(node.vertx.deployVerticle(new FakeMfa(people)));
    node.get(node.deploy(KEYSET, config, schedule, 2));
    return node;
  }

  static Node bare(TestDatabase test) {
    return new Node(test);
  }

  Future<String> deploy(Keyset keyset, SessionsConfig config, KeySchedule schedule, int instances) {
    return vertx.deployVerticle(
        () -> new SessionsVerticle(database, keyset, config, ISSUER, schedule),
        new DeploymentOptions().setInstances(instances));
  }

  SignedIn signIn(String identifier) {
    return ask(new SignIn(identifier, People.PASSWORD, null, null, ORIGIN)).signedIn();
  }

  Caller authenticate(SignedIn signedIn) {
    return ask(new Authenticate(signedIn.accessToken(), ORIGIN));
  }

  SignedIn refresh(SignedIn signedIn) {
    return ask(new RefreshLogin(signedIn.refreshToken(), ORIGIN));
  }

  <R extends Record> R ask(Request<R> request) {
    return get(bus.ask(request));
  }

  /** Why a request is refused. */
  Failure refusal(Request<?> request) {
    try {
      bus.ask(request).await(10, SECONDS);
    } catch (Refusal refusal) {
      return refusal.failure();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return Assertions.fail("the request was not refused");
  }

  Failure refusalOf(SignedIn signedIn) {
    return refusal(new Authenticate(signedIn.accessToken(), ORIGIN));
  }

  Failure refusalToRefresh(SignedIn signedIn) {
    return refusal(new RefreshLogin(signedIn.refreshToken(), ORIGIN));
  }

  /** How many statements the action costs this node. */
  long statements(Runnable action) {
    long before = database.statements();
    action.run();
    return database.statements() - before;
  }

  <T> T get(Future<T> future) {
    try {
      return future.await(10, SECONDS);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    vertx.deploymentIDs().forEach(id -> get(vertx.undeploy(id)));
    get(database.close());
    get(vertx.close());
  }
}
