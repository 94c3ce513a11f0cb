package dev.latchkey.invitations;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.latchkey.api.Latchkey;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.SendInvitations;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** A node of the service: a Vert.x instance with this module and a stand-in for accounts. */
final class InvitationsNode implements AutoCloseable {

  static final Origin ORIGIN = new Origin("192.0.2.7", null, "request-1");

  static final InvitationsConfig CONFIG =
      new InvitationsConfig(Duration.ofHours(48), Duration.ofDays(3));

  static final Keyset KEYSET = Keyset.generate();

  final Vertx vertx = Vertx.vertx();
  final Bus bus = Latchkey.connect(vertx);
  final TestDatabase test;
  final Database database;
  final FakeAccounts accounts;

  private InvitationsNode(TestDatabase test) {
    this.test = test;
    this.database = test.open(vertx);
    this.accounts = new FakeAccounts(database);
  }

  static InvitationsNode start(TestDatabase test) {
    InvitationsNode node = new InvitationsNode(test);
    node.get(node.vertx.deployVerticle(node.accounts));
    node.get(
        node.vertx.deployVerticle(
            () -> new InvitationsVerticle(node.database, KEYSET, CONFIG),
            new DeploymentOptions().setInstances(2)));
    return node;
  }

  /** Somebody who may invite, in an organisation of their own. */
  static Caller caller() {
    return caller(new OrganizationId(Ids.next()));
  }

  static Caller caller(OrganizationId organization) {
    return new Caller(
        new PersonId(Ids.next()),
        new LoginId(Ids.next()),
        organization,
        Set.of(Permission.values()),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        true,
        false,
        ORIGIN,
        null);
  }

  static SendInvitations.Item to(String email) {
    return new SendInvitations.Item(email, Set.of(), Set.of(), null);
  }

  /** Invites one person. */
  InvitationView invite(Caller caller, String email) {
    return ask(new SendInvitations(caller, List.of(to(email)))).items().get(0);
  }

  /** Invites several. */
  List<InvitationView> invite(Caller caller, Stream<String> emails) {
    return ask(new SendInvitations(caller, emails.map(InvitationsNode::to).toList())).items();
  }

  InvitationView describe(Caller caller, InvitationId id) {
    return ask(new DescribeInvitation(caller, id));
  }

  /** The token that the last mail of an invitation carries. */
  String token(InvitationId id) {
    String link =
        test.column("SELECT link_id FROM invitations.invitation WHERE id = '%s'".formatted(id))
            .get(0);
    return new LinkTokens(KEYSET).issue(new Purpose("invitation"), UUID.fromString(link));
  }

  /** Lets the time of an invitation end. */
  void letExpire(InvitationId id) {
    test.execute(
        "UPDATE invitations.invitation SET expires_at = now() WHERE id = '%s'".formatted(id));
  }

  <R extends Record> R ask(Request<R> request) {
    return get(bus.ask(request));
  }

  /** Why a request is refused. */
  Failure refusal(Request<?> request) {
    return Optional.ofNullable(outcome(request))
        .orElseGet(() -> Assertions.fail("the request was not refused"));
  }

  /** Null when it was done. */
  @Nullable Failure outcome(Request<?> request) {
    try {
      ask(request);
      return null;
    } catch (Refusal refusal) {
      return refusal.failure();
    }
  }

  /** What becomes of requests that are sent at once; null for one that was done. */
  List<Optional<Failure>> race(Stream<? extends Request<?>> requests) {
    List<Future<Optional<Failure>>> asked =
        requests.map(each -> bus.ask(each).transform(InvitationsNode::failure)).toList();
    get(Future.join(asked));
    return asked.stream().map(Future::result).toList();
  }

  private static Future<Optional<Failure>> failure(io.vertx.core.AsyncResult<?> result) {
    if (result.succeeded()) {
      return Future.succeededFuture(Optional.empty());
    }
    return result.cause() instanceof Refusal refusal
        ? Future.succeededFuture(Optional.of(refusal.failure()))
        : Future.failedFuture(result.cause());
  }

  /** The events so far: type and outcome. */
  List<String> events() {
    return test.column("SELECT type || ' ' || outcome FROM kernel.event ORDER BY sequence");
  }

  /** How many statements the action costs this node. */
  long statements(Runnable action) {
    long before = database.statements();
    action.run();
    return database.statements() - before;
  }

  <T> T get(Future<T> future) {
    try {
      return future.await(20, SECONDS);
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
