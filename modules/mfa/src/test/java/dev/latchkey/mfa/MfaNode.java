package dev.latchkey.mfa;

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
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.DescribeFactors;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.TotpSetup;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.otp.OtpKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** A node of the service: a Vert.x instance with this module and a stand-in for accounts. */
final class MfaNode implements AutoCloseable {

  static final String ISSUER = "Analytical Engines";

  static final Origin ORIGIN =
      new Origin(
          "192.0.2.7",
          "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "request-1");

  static final MfaConfig CONFIG =
      new MfaConfig(
          Optional.empty(),
          new PasskeyConfig(Optional.empty(), List.of()),
          new GuessLimits(20, 100, Duration.ofSeconds(30), Duration.ofHours(1)));

  static final RelyingPartyConfig PARTY =
      new RelyingPartyConfig(
          ISSUER, "example.org", Set.of("https://id.example.org", "https://app.example.org"));

  /** One keyset for all nodes of a test. */
  static final Keyset KEYSET = Keyset.generate();

  final Vertx vertx = Vertx.vertx();
  final Bus bus = Latchkey.connect(vertx);
  final FakeAccounts accounts = new FakeAccounts();
  final TestDatabase test;
  final Database database;

  private MfaNode(TestDatabase test) {
    this.test = test;
    this.database = test.open(vertx);
  }

  static MfaNode start(TestDatabase test) {
    return start(test, KEYSET);
  }

  static MfaNode start(TestDatabase test, Keyset keyset) {
    MfaNode node = new MfaNode(test);
    node.get(node.vertx.deployVerticle(node.accounts));
    node.get(
        node.vertx.deployVerticle(
            () -> new MfaVerticle(node.database, keyset, CONFIG, PARTY),
            new DeploymentOptions().setInstances(2)));
    return node;
  }

  /** Somebody who has just proven who they are. */
  static Caller caller() {
    return caller(new PersonId(Ids.next()), true);
  }

  static Caller caller(PersonId person, boolean fresh) {
    return new Caller(
        person,
        new LoginId(Ids.next()),
        new OrganizationId(Ids.next()),
        Set.of(Permission.values()),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        fresh,
        false,
        ORIGIN,
        null);
  }

  /** An app of a person, and the codes that came with it. */
  record App(Caller caller, byte[] secret, List<String> recoveryCodes) {}

  /** Binds an app. */
  App enrol(Caller caller) {
    byte[] secret = secret(ask(new BeginTotp(caller)));
    RecoveryCodes codes = ask(new ConfirmTotp(caller, code(secret)));
    return new App(caller, secret, codes.codes());
  }

  static byte[] secret(TotpSetup setUp) {
    return new OtpKey().setKey(setUp.secret()).getKeyBytes();
  }

  /** What the app shows now, by the database's clock. */
  String code(byte[] secret) {
    return code(secret, 0);
  }

  /** What it shows so many steps later. */
  String code(byte[] secret, int steps) {
    long second =
        Long.parseLong(test.column("SELECT floor(extract(epoch FROM now()))::bigint").get(0));
    return Totp.code(secret, second / 30 + steps, 6);
  }

  /** As if no code had been used yet. */
  void forgetSteps() {
    test.execute("UPDATE mfa.totp SET last_step = 0");
  }

  static VerifySecondFactor totp(PersonId person, String code) {
    return new VerifySecondFactor(person, null, new SecondFactor(code, null), ORIGIN);
  }

  static VerifySecondFactor recovery(PersonId person, String code) {
    return new VerifySecondFactor(person, null, new SecondFactor(null, code), ORIGIN);
  }

  SecondFactorProven prove(App app) {
    forgetSteps();
    return ask(totp(app.caller().person(), code(app.secret())));
  }

  Factors factors(Caller caller) {
    return ask(new DescribeFactors(caller.person()));
  }

  <R extends Record> R ask(Request<R> request) {
    return get(bus.ask(request));
  }

  /** Why a request is refused. */
  Failure refusal(Request<?> request) {
    return Optional.ofNullable(outcome(request))
        .orElseGet(() -> Assertions.fail("the request was not refused"));
  }

  private @Nullable Failure outcome(Request<?> request) {
    try {
      ask(request);
      return null;
    } catch (Refusal refusal) {
      return refusal.failure();
    }
  }

  /** How many statements the action costs this node. */
  long statements(Runnable action) {
    long before = database.statements();
    action.run();
    return database.statements() - before;
  }

  /** The events so far: type, outcome, actor and data without the request's id. */
  List<String> events() {
    return test.column(
        "SELECT concat_ws(' ', type, outcome, actor_kind, (data - 'requestId')::text)"
            + " FROM kernel.event ORDER BY sequence");
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
