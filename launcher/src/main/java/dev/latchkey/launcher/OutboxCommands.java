package dev.latchkey.launcher;

import dev.latchkey.kernel.config.DatabaseConfig;
import dev.latchkey.kernel.config.DatabaseServer;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.SchemaFingerprint;
import dev.latchkey.notifications.OutboxAdministration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Carries out an operator's orders on the database of the running service, without serving
 * anything. The embedded one is used only while a Latchkey runs it: nothing is sent without one,
 * and the data directory is one process's at a time. Blocks.
 */
final class OutboxCommands {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Patient, as an operator comes when things are slow. */
  private static final DatabaseConfig.Pool POOL =
      new DatabaseConfig.Pool(1, 10, Duration.ofSeconds(20), Duration.ofSeconds(20));

  private OutboxCommands() {}

  /**
   * Does it; answers what to print.
   *
   * @throws Exception with one sentence when it can't be done
   */
  static String run(OutboxOrder order, Settings settings) throws Exception {
    DatabaseServer server = Storage.Place.from(settings, DatabaseConfig.from(settings)).running();
    Vertx vertx = Vertx.vertx();
    try {
      Database database = Database.open(vertx, server, POOL);
      return await(
          Storage.admits(server, database)
              .compose(admitted -> requireOurs(server, database))
              .compose(ours -> carryOut(order, new OutboxAdministration(database))));
    } finally {
      await(vertx.close());
    }
  }

  /** A database of another version would be misunderstood. */
  private static Future<Void> requireOurs(DatabaseServer server, Database database) {
    return SchemaFingerprint.of(server, Storage.SCHEMAS)
        .isIn(database)
        .compose(
            ours ->
                ours
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new StartFailure(
                            "The database at %s is not as this version needs it: start this Latchkey on it first."
                                .formatted(server.address()))));
  }

  private static Future<String> carryOut(OutboxOrder order, OutboxAdministration outbox) {
    return switch (order.act()) {
      case LIST -> outbox.list(order.limit()).map(mails -> OutboxTable.of(mails, order.limit()));
      case RETRY -> retry(outbox, order.mail());
      case DROP -> drop(outbox, order.mail());
    };
  }

  private static Future<String> retry(OutboxAdministration outbox, Optional<UUID> mail) {
    return mail.isPresent()
        ? outbox.retry(mail.get()).map("Mail %s is due now.".formatted(mail.get()))
        : outbox
            .retryAll()
            .map(count -> "Mails that are due now and were not: %d.".formatted(count));
  }

  private static Future<String> drop(OutboxAdministration outbox, Optional<UUID> mail) {
    return mail.isPresent()
        ? outbox.drop(mail.get()).map("Mail %s is not sent any more.".formatted(mail.get()))
        : outbox
            .dropAllFailed()
            .map(count -> "Failed mails that are not sent any more: %d.".formatted(count));
  }

  private static <T> T await(Future<T> step) throws Exception {
    return step.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
