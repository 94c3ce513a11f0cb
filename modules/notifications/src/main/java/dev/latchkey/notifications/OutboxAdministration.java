package dev.latchkey.notifications;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * What an operator may see of the outbox and do about it, beside the nodes that empty it. A mail
 * that is being sent is neither retried nor dropped, as it can't be called back. Every change
 * leaves an event of its transaction: {@code mail.retried} or {@code mail.dropped}, about the mail,
 * or about the outbox with {@code data.mails}, how many. Thread-safe.
 */
public final class OutboxAdministration {

  /** The longest list. */
  public static final int MOST_LISTED = 1000;

  /** How many mails one transaction changes (chosen, not measured). */
  static final int AT_ONCE = 1000;

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Database database;

  /** On the database of the running service. */
  public OutboxAdministration(Database database) {
    this.database = database;
  }

  /**
   * The mails that wait or have failed, the oldest first.
   *
   * @param limit 1 to {@link #MOST_LISTED}
   */
  public Future<List<MailStatus>> list(int limit) {
    return OpenMailStore.list(database, limit);
  }

  /**
   * Makes a mail due now; one that had failed is tried for as long as a new one. Fails with {@link
   * Failure#NOT_FOUND} when there is no such mail, and with {@link Failure#INVALID_REQUEST} when it
   * is being sent, has left the queue otherwise, its link has expired or, of a failed farewell,
   * nothing is kept; each with a sentence of its own.
   */
  public Future<Void> retry(UUID mail) {
    return remedy(Remedy.RETRY, mail);
  }

  /** Does so to every mail that allows it; answers how many were not due before. */
  public Future<Integer> retryAll() {
    return remedyAll(Remedy.RETRY, BEFORE_ALL, 0);
  }

  /**
   * Never sends a mail any more, and forgets what it said. Fails with {@link Failure#NOT_FOUND}
   * when there is no such mail, and with {@link Failure#INVALID_REQUEST} when it is being sent or
   * has left the queue otherwise.
   */
  public Future<Void> drop(UUID mail) {
    return remedy(Remedy.DROP, mail);
  }

  /** Does so to every mail that has failed; answers how many. */
  public Future<Integer> dropAllFailed() {
    return remedyAll(Remedy.DROP, BEFORE_ALL, 0);
  }

  private Future<Void> remedy(Remedy remedy, UUID id) {
    return database.transaction(
        sql ->
            OpenMailStore.find(sql, id)
                .map(found -> found.orElseThrow(() -> unknown(id)))
                .map(remedy::admitted)
                .compose(mail -> remedy(sql, remedy, List.of(id), about(remedy, mail))));
  }

  private static RuntimeException unknown(UUID id) {
    return Failure.NOT_FOUND.refusal("There is no mail " + id + ".");
  }

  private static Change about(Remedy remedy, OpenMailStore.Found mail) {
    return remedy.change().about("mail", mail.id()).with("template", mail.template());
  }

  /** Batch after batch, each once: what fails again meanwhile is not taken up again. */
  private Future<Integer> remedyAll(Remedy remedy, UUID after, int before) {
    return database
        .transaction(sql -> remedyBatch(sql, remedy, after))
        .compose(
            mails ->
                mails.size() < AT_ONCE
                    ? Future.succeededFuture(before + mails.size())
                    : remedyAll(remedy, mails.get(AT_ONCE - 1), before + AT_ONCE));
  }

  private static Future<List<UUID>> remedyBatch(Sql sql, Remedy remedy, UUID after) {
    return remedy
        .candidates(sql, after, AT_ONCE)
        .compose(
            mails ->
                mails.isEmpty()
                    ? Future.succeededFuture(mails)
                    : remedy(sql, remedy, mails, about(remedy, mails)).map(mails));
  }

  private static Change about(Remedy remedy, List<UUID> mails) {
    return remedy.change().about("outbox", null).with("mails", mails.size());
  }

  private static Future<Void> remedy(Sql sql, Remedy remedy, List<UUID> mails, Change change) {
    return remedy.apply(sql, mails).compose(applied -> EventLog.append(sql, change));
  }
}
