package dev.latchkey.kernel.sql;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.bus.Nudge;
import dev.latchkey.kernel.config.DatabaseConfig;
import dev.latchkey.kernel.config.DatabaseServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database as the modules see it. One pool per node, shared by every verticle; at most {@code
 * max-waiting} statements wait for a connection, and none longer than the deadline. Thread-safe.
 */
public final class Database implements Sql {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /**
   * SQLSTATE classes that say that nothing was done and the same may succeed later: the server is
   * in trouble, or the transaction gave way to another one (40).
   */
  private static final Set<String> TROUBLE = Set.of("08", "40", "53", "57", "58");

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Pool pool;
  private final Duration deadline;
  private final Nudge changed;
  private final LongAdder statements;
  private volatile boolean hasAnswered;

  private Database(Pool pool, Duration deadline, Nudge changed) {
    this.pool = pool;
    this.changed = changed;
    this.deadline = deadline;
    this.statements = new LongAdder();
  }

  /** Opens a pool for the service's own role; connections are made when they are needed. */
  public static Database open(Vertx vertx, DatabaseServer server, DatabaseConfig.Pool bounds) {
    Pool pool =
        PgBuilder.pool()
            .using(vertx)
            .connectingTo(connecting(server, bounds))
            .with(pooling(bounds))
            .build();
    return new Database(pool, bounds.statementTimeout(), Nudge.of(vertx, Nudge.CHANGED));
  }

  private static PgConnectOptions connecting(DatabaseServer server, DatabaseConfig.Pool bounds) {
    String millis = String.valueOf(bounds.statementTimeout().toMillis());
    // A transaction that nobody goes on with, as its node is frozen, holds its locks no longer.
    // Whoever
    // can end it themselves has done so long before.
    String idleMillis = String.valueOf(bounds.statementTimeout().multipliedBy(2).toMillis());
    PgConnectOptions options = new PgConnectOptions();
    options
        .setHost(server.address().host())
        .setPort(server.address().port())
        .setDatabase(server.address().database())
        .setUser(server.service().user())
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(256)
        .setPreparedStatementCacheSqlFilter(statement -> !statement.startsWith(PLANNED_ANEW))
        .setReconnectAttempts(0);
    options
        .setSslMode(server.address().sslMode())
        .setSslOptions(trusting(server))
        .addProperty("statement_timeout", millis)
        .addProperty("lock_timeout", millis)
        .addProperty("idle_in_transaction_session_timeout", idleMillis)
        .addProperty("application_name", "latchkey");
    server.service().password().ifPresent(password -> options.setPassword(password.reveal()));
    return options;
  }

  private static ClientSSLOptions trusting(DatabaseServer server) {
    ClientSSLOptions options = new ClientSSLOptions();
    return server
        .address()
        .authorities()
        .map(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())))
        .orElseGet(() -> options.setTrustAll(true));
  }

  private static PoolOptions pooling(DatabaseConfig.Pool bounds) {
    return new PoolOptions()
        .setName("latchkey")
        .setMaxSize(bounds.size())
        .setMaxWaitQueueSize(bounds.maxWaiting())
        .setConnectionTimeout((int) bounds.statementTimeout().toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(10)
        .setIdleTimeoutUnit(TimeUnit.MINUTES);
  }

  @Override
  public Future<RowSet<Row>> run(String statement, @Nullable Object... values) {
    return bounded(() -> execute(pool, statement, values));
  }

  @Override
  public Future<RowSet<Row>> change(String statement, @Nullable Object... values) {
    return run(statement, values).onSuccess(rows -> changed.give());
  }

  /**
   * Runs the work in one transaction, which is committed when its future succeeds and rolled back
   * when it fails. It counts two statements more than the work.
   */
  public <T> Future<T> transaction(Function<Sql, Future<T>> work) {
    statements.add(2);
    return bounded(() -> pool.withTransaction(connection -> work.apply(within(connection))))
        .onSuccess(result -> changed.give());
  }

  /**
   * As {@link #transaction(Function)}, with a first statement that is sent together with the
   * beginning: the two are one round trip, and count as one.
   *
   * @param work goes on from what the first statement found
   */
  public <T> Future<T> transaction(Statement first, BiFunction<Sql, RowSet<Row>, Future<T>> work) {
    statements.add(1);
    return bounded(() -> pool.withConnection(connection -> begun(connection, first, work)))
        .onSuccess(result -> changed.give());
  }

  private <T> Future<T> begun(
      SqlConnection connection, Statement first, BiFunction<Sql, RowSet<Row>, Future<T>> work) {
    Future<Transaction> begun = connection.begin();
    Future<RowSet<Row>> found = execute(connection, first.text(), first.values().toArray());
    return begun.compose(
        transaction ->
            found
                .compose(rows -> work.apply(within(connection), rows))
                .compose(
                    result -> transaction.commit().map(result),
                    cause -> transaction.rollback().transform(end -> Future.failedFuture(cause))));
  }

  private Sql within(SqlConnection connection) {
    return (statement, values) -> execute(connection, statement, values);
  }

  /** How many statements were sent so far: each is a round trip. */
  public long statements() {
    return statements.sum();
  }

  /** How many connections are open. */
  public int connections() {
    return pool.size();
  }

  /** Closes the pool. */
  public Future<Void> close() {
    return pool.close();
  }

  private Future<RowSet<Row>> execute(
      SqlClient client, String statement, @Nullable Object... values) {
    statements.increment();
    return client.preparedQuery(statement).execute(Tuple.wrap(values));
  }

  private <T> Future<T> bounded(Supplier<Future<T>> work) {
    return work.get()
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(answer -> hasAnswered = true)
        .recover(cause -> Future.failedFuture(isTrouble(cause) ? unavailable(cause) : cause));
  }

  private static boolean isTrouble(Throwable cause) {
    if (cause instanceof PgException refused) {
      String state = String.valueOf(refused.getSqlState());
      return state.length() == 5 && TROUBLE.contains(state.substring(0, 2));
    }
    return cause instanceof java.io.IOException
        || cause instanceof java.util.concurrent.TimeoutException
        || cause instanceof io.vertx.core.VertxException;
  }

  /** Before the first answer, whoever starts the node says what is wrong. */
  private Throwable unavailable(Throwable cause) {
    if (hasAnswered) {
      LOG.warn("The database does not answer: {}", cause.toString());
    }
    return Failure.UNAVAILABLE.refusal().retryAfter(RETRY_AFTER);
  }
}
