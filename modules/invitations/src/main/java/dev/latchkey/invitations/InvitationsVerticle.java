package dev.latchkey.invitations;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.event.Pump;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.job.RepeatedJob;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Markers;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Invitations on the bus. Any number per node: they share the database and nothing else. The start
 * fails when the database does not answer.
 */
public final class InvitationsVerticle extends VerticleBase {

  private static final Duration TIMEKEEPING_INTERVAL = Duration.ofMinutes(1);
  private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
  private static final Duration FOLLOWING_INTERVAL = Duration.ofMinutes(1);
  private static final String SUBSCRIPTION = "invitations";

  private final Database database;
  private final Keyset keyset;
  private final InvitationsConfig config;
  private @Nullable Pump following;

  /**
   * A verticle to deploy.
   *
   * @param keyset what tokens, markers and fingerprints are derived under
   */
  public InvitationsVerticle(Database database, Keyset keyset, InvitationsConfig config) {
    this.database = database;
    this.keyset = keyset;
    this.config = config;
  }

  @Override
  public Future<?> start() {
    Timekeeping timekeeping = new Timekeeping(database);
    RepeatedJob.every(
        vertx, TIMEKEEPING_INTERVAL, "Reminding of invitations and ending them", timekeeping::run);
    RepeatedJob.every(vertx, PURGE_INTERVAL, "Removing old invitations", timekeeping::purge);
    return follow().compose(pump -> invitations().listen(vertx));
  }

  /** A tick is only for a nudge that was lost. */
  private Future<Void> follow() {
    return new Subscription(database, SUBSCRIPTION, new Followed(new Onboarding(new Bus(vertx))))
        .follow(vertx, "Following who joins and who leaves", FOLLOWING_INTERVAL)
        .onSuccess(pump -> following = pump)
        .mapEmpty();
  }

  @Override
  public Future<?> stop() {
    return following == null ? Future.succeededFuture() : following.stop();
  }

  private Invitations invitations() {
    Bus bus = new Bus(vertx);
    Once once = new Once(database, keyset);
    Onboarding onboarding = new Onboarding(bus);
    Resending resending = new Resending(database, once, bus, config);
    return new Invitations(
        new Sending(once, bus, config.lifetime()),
        resending,
        new Delegation(
            new Delegation.Parts(database, once, bus),
            resending,
            onboarding,
            config.delegationLifetime()),
        new Cancellation(once, bus, onboarding),
        new Lists(database, new Markers(keyset), bus),
        new Answering(database, bus, new LinkTokens(keyset), onboarding));
  }
}
