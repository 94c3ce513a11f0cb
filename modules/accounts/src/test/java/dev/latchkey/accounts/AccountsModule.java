package dev.latchkey.accounts;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.latchkey.accounts.organization.CreationPolicy;
import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.accounts.registration.RegistrationRules;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.Latchkey;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.OfferSetUp;
import dev.latchkey.api.accounts.SetUp;
import dev.latchkey.api.accounts.SetUpDone;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.HasherOptions;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The accounts module on a real database and bus; the sessions module is a list of what it heard.
 */
final class AccountsModule implements AutoCloseable {

  static final String PASSWORD = "correct horse battery staple";
  static final String LOOMS = "019aa5b0-0000-7000-8000-0000000000a1";
  static final String JOE = "019aa5b0-0000-7000-8000-0000000000a2";
  static final Origin ORIGIN = new Origin("192.0.2.7", "Test/1.0", "request-1");

  final Vertx vertx = Vertx.vertx();
  final Bus bus = Latchkey.connect(vertx);
  final TestDatabase test = TestDatabase.with("accounts");
  final Database database = test.open(vertx);
  final Keyset keyset = Keyset.generate();
  final PasswordHasher hasher = new PasswordHasher(vertx, HasherOptions.defaults());
  final List<EndLogins> endedLogins = new CopyOnWriteArrayList<>();
  final List<EndLoginsIn> endedLoginsIn = new CopyOnWriteArrayList<>();

  volatile boolean sessionsAnswer = true;

  AccountsModule() throws Exception {
    this(true, CreationPolicy.OWNERS);
  }

  AccountsModule(boolean open, CreationPolicy creation) throws Exception {
    AccountsConfig config =
        new AccountsConfig(
            new RegistrationRules(open, creation, Duration.ofHours(24)),
            new PasswordPolicy(15, 256),
            new GuessLimits(20, 100, Duration.ofSeconds(30), Duration.ofHours(1)),
            Duration.ofHours(24),
            Duration.ofHours(1));
    vertx.deployVerticle(new AccountsVerticle(database, keyset, hasher, config)).await(20, SECONDS);
    Answers.at(vertx, Addresses.SESSIONS)
        .to(
            EndLogins.class,
            request -> {
              endedLogins.add(request);
              return Future.succeededFuture(Done.DONE);
            })
        .to(
            EndLoginsIn.class,
            request -> {
              endedLoginsIn.add(request);
              return sessionsAnswer
                  ? Future.succeededFuture(Done.DONE)
                  : Future.failedFuture(Failure.UNAVAILABLE.refusal());
            })
        .listen()
        .await(20, SECONDS);
  }

  <R extends Record> R ask(Request<R> request) {
    try {
      return bus.ask(request).await(20, SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The code of the refusal that a request gets. */
  String refusal(Request<?> request) {
    try {
      ask(request);
      return "none";
    } catch (Refusal e) {
      return e.failure().code();
    }
  }

  /** Sets up an organisation with ada@example.com as its owner; answers her as a caller. */
  Caller owner() {
    String token = ask(new OfferSetUp()).token();
    SetUpDone done =
        ask(new SetUp(token, "Analytical Engines", "ada@example.com", PASSWORD, "Ada", ORIGIN));
    return caller(verify("ada@example.com", PASSWORD), true);
  }

  /** Makes a managed account with the usual password and these roles, member by default. */
  MemberView user(Caller admin, String email, BuiltInRole... roles) {
    Set<RoleId> ids = Stream.of(roles).map(BuiltInRole::id).collect(Collectors.toUnmodifiableSet());
    NewUser user = new NewUser(email, null, null, null, null, null);
    return ask(new CreateUser(admin, user, PASSWORD, ids)).user();
  }

  /** The same, signed in. */
  Caller signedInUser(Caller admin, String email, BuiltInRole... roles) {
    user(admin, email, roles);
    return caller(verify(email, PASSWORD), true);
  }

  /** An organisation of somebody else, as its owner. */
  Caller stranger() {
    test.execute(
        "INSERT INTO accounts.organization (id, name) VALUES ('%s', 'Looms')".formatted(LOOMS),
        "INSERT INTO accounts.person (id, handle, state) VALUES ('%s', 'joe', 'active')"
            .formatted(JOE),
        "INSERT INTO accounts.membership (organization_id, person_id, state, account_type)"
            + " VALUES ('%s', '%s', 'active', 'external')".formatted(LOOMS, JOE),
        "INSERT INTO accounts.membership_role VALUES ('%s', '%s', '%s')"
            .formatted(LOOMS, JOE, BuiltInRole.OWNER.id()));
    Authority authority = ask(new DescribeAuthority(PersonId.of(JOE), OrganizationId.of(LOOMS)));
    return caller(authority, true);
  }

  Authority verify(String name, String password) {
    return ask(new VerifyPassword(name, password, null, ORIGIN));
  }

  static Caller caller(Authority authority, boolean fresh) {
    return new Caller(
        authority.person(),
        new LoginId(Ids.next()),
        authority.organization(),
        authority.permissions(),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        fresh,
        authority.mustChangePassword(),
        ORIGIN,
        null);
  }

  /** The token of the newest unused link of a purpose, as a mail would carry it. */
  String token(LinkPurpose purpose) {
    return token(purpose, "true");
  }

  String token(LinkPurpose purpose, String condition) {
    List<String> ids =
        test.column(
            "SELECT id FROM accounts.link WHERE used_at IS NULL AND purpose = '"
                + purpose.wireName()
                + "' AND "
                + condition
                + " ORDER BY id DESC");
    return new LinkTokens(keyset)
        .issue(new Purpose(purpose.wireName()), UUID.fromString(ids.get(0)));
  }

  /** The newest event of a type, as text. */
  @Nullable String event(String type) {
    List<String> events =
        test.column(
            "SELECT (to_jsonb(e) - 'position')::text FROM kernel.event e WHERE type = '"
                + type
                + "' ORDER BY sequence DESC");
    return events.isEmpty() ? null : events.get(0);
  }

  @Override
  public void close() throws Exception {
    hasher.close();
    database.close().await(20, SECONDS);
    vertx.close().await(20, SECONDS);
  }
}
