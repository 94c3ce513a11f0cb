package dev.latchkey.sessions;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Removes what nobody asks for any more: logins that ended 30 days ago, and their tokens before
 * them; API tokens that ended as long ago, and challenges that expired a day ago. Several may run
 * at once; each takes what the others do not hold.
 */
final class Purge {

  /** How long an ended login is kept for whoever looks into the table (chosen, not measured). */
  private static final Duration AGE = Duration.ofDays(30);

  /** Rows per statement, far from the statement deadline, and statements per run. */
  private static final int BATCH = 1000;

  private static final int MAX_BATCHES = 200;

  private final EndingStore endings;
  private final ApiTokenStore apiTokens;
  private final ChallengeStore challenges;

  Purge(EndingStore endings, ApiTokenStore apiTokens, ChallengeStore challenges) {
    this.endings = endings;
    this.apiTokens = apiTokens;
    this.challenges = challenges;
  }

  /** Removes batch after batch until nothing is left, or enough is done for this time. */
  Future<Void> run() {
    return run(MAX_BATCHES)
        .compose(done -> apiTokens.purge(AGE, BATCH))
        .compose(done -> challenges.purge(BATCH))
        .mapEmpty();
  }

  private Future<Void> run(int batches) {
    return endings
        .purgeTokens(AGE, BATCH)
        .compose(tokens -> tokens == BATCH ? Future.succeededFuture(tokens) : purgeLogins())
        .compose(
            removed ->
                removed == BATCH && batches > 1 ? run(batches - 1) : Future.succeededFuture());
  }

  private Future<Integer> purgeLogins() {
    return endings.purgeLogins(AGE, BATCH);
  }
}
