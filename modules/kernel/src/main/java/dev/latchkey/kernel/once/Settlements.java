package dev.latchkey.kernel.once;

import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Decides, for what two modules may end, which of them does: an invitation is accepted where people
 * are kept, and cancelled where invitations are. Each settles its id in the transaction of its own
 * change, and only one of these transactions can be committed. Whoever comes second waits for the
 * first to end. Stateless.
 */
public final class Settlements {

  /** Longer than anything lives that can be settled, so that a forgotten one is over by its age. */
  private static final int KEPT_DAYS = 90;

  /** How many rows one statement removes (chosen, not measured). */
  private static final int PURGED_AT_ONCE = 1000;

  /** In one order, so that two who settle several don't wait for each other. */
  private static final String SETTLE =
      """
      INSERT INTO kernel.settlement (id)
      SELECT id FROM unnest($1::uuid[]) AS given (id) ORDER BY id
      ON CONFLICT (id) DO NOTHING RETURNING id\
      """;

  private static final String PURGE =
      """
      DELETE FROM kernel.settlement WHERE id IN (
        SELECT id FROM kernel.settlement WHERE settled_at < now() - make_interval(days => $1)
         LIMIT $2)\
      """;

  private Settlements() {}

  /** Settles an id in this transaction; false when it was settled before. */
  public static Future<Boolean> settle(Sql sql, UUID id) {
    return settle(sql, Set.of(id)).map(settled -> !settled.isEmpty());
  }

  /** Settles ids in this transaction; answers those that nobody had settled before. */
  public static Future<Set<UUID>> settle(Sql sql, Collection<UUID> ids) {
    return sql.list(SETTLE, row -> row.getUUID(0), (Object) ids.toArray(UUID[]::new))
        .map(settled -> settled.stream().collect(Collectors.toUnmodifiableSet()));
  }

  /** Forgets what was settled 90 days ago; a bounded batch. */
  public static Future<Void> purge(Sql sql) {
    return sql.run(PURGE, KEPT_DAYS, PURGED_AT_ONCE).mapEmpty();
  }
}
